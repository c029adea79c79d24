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
   * @param cells answers a photo
   */
  public static Interval of(double[] perPhoto, int cells) {
    double share = Moments.mean(perPhoto);
    double majority = Math.rint(share);
    int others = 0;
    for (double ofPhoto : perPhoto) {
      others += ofPhoto == majority ? 0 : 1;
    }
    return ClopperPearson.ofEffective(
        share,
        EffectiveAnswers.ofCells(
            share * (1 - share),
            Moments.variance(perPhoto) / perPhoto.length,
            perPhoto.length,
            (double) perPhoto.length * cells,
            others));
  }
}
