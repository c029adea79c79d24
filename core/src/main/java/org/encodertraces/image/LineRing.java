package org.encodertraces.image;

/**
 * The latest lines of samples along one axis, and their weighted sums.
 *
 * <p>Each line is an array of its own and sums are taken of whole lines, four at a time: the JIT
 * turns that into vector instructions, which it does for neither bytes nor several places of one
 * array (C2 of JDK 17).
 */
final class LineRing {

  /** Rounds the fixed-point sum to the nearest. */
  private static final int HALF = 1 << (Taps.PRECISION_BITS - 1);

  private final int[][] lines;

  /**
   * A ring.
   *
   * @param atLeast lines that it holds, rounded up to a power of two
   */
  LineRing(int atLeast, int length) {
    lines = new int[Integer.highestOneBit(Math.max(1, 2 * atLeast - 1))][length];
  }

  /** Lines that it holds. */
  int size() {
    return lines.length;
  }

  /** The line at a position, taking the place of the one {@link #size} positions before. */
  int[] line(int position) {
    return lines[position & (lines.length - 1)];
  }

  /**
   * Writes the samples of output {@code position}, 0 … 255, into {@code sums}.
   *
   * @param length samples of a line to sum
   */
  void sum(Taps taps, int position, int[] sums, int length) {
    int start = taps.starts()[position];
    int last = taps.counts()[position] - 1;
    int[] weights = taps.weights();
    int first = position * taps.most();
    for (int k = 0; k <= last; k += 4) {
      // The last four are filled up with a line of weight 0.
      int k1 = Math.min(k + 1, last);
      int k2 = Math.min(k + 2, last);
      int k3 = Math.min(k + 3, last);
      int w0 = weights[first + k];
      int w1 = k1 == k ? 0 : weights[first + k1];
      int w2 = k2 == k1 ? 0 : weights[first + k2];
      int w3 = k3 == k2 ? 0 : weights[first + k3];
      int[] l0 = line(start + k);
      int[] l1 = line(start + k1);
      int[] l2 = line(start + k2);
      int[] l3 = line(start + k3);
      if (k == 0) {
        begin(sums, l0, l1, l2, l3, w0, w1, w2, w3, length);
      } else {
        add(sums, l0, l1, l2, l3, w0, w1, w2, w3, length);
      }
    }
    round(sums, length);
  }

  private static void begin(
      int[] sums,
      int[] l0,
      int[] l1,
      int[] l2,
      int[] l3,
      int w0,
      int w1,
      int w2,
      int w3,
      int length) {
    for (int i = 0; i < length; i++) {
      sums[i] = HALF + l0[i] * w0 + l1[i] * w1 + l2[i] * w2 + l3[i] * w3;
    }
  }

  private static void add(
      int[] sums,
      int[] l0,
      int[] l1,
      int[] l2,
      int[] l3,
      int w0,
      int w1,
      int w2,
      int w3,
      int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += l0[i] * w0 + l1[i] * w1 + l2[i] * w2 + l3[i] * w3;
    }
  }

  /** Clips to 0 … 255 by sign bits: min and max are not made into vectors by JDK 17. */
  private static void round(int[] sums, int length) {
    for (int i = 0; i < length; i++) {
      int value = sums[i] >> Taps.PRECISION_BITS;
      int positive = value & ~(value >> 31);
      sums[i] = (positive | ((255 - positive) >> 31)) & 255;
    }
  }
}
