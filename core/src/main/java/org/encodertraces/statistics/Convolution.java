package org.encodertraces.statistics;

import java.util.Arrays;

/** The distribution of a sum of independent counts, by adding one count after the other. */
final class Convolution {

  /** Mass this small cannot reach any p that is printed, and costs time. */
  private static final double NEGLIGIBLE = 1e-60;

  private long start;
  private double[] shares = {1};

  /** Adds a count with the distribution {@code count} [0 … most]. */
  void add(double[] count) {
    double[] sum = new double[shares.length + count.length - 1];
    for (int j = 0; j < count.length; j++) {
      double factor = count[j];
      if (factor != 0) {
        for (int i = 0; i < shares.length; i++) {
          sum[i + j] += factor * shares[i];
        }
      }
    }
    int from = 0;
    double below = 0;
    while (from < sum.length - 1 && below + sum[from] < NEGLIGIBLE) {
      below += sum[from];
      from++;
    }
    // What is cut above is the tail itself: moved to the last place that stays, so that no p is
    // too small by it.
    int to = sum.length;
    double above = 0;
    while (to - 1 > from && above + sum[to - 1] < NEGLIGIBLE) {
      to--;
      above += sum[to];
    }
    sum[to - 1] += above;
    shares = Arrays.copyOfRange(sum, from, to);
    start += from;
  }

  /** P(sum at least {@code count}); an upper bound below 1e-55 where it is smaller than that. */
  double atLeast(long count) {
    int from = (int) Math.max(0, Math.min(count - start, shares.length - 1L));
    double p = 0;
    for (int i = shares.length - 1; i >= from; i--) {
      p += shares[i];
    }
    return Math.min(1, p);
  }
}
