package org.encodertraces.statistics;

import java.util.Arrays;

/**
 * The exact p of reading processings as well as this, had the labels of each photo's cells been
 * dealt among them at random: the one-sided permutation test of "what is read does not depend on
 * the processing".
 *
 * <p>Under relabeling within photos the number of matches is a sum of independent counts, one a
 * photo. Each count's distribution is enumerated (over sets of dealt labels, which weighs all k!
 * orders in k 2^k steps), and they are convolved, so no order is drawn and no p has a floor.
 */
public final class WithinPhotoRelabeling {

  /** 2^k numbers a photo; no parameter has more classes than six. */
  private static final int MOST_CELLS = 16;

  private WithinPhotoRelabeling() {}

  /**
   * P(matches at least as many as observed).
   *
   * @param labels [photos][cells] the true classes
   * @param reads [runs][photos][cells] the classes read; matches are counted over all runs, and a
   *     relabeling is the same for all runs
   */
  public static double p(int[][] labels, int[][][] reads) {
    Convolution sum = new Convolution();
    long observed = 0;
    for (int photo = 0; photo < labels.length; photo++) {
      int[][] matches = matches(labels[photo], reads, photo);
      for (int cell = 0; cell < matches.length; cell++) {
        observed += matches[cell][cell];
      }
      sum.add(distribution(matches));
    }
    return sum.atLeast(observed);
  }

  /** For one run: {@code reads} [photos][cells]. */
  public static double p(int[][] labels, int[][] reads) {
    return p(labels, new int[][][] {reads});
  }

  /** [cell][label]: in how many runs the cell reads as that cell's label. */
  private static int[][] matches(int[] labels, int[][][] reads, int photo) {
    int cells = labels.length;
    if (cells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "%d cells a photo: expected at most %d".formatted(cells, MOST_CELLS));
    }
    int[][] matches = new int[cells][cells];
    for (int[][] run : reads) {
      for (int cell = 0; cell < cells; cell++) {
        for (int label = 0; label < cells; label++) {
          matches[cell][label] += run[photo][cell] == labels[label] ? 1 : 0;
        }
      }
    }
    return matches;
  }

  /**
   * The distribution of a photo's matches over all orders of its labels, [0 … most]. {@code
   * dealt[set]} holds the shares of orders by matches when the first |set| cells have the labels in
   * {@code set}.
   */
  private static double[] distribution(int[][] matches) {
    int cells = matches.length;
    int most = 0;
    for (int[] row : matches) {
      most += Arrays.stream(row).max().orElse(0);
    }
    double[][] dealt = new double[1 << cells][most + 1];
    dealt[0][0] = 1;
    for (int set = 0; set < dealt.length - 1; set++) {
      int cell = Integer.bitCount(set);
      double share = 1.0 / (cells - cell);
      for (int label = 0; label < cells; label++) {
        if ((set >> label & 1) == 0) {
          double[] next = dealt[set | 1 << label];
          int shift = matches[cell][label];
          for (int count = 0; count + shift <= most; count++) {
            next[count + shift] += share * dealt[set][count];
          }
        }
      }
    }
    return dealt[dealt.length - 1];
  }
}
