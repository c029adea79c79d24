package org.encodertraces.image;

/**
 * The discrete cosine transform of libjpeg's {@code JDCT_ISLOW} on many blocks of 8 x 8 at once,
 * bit for bit.
 *
 * <p>Blocks are held by position: array {@code 8 * row + column} has that sample, or coefficient,
 * of every block. So each step of the transform is one of whole arrays. Each loop writes one array
 * of its own: only such loops are made into vectors by the JIT (C2 of JDK 17), which takes stores
 * into two arrays for one after the other. libjpeg's factored form has fewer products, but as it
 * rounds only at the end of a pass, the sums of products here are the same integers.
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

  /** Of the inverse that stands for a division. */
  private static final int INVERSE_BITS = 20;

  private static final int ONE = 1 << CONST_BITS;

  // libjpeg's constants, 2^13 times the numbers in their names.
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

  /** Of the even half: what a rotation by 3 pi / 8 takes of its two inputs. */
  private static final int EVEN_A = FIX_0_541196100 + FIX_0_765366865;

  private static final int EVEN_B = FIX_0_541196100;
  private static final int EVEN_C = FIX_0_541196100 - FIX_1_847759065;

  /**
   * Of the odd half: [output][input], inputs from the highest frequency (or the innermost
   * difference) to the lowest. The matrix is symmetric, and serves both directions.
   */
  private static final int[][] ODD = {
    {
      FIX_0_298631336 - FIX_0_899976223 - FIX_1_961570560 + FIX_1_175875602,
      FIX_1_175875602,
      FIX_1_175875602 - FIX_1_961570560,
      FIX_1_175875602 - FIX_0_899976223
    },
    {
      FIX_1_175875602,
      FIX_2_053119869 - FIX_2_562915447 - FIX_0_390180644 + FIX_1_175875602,
      FIX_1_175875602 - FIX_2_562915447,
      FIX_1_175875602 - FIX_0_390180644
    },
    {
      FIX_1_175875602 - FIX_1_961570560,
      FIX_1_175875602 - FIX_2_562915447,
      FIX_3_072711026 - FIX_2_562915447 - FIX_1_961570560 + FIX_1_175875602,
      FIX_1_175875602
    },
    {
      FIX_1_175875602 - FIX_0_899976223,
      FIX_1_175875602 - FIX_0_390180644,
      FIX_1_175875602,
      FIX_1_501321110 - FIX_0_899976223 - FIX_0_390180644 + FIX_1_175875602
    }
  };

  /** Lines between the two halves of a pass: [8][blocks]. */
  private final int[][] between;

  /** A transform of up to so many blocks at once. */
  BlockTransform(int capacity) {
    between = new int[8][capacity];
  }

  /** Samples less 128 to coefficients times 8, in place, of the first {@code count} blocks. */
  void forward(int[][] at, int count) {
    for (int row = 0; row < 64; row += 8) {
      forward(at, row, 1, count, 1 << PASS1_BITS, 0, 0, CONST_BITS - PASS1_BITS);
    }
    int half = 1 << (PASS1_BITS - 1);
    for (int column = 0; column < 8; column++) {
      forward(at, column, 8, count, 1, half, PASS1_BITS, CONST_BITS + PASS1_BITS);
    }
  }

  /**
   * One line of samples to one of frequencies.
   *
   * @param times what the two sums without a rotation are multiplied by; then {@code add} is added
   *     and the result shifted by {@code down}
   */
  private void forward(
      int[][] at, int first, int step, int count, int times, int add, int down, int shift) {
    for (int k = 0; k < 4; k++) {
      sum(at[first + k * step], at[first + (7 - k) * step], 0, between[k], count);
      difference(at[first + k * step], at[first + (7 - k) * step], 0, between[4 + k], count);
    }
    combine(0, times, times, times, times, add, down, at[first], count);
    combine(0, times, -times, -times, times, add, down, at[first + 4 * step], count);
    int half = 1 << (shift - 1);
    combine(0, EVEN_A, EVEN_B, -EVEN_B, -EVEN_A, half, shift, at[first + 2 * step], count);
    combine(0, EVEN_B, EVEN_C, -EVEN_C, -EVEN_B, half, shift, at[first + 6 * step], count);
    for (int k = 0; k < 4; k++) {
      int[] weights = ODD[k];
      int[] target = at[first + (7 - 2 * k) * step];
      combine(4, weights[3], weights[2], weights[1], weights[0], half, shift, target, count);
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
  void inverse(int[][] at, int count) {
    int shift = CONST_BITS - PASS1_BITS;
    for (int column = 0; column < 8; column++) {
      halves(at, column, 8, count, shift);
      for (int k = 0; k < 4; k++) {
        sum(between[k], between[4 + k], shift, at[column + 8 * k], count);
        difference(between[k], between[4 + k], shift, at[column + 8 * (7 - k)], count);
      }
    }
    int last = CONST_BITS + PASS1_BITS + 3;
    for (int row = 0; row < 64; row += 8) {
      halves(at, row, 1, count, last);
      for (int k = 0; k < 4; k++) {
        clippedSum(between[k], between[4 + k], last, at[row + k], count);
        clippedDifference(between[k], between[4 + k], last, at[row + 7 - k], count);
      }
    }
  }

  /** What even and odd frequencies give to the four pairs of samples, with a half added. */
  private void halves(int[][] at, int first, int step, int count, int shift) {
    int half = 1 << (shift - 1);
    int[] a = at[first];
    int[] b = at[first + 2 * step];
    int[] c = at[first + 4 * step];
    int[] d = at[first + 6 * step];
    combine(a, b, c, d, ONE, EVEN_A, ONE, EVEN_B, half, 0, between[0], count);
    combine(a, b, c, d, ONE, EVEN_B, -ONE, EVEN_C, half, 0, between[1], count);
    combine(a, b, c, d, ONE, -EVEN_B, -ONE, -EVEN_C, half, 0, between[2], count);
    combine(a, b, c, d, ONE, -EVEN_A, ONE, -EVEN_B, half, 0, between[3], count);
    int[] e = at[first + 7 * step];
    int[] f = at[first + 5 * step];
    int[] g = at[first + 3 * step];
    int[] h = at[first + step];
    for (int k = 0; k < 4; k++) {
      int[] w = ODD[3 - k];
      combine(e, f, g, h, w[0], w[1], w[2], w[3], 0, 0, between[4 + k], count);
    }
  }

  private void combine(
      int from, int wa, int wb, int wc, int wd, int add, int shift, int[] target, int count) {
    combine(
        between[from],
        between[from + 1],
        between[from + 2],
        between[from + 3],
        wa,
        wb,
        wc,
        wd,
        add,
        shift,
        target,
        count);
  }

  private static void combine(
      int[] a,
      int[] b,
      int[] c,
      int[] d,
      int wa,
      int wb,
      int wc,
      int wd,
      int add,
      int shift,
      int[] target,
      int count) {
    for (int i = 0; i < count; i++) {
      target[i] = (a[i] * wa + b[i] * wb + c[i] * wc + d[i] * wd + add) >> shift;
    }
  }

  private static void sum(int[] a, int[] b, int shift, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = (a[i] + b[i]) >> shift;
    }
  }

  private static void difference(int[] a, int[] b, int shift, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = (a[i] - b[i]) >> shift;
    }
  }

  /** The same, plus 128, clipped by sign bits: JDK 17 makes no vectors of min and max. */
  private static void clippedSum(int[] a, int[] b, int shift, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      int value = ((a[i] + b[i]) >> shift) + 128;
      int positive = value & ~(value >> 31);
      target[i] = (positive | ((255 - positive) >> 31)) & 255;
    }
  }

  private static void clippedDifference(int[] a, int[] b, int shift, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      int value = ((a[i] - b[i]) >> shift) + 128;
      int positive = value & ~(value >> 31);
      target[i] = (positive | ((255 - positive) >> 31)) & 255;
    }
  }
}
