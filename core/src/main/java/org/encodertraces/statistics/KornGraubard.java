package org.encodertraces.statistics;

/**
 * The 95 % interval of a share of several answers a photo (E. L. Korn and B. I. Graubard,
 * "Confidence intervals for proportions with small expected number of positive counts estimated
 * from survey data", Survey Methodology 24(2), 1998): Clopper and Pearson's over an {@linkplain
 * EffectiveAnswers effective number} of answers.
 */
public final class KornGraubard {

  private KornGraubard() {}

  /**
   * Computes the interval.
   *
   * @param perPhoto [photos] the share of a photo's answers that are yes, 0 … 1
   */
  public static Interval of(double[] perPhoto) {
    int photos = perPhoto.length;
    double share = Moments.mean(perPhoto);
    return ClopperPearson.ofEffective(
        share,
        EffectiveAnswers.of(
            share * (1 - share),
            Moments.variance(perPhoto) / photos,
            photos,
            photos,
            Shares.unlikeMost(perPhoto)));
  }
}
