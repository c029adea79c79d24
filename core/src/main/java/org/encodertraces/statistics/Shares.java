package org.encodertraces.statistics;

import java.util.Arrays;

/** Shares of a photo's cells. */
final class Shares {

  /** Shares are sums of 1 / cells, added by others. */
  private static final double ROUNDING = 1e-9;

  private Shares() {}

  static double[] of(int[] right, int cells) {
    double[] shares = new double[right.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (double) right[i] / cells;
    }
    return shares;
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** How many photos differ from what most photos show. */
  static int unlikeMost(double[] perPhoto) {
    double[] sorted = perPhoto.clone();
    Arrays.sort(sorted);
    int most = 0;
    int run = 0;
    for (int i = 0; i < sorted.length; i++) {
      run = i > 0 && sorted[i] - sorted[i - 1] < ROUNDING ? run + 1 : 1;
      most = Math.max(most, run);
    }
    return sorted.length - most;
  }

  /** Throws unless each value is a whole number of cells in 0 … 1. */
  static void check(double[] shares, int cells) {
    if (shares.length == 0 || cells < 1) {
      throw new IllegalArgumentException(
          "%d photos of %d cells: expected 1 or more of both".formatted(shares.length, cells));
    }
    for (double share : shares) {
      double right = share * cells;
      if (!(Math.abs(right - Math.rint(right)) < ROUNDING * cells)
          || right < -ROUNDING
          || right > cells + ROUNDING) {
        throw new IllegalArgumentException("%s is no share of %d cells".formatted(share, cells));
      }
    }
  }
}
