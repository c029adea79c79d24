package org.encodertraces.camera;

/** Blurs of one plane, [height, width], in place; the edge's pixels stand for those beyond. */
final class Blur {

  /** Below, a blur is nothing: its weight on neighbors is under 1e-9. */
  private static final double NOTHING = 0.15;

  private Blur() {}

  static void gaussian(float[] plane, int width, int height, double deviation) {
    if (deviation < NOTHING) {
      return;
    }
    int radius = (int) Math.ceil(3.5 * deviation);
    double[] kernel = new double[radius + 1];
    double sum = 0;
    for (int i = 0; i <= radius; i++) {
      kernel[i] = StrictMath.exp(-0.5 * i * i / (deviation * deviation));
      sum += i == 0 ? kernel[i] : 2 * kernel[i];
    }
    float[] line = new float[Math.max(width, height) + 2 * radius];
    for (int y = 0; y < height; y++) {
      pass(plane, y * width, 1, width, kernel, sum, line);
    }
    for (int x = 0; x < width; x++) {
      pass(plane, x, width, height, kernel, sum, line);
    }
  }

  private static void pass(
      float[] plane, int start, int stride, int count, double[] kernel, double sum, float[] line) {
    int radius = kernel.length - 1;
    for (int i = -radius; i < count + radius; i++) {
      line[i + radius] = plane[start + Math.max(0, Math.min(count - 1, i)) * stride];
    }
    for (int i = 0; i < count; i++) {
      double total = kernel[0] * line[i + radius];
      for (int k = 1; k <= radius; k++) {
        total += kernel[k] * (line[i + radius - k] + line[i + radius + k]);
      }
      plane[start + i * stride] = (float) (total / sum);
    }
  }

  /** The mean along a straight path. */
  static void motion(float[] plane, int width, int height, double length, double angle) {
    if (length < NOTHING) {
      return;
    }
    int steps = (int) Math.ceil(length) + 2;
    double alongX = StrictMath.cos(2 * Math.PI * angle) * length;
    double alongY = StrictMath.sin(2 * Math.PI * angle) * length;
    float[] still = plane.clone();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (int step = 0; step < steps; step++) {
          double share = (step + 0.5) / steps - 0.5;
          sum += bilinear(still, width, height, x + share * alongX, y + share * alongY);
        }
        plane[y * width + x] = (float) (sum / steps);
      }
    }
  }

  private static double bilinear(float[] plane, int width, int height, double x, double y) {
    double cx = Math.max(0, Math.min(width - 1, x));
    double cy = Math.max(0, Math.min(height - 1, y));
    int left = (int) cx;
    int top = (int) cy;
    int right = Math.min(width - 1, left + 1);
    int bottom = Math.min(height - 1, top + 1);
    double fx = cx - left;
    double fy = cy - top;
    double upper = plane[top * width + left] * (1 - fx) + plane[top * width + right] * fx;
    double lower = plane[bottom * width + left] * (1 - fx) + plane[bottom * width + right] * fx;
    return upper * (1 - fy) + lower * fy;
  }
}
