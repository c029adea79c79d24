package org.encodertraces.statistics;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * The exact 95 % interval of a share of independent yes-or-no answers, one a photo (Clopper and
 * Pearson, Biometrika 1934): it never covers less than it says. Apache Commons Statistics has the
 * formula.
 */
public final class ClopperPearson {

  private ClopperPearson() {}

  /** For {@code yes} of {@code n} photos; n must be 1 or more. */
  public static Interval of(int yes, int n) {
    var interval =
        BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(n, yes, 2 * Quantiles.TAIL);
    return new Interval(interval.getLowerBound(), interval.getUpperBound());
  }

  /** The same by beta quantiles, for an effective number of answers that need not be whole. */
  static Interval ofEffective(double share, double n) {
    double yes = share * n;
    return new Interval(
        Quantiles.beta(Quantiles.TAIL, yes, n - yes + 1),
        Quantiles.beta(1 - Quantiles.TAIL, yes + 1, n - yes));
  }
}
