package org.encodertraces.statistics;

/**
 * What could have been seen: the excess over chance that would be found four times in five, with
 * the photos at hand and the page's correction.
 */
public final class DetectableEffect {

  private static final double POWER = 0.8;

  private DetectableEffect() {}

  /**
   * {@code margin + (z(1 - level) + 0.84) · h / 1.96}, in the unit of the half-width.
   *
   * @param margin that an excess must have besides to be a claim
   * @param level one-sided, after correction for the page's claims
   * @param halfWidth h of the 95 % interval
   */
  public static double excess(double margin, double level, double halfWidth) {
    double error = halfWidth / Quantiles.normal(1 - Quantiles.TAIL);
    return margin + (Quantiles.normal(1 - level) + Quantiles.normal(POWER)) * error;
  }
}
