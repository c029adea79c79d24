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
    double before = weight(fx + 1);
    double here = weight(fx);
    double next = weight(1 - fx);
    double last = weight(2 - fx);
    int c0 = Math.max(0, Math.min(width - 1, left - 1)) * 3 + channel;
    int c1 = Math.max(0, Math.min(width - 1, left)) * 3 + channel;
    int c2 = Math.max(0, Math.min(width - 1, left + 1)) * 3 + channel;
    int c3 = Math.max(0, Math.min(width - 1, left + 2)) * 3 + channel;
    double sum = 0;
    for (int j = -1; j <= 2; j++) {
      int row = Math.max(0, Math.min(height - 1, top + j)) * width * 3;
      sum +=
          weight(fy - j)
              * (before * rgb[row + c0]
                  + here * rgb[row + c1]
                  + next * rgb[row + c2]
                  + last * rgb[row + c3]);
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
