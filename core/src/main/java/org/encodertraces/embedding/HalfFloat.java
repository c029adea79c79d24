package org.encodertraces.embedding;

/** IEEE 754 binary16; {@code Float.float16ToFloat} came with Java 20. */
final class HalfFloat {

  private HalfFloat() {}

  /** The value of 16 bits: sign 1, exponent 5 (bias 15), fraction 10. */
  static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      float magnitude = fraction * 0x1.0p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int exponent32 = exponent == 31 ? 255 : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | (exponent32 << 23) | (fraction << 13));
  }
}
