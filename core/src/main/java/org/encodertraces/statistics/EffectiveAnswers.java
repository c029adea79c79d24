package org.encodertraces.statistics;

/**
 * How many independent answers several answers a photo are worth: their variance were they
 * independent, over the variance that the photos show, times {@code (t(m - 1) / t(n - 1))²} for the
 * degrees of freedom, {@code m} answers from {@code n} photos (Korn and Graubard, 1998).
 *
 * <p>Where fewer than ten photos bear the variance it is known too badly to be trusted: coverage by
 * simulation falls to 80 % then. So the number moves towards one that is safe whatever the photos
 * are, such as one answer a photo, in logarithms, as these photos get fewer, and is that number
 * where there are none.
 */
final class EffectiveAnswers {

  private static final double TRUSTED_PHOTOS = 10;

  private EffectiveAnswers() {}

  /**
   * The number, 1 or more.
   *
   * @param independent variance of one answer, were all independent
   * @param variance of the mean, by photo
   * @param answers there are at most
   * @param bearers photos that differ from what most photos show
   */
  static double ofCells(
      double independent, double variance, int photos, double answers, int bearers) {
    double ratio =
        photos == 1
            ? 1
            : Quantiles.student(1 - Quantiles.TAIL, answers - 1)
                / Quantiles.student(1 - Quantiles.TAIL, photos - 1.0);
    double shown = Math.min(answers, independent / variance * ratio * ratio);
    return blended(variance == 0 ? photos : shown, photos, bearers);
  }

  /** The same without a most, as for figures over pairs of photos. */
  static double ofFigure(
      double independent, double variance, int photos, double safe, double bearers) {
    double ratio =
        Quantiles.normal(1 - Quantiles.TAIL) / Quantiles.student(1 - Quantiles.TAIL, photos - 1.0);
    return blended(variance == 0 ? safe : independent / variance * ratio * ratio, safe, bearers);
  }

  private static double blended(double shown, double safe, double bearers) {
    double trust = Math.min(1, bearers / TRUSTED_PHOTOS);
    double effective = Math.max(1, shown);
    return Math.exp(
        trust * Math.log(effective) + (1 - trust) * Math.log(Math.min(effective, safe)));
  }
}
