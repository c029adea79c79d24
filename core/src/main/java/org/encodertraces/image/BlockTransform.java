package org.encodertraces.image;

/**
 * The discrete cosine transform of libjpeg's {@code JDCT_ISLOW} on many blocks of 8 x 8 at once,
 * bit for bit.
 *
 * <p>Blocks are held by position: array {@code 8 * row + column} has that sample, or coefficient,
 * of every block. So each step of the transform is one of whole arrays, which the JIT makes vectors
 * of.
 *
 * <p>Source: libjpeg-turbo {@code jfdctint.c}, {@code jidctint.c} and {@code jcdctmgr.c}, after
 * Loeffler, Ligtenberg and Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications",
 * ICASSP 1989.
 */
final class BlockTransform {

  /** Bits after the point of the constants. */
  private static final int CONST_BITS = 13;

  /** Bits after the point that the first pass leaves. */
  private static final int PASS1_BITS = 2;

  private static final int FIX_0_298631336 = 2446;
  private static final int FIX_0_390180644 = 3196;
  private static final int FIX_0_541196100 = 4433;
  private static final int FIX_0_765366865 = 6270;
  private static final int FIX_0_899976223 = 7373;
  private static final int FIX_1_175875602 = 9633;
  private static final int FIX_1_501321110 = 12299;
  private static final int FIX_1_847759065 = 15137;
  private static final int FIX_1_961570560 = 16069;
  private static final int FIX_2_053119869 = 16819;
  private static final int FIX_2_562915447 = 20995;
  private static final int FIX_3_072711026 = 25172;

  /** Of the inverse that stands for a division. */
  private static final int INVERSE_BITS = 20;

  private BlockTransform() {}

  /** Samples less 128 to coefficients times 8, in place, of the first {@code count} blocks. */
  static void forward(int[][] at, int count) {
    for (int row = 0; row < 64; row += 8) {
      forward(at, row, 1, count, PASS1_BITS, 0, 0, CONST_BITS - PASS1_BITS);
    }
    int half = 1 << (PASS1_BITS - 1);
    for (int column = 0; column < 8; column++) {
      forward(at, column, 8, count, 0, half, PASS1_BITS, CONST_BITS + PASS1_BITS);
    }
  }

  private static void forward(
      int[][] at, int first, int step, int count, int up, int add, int down, int shift) {
    forward(
        at[first],
        at[first + step],
        at[first + 2 * step],
        at[first + 3 * step],
        at[first + 4 * step],
        at[first + 5 * step],
        at[first + 6 * step],
        at[first + 7 * step],
        count,
        up,
        add,
        down,
        shift);
  }

  private static void forward(
      int[] l0,
      int[] l1,
      int[] l2,
      int[] l3,
      int[] l4,
      int[] l5,
      int[] l6,
      int[] l7,
      int count,
      int up,
      int add,
      int down,
      int shift) {
    int half = 1 << (shift - 1);
    for (int i = 0; i < count; i++) {
      int a0 = l0[i] + l7[i];
      int a7 = l0[i] - l7[i];
      int a1 = l1[i] + l6[i];
      int a6 = l1[i] - l6[i];
      int a2 = l2[i] + l5[i];
      int a5 = l2[i] - l5[i];
      int a3 = l3[i] + l4[i];
      int a4 = l3[i] - l4[i];
      int even0 = a0 + a3;
      int even3 = a0 - a3;
      int even1 = a1 + a2;
      int even2 = a1 - a2;
      int turn = (even2 + even3) * FIX_0_541196100 + half;
      int z1 = (a4 + a7) * -FIX_0_899976223 + half;
      int z2 = (a5 + a6) * -FIX_2_562915447 + half;
      int z5 = (a4 + a6 + a5 + a7) * FIX_1_175875602;
      int z3 = (a4 + a6) * -FIX_1_961570560 + z5;
      int z4 = (a5 + a7) * -FIX_0_390180644 + z5;
      l0[i] = (((even0 + even1) << up) + add) >> down;
      l4[i] = (((even0 - even1) << up) + add) >> down;
      l2[i] = (turn + even3 * FIX_0_765366865) >> shift;
      l6[i] = (turn - even2 * FIX_1_847759065) >> shift;
      l7[i] = (a4 * FIX_0_298631336 + z1 + z3) >> shift;
      l5[i] = (a5 * FIX_2_053119869 + z2 + z4) >> shift;
      l3[i] = (a6 * FIX_3_072711026 + z2 + z3) >> shift;
      l1[i] = (a7 * FIX_1_501321110 + z1 + z4) >> shift;
    }
  }

  /**
   * What a decoder finds of the coefficients: divided, rounded and multiplied again.
   *
   * @param coefficients times 8, as {@link #forward} leaves them
   * @param restored gets them, not times 8
   */
  static void quantize(
      int[][] coefficients, JpegQuantization quantization, int count, int[][] restored) {
    for (int k = 0; k < 64; k++) {
      quantize(coefficients[k], quantization.divisors()[k], count, restored[k]);
    }
  }

  /**
   * Rounds half away from zero. {@code floor((size + 4 q) / 8 q)} is that of an eighth of the
   * dividend by q; as that is below 2304, multiplying by {@code ceil(2^20 / q)} is off by less than
   * what would reach the next whole number, and fits 32 bits without sign.
   */
  private static void quantize(int[] values, int divisor, int count, int[] restored) {
    int inverse = ((1 << INVERSE_BITS) + divisor - 1) / divisor;
    int half = 4 * divisor;
    for (int i = 0; i < count; i++) {
      int sign = values[i] >> 31;
      int size = (values[i] ^ sign) - sign;
      int rounded = (((size + half) >> 3) * inverse) >>> INVERSE_BITS;
      restored[i] = ((rounded ^ sign) - sign) * divisor;
    }
  }

  /** Coefficients to samples, 0 … 255, in place, of the first {@code count} blocks. */
  static void inverse(int[][] at, int count) {
    for (int column = 0; column < 8; column++) {
      inverse(at, column, 8, count, CONST_BITS - PASS1_BITS);
    }
    for (int row = 0; row < 64; row += 8) {
      inverse(at, row, 1, count, CONST_BITS + PASS1_BITS + 3);
    }
    for (int k = 0; k < 64; k++) {
      center(at[k], count);
    }
  }

  private static void inverse(int[][] at, int first, int step, int count, int shift) {
    inverse(
        at[first],
        at[first + step],
        at[first + 2 * step],
        at[first + 3 * step],
        at[first + 4 * step],
        at[first + 5 * step],
        at[first + 6 * step],
        at[first + 7 * step],
        count,
        shift);
  }

  private static void inverse(
      int[] l0,
      int[] l1,
      int[] l2,
      int[] l3,
      int[] l4,
      int[] l5,
      int[] l6,
      int[] l7,
      int count,
      int shift) {
    int half = 1 << (shift - 1);
    for (int i = 0; i < count; i++) {
      int turn = (l2[i] + l6[i]) * FIX_0_541196100;
      int a2 = turn - l6[i] * FIX_1_847759065;
      int a3 = turn + l2[i] * FIX_0_765366865;
      int a0 = ((l0[i] + l4[i]) << CONST_BITS) + half;
      int a1 = ((l0[i] - l4[i]) << CONST_BITS) + half;
      int even0 = a0 + a3;
      int even3 = a0 - a3;
      int even1 = a1 + a2;
      int even2 = a1 - a2;
      int z1 = (l7[i] + l1[i]) * -FIX_0_899976223;
      int z2 = (l5[i] + l3[i]) * -FIX_2_562915447;
      int z5 = (l7[i] + l3[i] + l5[i] + l1[i]) * FIX_1_175875602;
      int z3 = (l7[i] + l3[i]) * -FIX_1_961570560 + z5;
      int z4 = (l5[i] + l1[i]) * -FIX_0_390180644 + z5;
      int odd0 = l7[i] * FIX_0_298631336 + z1 + z3;
      int odd1 = l5[i] * FIX_2_053119869 + z2 + z4;
      int odd2 = l3[i] * FIX_3_072711026 + z2 + z3;
      int odd3 = l1[i] * FIX_1_501321110 + z1 + z4;
      l0[i] = (even0 + odd3) >> shift;
      l7[i] = (even0 - odd3) >> shift;
      l1[i] = (even1 + odd2) >> shift;
      l6[i] = (even1 - odd2) >> shift;
      l2[i] = (even2 + odd1) >> shift;
      l5[i] = (even2 - odd1) >> shift;
      l3[i] = (even3 + odd0) >> shift;
      l4[i] = (even3 - odd0) >> shift;
    }
  }

  /**
   * Adds 128 and clips to 0 … 255 by sign bits: min and max are not made into vectors by JDK 17.
   */
  private static void center(int[] samples, int count) {
    for (int i = 0; i < count; i++) {
      int value = samples[i] + 128;
      int positive = value & ~(value >> 31);
      samples[i] = (positive | ((255 - positive) >> 31)) & 255;
    }
  }
}
