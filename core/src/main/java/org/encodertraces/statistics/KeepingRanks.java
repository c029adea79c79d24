package org.encodertraces.statistics;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Which of n sorted values, one a photo, is the threshold at or above which a share of the values
 * lies, and which are the ends of its interval in the photos' population.
 *
 * <p>How many of n values lie below the population's quantile is binomial, whatever they are (S. S.
 * Wilks 1941; H. A. David and H. N. Nagaraja, "Order Statistics", 7.1), so the ends are values of
 * the sample. Where even the smallest value is too likely to lie above the quantile, there is none:
 * of "keeps 99 %" the two-sided interval takes 368 photos, the lower bound alone 299.
 *
 * @param point rank of the threshold, 0 the smallest: the largest value that keeps the share of the
 *     sample
 * @param low rank of the lower end: of the 95 % interval where there is an upper end, else of a
 *     one-sided 95 % bound; absent where the photos are too few for that
 * @param high rank of the upper end; absent where the photos are too few for a two-sided interval
 */
public record KeepingRanks(int point, OptionalInt low, OptionalInt high) {

  private static final double ONE_SIDED = 2 * Quantiles.TAIL;

  /**
   * For n values.
   *
   * @param share that is to be kept, above 0 and below 1
   */
  public static KeepingRanks of(int n, double share) {
    if (n < 1 || !(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "a share of %s of %d values: expected a share between 0 and 1 and a value"
              .formatted(share, n));
    }
    // A share times n that is whole but for rounding is that whole number.
    int kept = (int) Math.max(1, Math.ceil(share * n - 1e-9));
    if (n < leastTwoSided(share)) {
      return new KeepingRanks(
          n - kept,
          n < leastOneSided(share) ? OptionalInt.empty() : OptionalInt.of(low(n, share, ONE_SIDED)),
          OptionalInt.empty());
    }
    int high =
        BinomialDistribution.of(n, 1 - share).inverseCumulativeProbability(1 - Quantiles.TAIL);
    return new KeepingRanks(
        n - kept,
        OptionalInt.of(low(n, share, Quantiles.TAIL)),
        high < n ? OptionalInt.of(high) : OptionalInt.empty());
  }

  /** Photos from which on the two-sided 95 % interval has a lower end. */
  public static int leastTwoSided(double share) {
    return least(share, Quantiles.TAIL);
  }

  /** Photos from which on there is a one-sided 95 % lower bound. */
  public static int leastOneSided(double share) {
    return least(share, ONE_SIDED);
  }

  private static int least(double share, double tail) {
    return (int) Math.ceil(Math.log(tail) / Math.log(share));
  }

  /** The largest rank whose value lies above the quantile with at most this chance. */
  private static int low(int n, double share, double tail) {
    BinomialDistribution below = BinomialDistribution.of(n, 1 - share);
    int rank = 0;
    while (below.cumulativeProbability(rank + 1) <= tail) {
      rank++;
    }
    return rank;
  }
}
