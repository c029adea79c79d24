package org.encodertraces.statistics;

import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * A sum over rare independent events of known size, such as the pairs in clusters of near-duplicate
 * photos: how many clusters a collection holds is Poisson, and a cluster counts with all its pairs.
 *
 * <p>The interval is Fay and Feuer's (M. P. Fay and E. J. Feuer, "Confidence intervals for directly
 * standardized rates: a method based on the gamma distribution", Statistics in Medicine 16, 1997);
 * with events of size 1 it is Garwood's exact one (1936).
 *
 * @param value the sum
 * @param interval of its expectation, 95 %
 */
public record EventRate(double value, Interval interval) {

  /**
   * Of the sizes of the events that were seen, each above 0; none make a sum of 0, whose upper end
   * is that of events of size 1.
   */
  public static EventRate of(double[] sizes) {
    double sum = 0;
    double squares = 0;
    double largest = 1;
    for (double size : sizes) {
      sum += size;
      squares += size * size;
      largest = Math.max(largest, size);
    }
    double low = sizes.length == 0 ? 0 : gamma(Quantiles.TAIL, sum, squares);
    double high = gamma(1 - Quantiles.TAIL, sum + largest, squares + largest * largest);
    return new EventRate(sum, new Interval(low, high));
  }

  /** The quantile of the gamma distribution of this mean and variance. */
  private static double gamma(double share, double mean, double variance) {
    return GammaDistribution.of(mean * mean / variance, variance / mean)
        .inverseCumulativeProbability(share);
  }
}
