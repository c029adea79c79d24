package org.encodertraces.statistics;

/**
 * Two encoders on the same photos.
 *
 * @param difference mean of the second's shares less the first's
 * @param interval of it, 95 %
 * @param p two-sided, of no difference, by {@link SignFlip}
 */
public record PairedComparison(double difference, Interval interval, double p) {

  /**
   * Compares.
   *
   * @param first [photos] shares of right cells, 0 … 1
   * @param second [photos] the same photos' under the other encoder
   * @param cells answers behind each share
   */
  public static PairedComparison of(double[] first, double[] second, int cells) {
    double p =
        2
            * Math.min(
                SignFlip.pOfRise(first, second, cells), SignFlip.pOfRise(second, first, cells));
    return new PairedComparison(
        Moments.mean(second) - Moments.mean(first),
        DifferenceInterval.of(first, second, cells),
        Math.min(1, p));
  }
}
