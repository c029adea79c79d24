package org.encodertraces.statistics;

/**
 * Intervals of figures in which photos meet each other, such as recall where each photo is in the
 * others' gallery, or a rate over pairs of photos: 9,900 pairs of 100 photos are not 9,900
 * observations. What counts is how much the figure moves when one photo is left out (J. W. Tukey,
 * Annals of Mathematical Statistics 29, 1958; for pairs J. N. Arvesen, the same 40, 1969).
 */
public final class Jackknife {

  private Jackknife() {}

  /**
   * The 95 % interval of a share: Clopper and Pearson's over an {@linkplain EffectiveAnswers
   * effective number} of answers.
   *
   * @param value 0 … 1, with all photos
   * @param leftOut [photos] the same without that photo
   */
  public static Interval share(double value, double[] leftOut) {
    return share(value, leftOut, leftOut.length);
  }

  /** The same where only {@code independent} answers are independent whatever the photos are. */
  public static Interval share(double value, double[] leftOut, double independent) {
    return ClopperPearson.ofEffective(
        value,
        EffectiveAnswers.of(
            value * (1 - value), variance(leftOut), leftOut.length, independent, bearers(leftOut)));
  }

  /**
   * The 95 % interval of a difference of two shares of the same photos.
   *
   * @param value -1 … 1, with all photos
   * @param leftOut [photos] the same without that photo
   */
  public static Interval difference(double value, double[] leftOut) {
    int photos = leftOut.length;
    double variance = variance(leftOut);
    double half =
        variance == 0 && value == 0
            ? 1 - Math.pow(Quantiles.TAIL, 1.0 / photos)
            : Quantiles.student(1 - Quantiles.TAIL, photos - 1.0) * Math.sqrt(variance);
    return new Interval(Math.max(-1, value - half), Math.min(1, value + half));
  }

  /**
   * How many photos bear the variance, {@code (sum of u²)² / sum of u⁴} for the moves {@code u}: as
   * many as there are where all move the figure alike, one where one photo does.
   */
  private static double bearers(double[] leftOut) {
    double mean = Moments.mean(leftOut);
    double squares = 0;
    double fourths = 0;
    for (double value : leftOut) {
      double square = (value - mean) * (value - mean);
      squares += square;
      fourths += square * square;
    }
    return fourths == 0 ? 0 : squares * squares / fourths;
  }

  /** Of the figure over all photos. */
  static double variance(double[] leftOut) {
    int photos = leftOut.length;
    if (photos < 2) {
      throw new IllegalArgumentException(photos + " photos: expected 2 or more");
    }
    double n = photos;
    return (n - 1) * (n - 1) / n * Moments.variance(leftOut);
  }
}
