package org.encodertraces.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Which of n sorted values, one a photo, are the ends of a 95 % interval of their population's
 * median: how many of them lie below the median is binomial, whatever they are (W. R. Thompson,
 * Annals of Mathematical Statistics 7, 1936).
 *
 * @param low rank of the lower end, 0 … n - 1
 * @param high rank of the upper end
 */
public record MedianInterval(int low, int high) {

  /** Fewer values have no such interval: all of them lie on one side of the median too often. */
  public static final int LEAST_VALUES = 6;

  /** For n values; n must be {@link #LEAST_VALUES} or more. */
  public static MedianInterval of(int n) {
    if (n < LEAST_VALUES) {
      throw new IllegalArgumentException(n + " values: expected " + LEAST_VALUES + " or more");
    }
    int below = BinomialDistribution.of(n, 0.5).inverseCumulativeProbability(Quantiles.TAIL);
    return new MedianInterval(below - 1, n - below);
  }
}
