package org.encodertraces.statistics;

/**
 * How many independent answers the answers of some photos are worth: the variance of one answer,
 * over the variance of their mean that the photos show, times {@code (1.96 / t(photos - 1))²} for
 * the degrees of freedom (Korn and Graubard, 1998).
 *
 * <p>Where fewer than ten photos bear the variance it is known too badly to be trusted: coverage by
 * simulation falls to 80 % then. So the number moves towards one that is safe whatever the photos
 * are, such as one answer a photo, in logarithms, as these photos get fewer, and is that number
 * where there are none.
 *
 * <p>It may exceed the number of answers, where a photo's answers make up for each other: a probe
 * that reads every processing as one is right in exactly one cell a photo.
 */
final class EffectiveAnswers {

  private static final double TRUSTED_PHOTOS = 10;

  private EffectiveAnswers() {}

  /**
   * The number, 1 or more.
   *
   * @param ofOne variance of one answer by itself
   * @param ofMean variance of the mean, by photo
   * @param safe number of answers that are independent whatever the photos are
   * @param bearers photos that bear the variance; not whole where they bear it in parts
   */
  static double of(double ofOne, double ofMean, int photos, double safe, double bearers) {
    if (ofMean == 0 || bearers == 0) {
      return safe;
    }
    double ratio =
        Quantiles.normal(1 - Quantiles.TAIL) / Quantiles.student(1 - Quantiles.TAIL, photos - 1.0);
    double shown = Math.max(1, ofOne / ofMean * ratio * ratio);
    double trust = Math.min(1, bearers / TRUSTED_PHOTOS);
    return Math.exp(trust * Math.log(shown) + (1 - trust) * Math.log(Math.min(shown, safe)));
  }
}
