package org.encodertraces.statistics;

/**
 * The 95 % interval of a mean of numbers that are no shares, one a photo, by Student's t: cosines
 * and margins, which vary in every photo.
 */
public final class MeanInterval {

  private MeanInterval() {}

  /** Of the mean of two values or more. */
  public static Interval of(double[] values) {
    return around(Moments.mean(values), Moments.variance(values) / values.length, values.length);
  }

  /**
   * Of a figure by how it moves when one photo is left out.
   *
   * @param leftOut [photos] the figure without that photo, two or more
   */
  public static Interval ofJackknife(double value, double[] leftOut) {
    return around(value, Jackknife.variance(leftOut), leftOut.length);
  }

  private static Interval around(double value, double variance, int photos) {
    if (photos < 2) {
      throw new IllegalArgumentException(photos + " photos: expected 2 or more");
    }
    double half = Quantiles.student(1 - Quantiles.TAIL, photos - 1.0) * Math.sqrt(variance);
    return new Interval(value - half, value + half);
  }
}
