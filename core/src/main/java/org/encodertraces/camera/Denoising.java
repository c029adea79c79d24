package org.encodertraces.camera;

/**
 * A bilateral filter of 5 x 5 pixels on the square root of light, where photon noise is the same
 * everywhere; luminance and color by ranges of their own.
 */
final class Denoising {

  private static final int RADIUS = 2;

  private Denoising() {}

  /**
   * Filters in place.
   *
   * @param deviation of the noise of the square roots
   * @param luminance range in deviations, {@code color} likewise; 0 for none
   */
  static void apply(Planes planes, double deviation, double luminance, double color) {
    if (luminance <= 0 && color <= 0) {
      return;
    }
    int count = planes.width() * planes.height();
    float[] y = new float[count];
    float[] cb = new float[count];
    float[] cr = new float[count];
    for (int i = 0; i < count; i++) {
      float red = root(planes.red()[i]);
      float green = root(planes.green()[i]);
      float blue = root(planes.blue()[i]);
      y[i] = 0.25f * red + 0.5f * green + 0.25f * blue;
      cb[i] = blue - y[i];
      cr[i] = red - y[i];
    }
    float[] smooth = filter(y, y, planes.width(), planes.height(), luminance * deviation);
    float[] smoothB = filter(cb, smooth, planes.width(), planes.height(), color * deviation);
    float[] smoothR = filter(cr, smooth, planes.width(), planes.height(), color * deviation);
    for (int i = 0; i < count; i++) {
      float blue = smooth[i] + smoothB[i];
      float red = smooth[i] + smoothR[i];
      float green = 2 * smooth[i] - 0.5f * (red + blue);
      planes.red()[i] = square(red);
      planes.green()[i] = square(green);
      planes.blue()[i] = square(blue);
    }
  }

  private static float root(float x) {
    return x < 0 ? -(float) Math.sqrt(-x) : (float) Math.sqrt(x);
  }

  private static float square(float x) {
    return x * Math.abs(x);
  }

  /** Weights fall with the guide's difference; where the range is 0 nothing is done. */
  private static float[] filter(float[] plane, float[] guide, int width, int height, double range) {
    if (range <= 0) {
      return plane;
    }
    float[] out = new float[plane.length];
    float scale = (float) (1 / (range * range));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int here = y * width + x;
        float sum = 0;
        float total = 0;
        for (int j = -RADIUS; j <= RADIUS; j++) {
          int row = Math.max(0, Math.min(height - 1, y + j)) * width;
          for (int i = -RADIUS; i <= RADIUS; i++) {
            int there = row + Math.max(0, Math.min(width - 1, x + i));
            float apart = guide[there] - guide[here];
            float base = 1 + 0.25f * apart * apart * scale;
            float weight = 1 / (base * base * (1 + 0.2f * (i * i + j * j)));
            sum += weight * plane[there];
            total += weight;
          }
        }
        out[here] = sum / total;
      }
    }
    return out;
  }
}
