package org.encodertraces.image;

import java.util.Optional;

/**
 * Resizing without antialias: each output takes the two or four nearest source pixels an axis,
 * however far the picture shrinks, in float32.
 *
 * <p>Source: PyTorch's {@code upsample_bilinear2d}, {@code upsample_bicubic2d} and {@code
 * upsample_nearest2d} with {@code align_corners=False}, which TensorFlow's half-pixel kernels share
 * but for the cubic's parameter and the edges of its four taps.
 */
final class PointResampling {

  private PointResampling() {}

  /**
   * Resizes; empty for filters that it does not have.
   *
   * @param a of the cubic (R. Keys, 1981)
   * @param dropsOutside whether taps beyond the edge are left out and the others scaled up, as
   *     TensorFlow does; else the edge is repeated
   */
  static Optional<RgbImage> resize(
      RgbImage image, int width, int height, Filter filter, float a, boolean dropsOutside) {
    if (width == image.width() && height == image.height()) {
      return Optional.of(image);
    }
    return switch (filter) {
      case NEAREST -> Optional.of(nearest(image, width, height));
      case BILINEAR ->
          Optional.of(
              FloatPasses.both(
                  image, linear(image.width(), width), linear(image.height(), height)));
      case BICUBIC ->
          Optional.of(
              FloatPasses.both(
                  image,
                  cubic(image.width(), width, a, dropsOutside),
                  cubic(image.height(), height, a, dropsOutside)));
      case BOX, HAMMING, LANCZOS -> Optional.empty();
    };
  }

  private static RgbImage nearest(RgbImage image, int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    float columns = (float) image.width() / width;
    float rows = (float) image.height() / height;
    int out = 0;
    for (int y = 0; y < height; y++) {
      int row = Math.min(image.height() - 1, (int) Math.floor(y * rows));
      for (int x = 0; x < width; x++) {
        int column = Math.min(image.width() - 1, (int) Math.floor(x * columns));
        System.arraycopy(image.rgb(), (row * image.width() + column) * 3, rgb, out, 3);
        out += 3;
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static FloatTaps linear(int from, int to) {
    float scale = (float) from / to;
    FloatTaps taps = new FloatTaps(to, 2);
    for (int i = 0; i < to; i++) {
      float at = Math.max(0, scale * (i + 0.5f) - 0.5f);
      int first = (int) at;
      float second = at - first;
      taps.put(i, 0, first, 1 - second);
      taps.put(i, 1, Math.min(first + 1, from - 1), second);
    }
    return taps;
  }

  private static FloatTaps cubic(int from, int to, float a, boolean dropsOutside) {
    float scale = (float) from / to;
    FloatTaps taps = new FloatTaps(to, 4);
    float[] weights = new float[4];
    for (int i = 0; i < to; i++) {
      float at = scale * (i + 0.5f) - 0.5f;
      int first = (int) Math.floor(at);
      float t = at - first;
      weights[0] = far(t + 1, a);
      weights[1] = near(t, a);
      weights[2] = near(1 - t, a);
      weights[3] = far(2 - t, a);
      float sum = 1;
      if (dropsOutside) {
        sum = 0;
        for (int k = 0; k < 4; k++) {
          int source = first - 1 + k;
          weights[k] = source < 0 || source >= from ? 0 : weights[k];
          sum += weights[k];
        }
      }
      for (int k = 0; k < 4; k++) {
        taps.put(i, k, Math.max(0, Math.min(from - 1, first - 1 + k)), weights[k] / sum);
      }
    }
    return taps;
  }

  /** Keys' cubic within one pixel. */
  private static float near(float x, float a) {
    return ((a + 2) * x - (a + 3)) * x * x + 1;
  }

  /** Keys' cubic from one pixel to two. */
  private static float far(float x, float a) {
    return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  }
}
