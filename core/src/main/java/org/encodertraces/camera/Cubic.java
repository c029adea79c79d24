package org.encodertraces.camera;

import org.encodertraces.image.LinearImage;

/** Cubic convolution between samples (R. Keys, 1981, a = -1/2); light is never negative. */
final class Cubic {

  private Cubic() {}

  static double at(LinearImage image, double x, double y, int channel) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double fx = x - left;
    double fy = y - top;
    int width = image.width();
    int height = image.height();
    float[] rgb = image.rgb();
    double sum = 0;
    for (int j = -1; j <= 2; j++) {
      double wy = weight(fy - j);
      if (wy == 0) {
        continue;
      }
      int row = Math.max(0, Math.min(height - 1, top + j)) * width;
      double line = 0;
      for (int i = -1; i <= 2; i++) {
        int column = Math.max(0, Math.min(width - 1, left + i));
        line += weight(fx - i) * rgb[(row + column) * 3 + channel];
      }
      sum += wy * line;
    }
    return Math.max(0, sum);
  }

  static double weight(double distance) {
    double t = Math.abs(distance);
    if (t < 1) {
      return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  }
}
