package org.encodertraces.camera;

/** sRGB's transfer curve (IEC 61966-2-1), both ends 0 … 1. */
final class SrgbCurve {

  private SrgbCurve() {}

  static double encode(double light) {
    return light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
  }

  static double decode(double value) {
    return value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
  }
}
