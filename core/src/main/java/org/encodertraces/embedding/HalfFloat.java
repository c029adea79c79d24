package org.encodertraces.embedding;

/** IEEE 754 binary16; {@code Float.float16ToFloat} and {@code floatToFloat16} came with Java 20. */
public final class HalfFloat {

  /** The values of all 65,536: looked up in half the time that they are computed in. */
  private static final float[] VALUES = values();

  private HalfFloat() {}

  /** The value of 16 bits: sign 1, exponent 5 (bias 15), fraction 10. */
  public static float toFloat(short bits) {
    return VALUES[bits & 0xFFFF];
  }

  private static float[] values() {
    float[] values = new float[1 << 16];
    for (int bits = 0; bits < values.length; bits++) {
      values[bits] = valueOf((short) bits);
    }
    return values;
  }

  private static float valueOf(short bits) {
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

  /** The nearest value of 16 bits, ties to even; beyond 65,504 and its rounding, infinity. */
  public static short ofFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7E00);
    }
    if (magnitude >= 65_520f) {
      return (short) (sign | 0x7C00);
    }
    if (magnitude < 0x1.0p-14f) {
      // A multiple of 2^-24; rint rounds ties to even, and 1024 of them are the smallest normal.
      return (short) (sign | (int) Math.rint(magnitude * 0x1.0p24));
    }
    int rounded = (bits & 0x7FFF_FFFF) + 0xFFF + ((bits >>> 13) & 1);
    return (short) (sign | ((rounded - (112 << 23)) >>> 13));
  }
}
