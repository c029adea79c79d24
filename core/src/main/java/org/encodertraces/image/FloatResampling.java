package org.encodertraces.image;

import java.util.Optional;

/**
 * Resizing with antialias in float32: Pillow's weights without its rounding to fixed point and
 * without 8 bits between the passes.
 *
 * <p>Source: PyTorch's {@code _upsample_bilinear2d_aa} and {@code _upsample_bicubic2d_aa}.
 */
final class FloatResampling {

  private FloatResampling() {}

  /** Resizes; empty for filters that it does not have. */
  static Optional<RgbImage> resize(RgbImage image, int width, int height, Filter filter) {
    if (width == image.width() && height == image.height()) {
      return Optional.of(image);
    }
    return switch (filter) {
      case NEAREST -> PointResampling.resize(image, width, height, filter, 0, false);
      case BILINEAR, BICUBIC ->
          Optional.of(
              FloatPasses.both(
                  image, taps(image.width(), width, filter), taps(image.height(), height, filter)));
      case BOX, HAMMING, LANCZOS -> Optional.empty();
    };
  }

  private static FloatTaps taps(int from, int to, Filter filter) {
    double scale = (double) from / to;
    double filterScale = Math.max(1, scale);
    double support = filter.support() * filterScale;
    int most = (int) Math.ceil(support) * 2 + 1;
    FloatTaps taps = new FloatTaps(to, most);
    double[] weights = new double[most];
    for (int i = 0; i < to; i++) {
      double center = scale * (i + 0.5);
      int start = Math.max(0, (int) (center - support + 0.5));
      int count = Math.min(from, (int) (center + support + 0.5)) - start;
      double sum = 0;
      for (int k = 0; k < count; k++) {
        weights[k] = filter.weight((k + start - center + 0.5) / filterScale);
        sum += weights[k];
      }
      for (int k = 0; k < count; k++) {
        taps.put(i, k, start + k, (float) (weights[k] / sum));
      }
    }
    return taps;
  }
}
