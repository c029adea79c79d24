package org.encodertraces.statistics;

/**
 * The 95 % interval of a mean of numbers that are no shares, one a photo, by Student's t: cosines
 * and margins, which vary in every photo.
 *
 * <p>Degrees of freedom are what the photos' own fourth moment says that their variance is known by
 * (F. E. Satterthwaite, Biometrics Bulletin 2, 1946): 2 n / (κ - 1), n where they are normal, few
 * where few photos bear the variance. What no photo at hand shows no interval tells; coverage is in
 * docs/statistics.md.
 */
public final class MeanInterval {

  private MeanInterval() {}

  /** Of the mean of two values or more. */
  public static Interval of(double[] values) {
    return around(Moments.mean(values), Moments.variance(values) / values.length, values);
  }

  /**
   * Of a figure by how it moves when one photo is left out.
   *
   * @param leftOut [photos] the figure without that photo, two or more
   */
  public static Interval ofJackknife(double value, double[] leftOut) {
    return around(value, Jackknife.variance(leftOut), leftOut);
  }

  private static Interval around(double value, double variance, double[] moves) {
    if (moves.length < 2) {
      throw new IllegalArgumentException(moves.length + " photos: expected 2 or more");
    }
    double half = Quantiles.student(1 - Quantiles.TAIL, degrees(moves)) * Math.sqrt(variance);
    return new Interval(value - half, value + half);
  }

  private static double degrees(double[] moves) {
    double mean = Moments.mean(moves);
    double squares = 0;
    double fourths = 0;
    for (double move : moves) {
      double square = (move - mean) * (move - mean);
      squares += square;
      fourths += square * square;
    }
    double most = moves.length - 1.0;
    if (squares == 0) {
      return most;
    }
    double kurtosis = moves.length * fourths / (squares * squares);
    return Math.max(1, Math.min(most, 2 * moves.length / Math.max(1e-9, kurtosis - 1)));
  }
}
