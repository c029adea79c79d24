package org.encodertraces.statistics;

/**
 * The 95 % interval of a share of several answers a photo (E. L. Korn and B. I. Graubard,
 * "Confidence intervals for proportions with small expected number of positive counts estimated
 * from survey data", Survey Methodology 24(2), 1998): Clopper and Pearson's over an effective
 * number of answers.
 *
 * <p>With the share {@code p} and {@code v} the variance of the mean over photos, the answers are
 * worth {@code p (1 - p) / v} independent ones; times {@code (t(m - 1) / t(n - 1))²} for the
 * degrees of freedom, {@code m} answers from {@code n} photos. Never more than {@code m}, and
 * {@code n} where every answer is the same: photos that vary would not show it then.
 */
public final class KornGraubard {

  private KornGraubard() {}

  /**
   * Computes the interval.
   *
   * @param perPhoto [photos] the share of a photo's answers that are yes, 0 … 1
   * @param cells answers a photo
   */
  public static Interval of(double[] perPhoto, int cells) {
    return ClopperPearson.ofEffective(Moments.mean(perPhoto), effective(perPhoto, cells));
  }

  /** How many independent answers these are worth, 1 … photos · cells. */
  static double effective(double[] perPhoto, int cells) {
    int photos = perPhoto.length;
    double share = Moments.mean(perPhoto);
    double variance = Moments.variance(perPhoto) / photos;
    if (variance == 0) {
      return photos;
    }
    double answers = (double) photos * cells;
    double ratio =
        Quantiles.student(1 - Quantiles.TAIL, answers - 1)
            / Quantiles.student(1 - Quantiles.TAIL, photos - 1);
    double effective = share * (1 - share) / variance * ratio * ratio;
    return Math.max(1, Math.min(answers, effective));
  }
}
