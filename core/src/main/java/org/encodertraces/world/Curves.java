package org.encodertraces.world;

/** Smooth functions of polynomials and square roots alone: equal bits on every platform. */
final class Curves {

  private Curves() {}

  static double clamp(double x) {
    return x < 0 ? 0 : Math.min(x, 1);
  }

  /** 0 up to {@code from}, 1 from {@code to} on, smooth between. */
  static double step(double from, double to, double x) {
    double t = clamp((x - from) / (to - from));
    return t * t * (3 - 2 * t);
  }

  /** A wave of period 1 between -1 and 1, parabolas in place of a sine. */
  static double wave(double x) {
    double t = 2 * (x - Math.floor(x));
    return t < 1 ? 4 * t * (1 - t) : -4 * (t - 1) * (2 - t);
  }

  /** A bell: 1 at 0, near exp(-x) for x from 0 on. */
  static double fall(double x) {
    double base = 1 + x / 8;
    double square = base * base;
    double fourth = square * square;
    return 1 / (fourth * fourth);
  }

  static double power(double x, int log2) {
    double result = x;
    for (int i = 0; i < log2; i++) {
      result *= result;
    }
    return result;
  }

  static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  static double length(double x, double y, double z) {
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** The smaller of two distances, blended where they differ by less than {@code width}. */
  static double union(double a, double b, double width) {
    double h = Math.max(width - Math.abs(a - b), 0) / width;
    return Math.min(a, b) - h * h * width / 4;
  }
}
