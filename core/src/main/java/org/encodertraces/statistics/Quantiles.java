package org.encodertraces.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** The quantiles that the formulas share; the distributions are Apache Commons Statistics'. */
final class Quantiles {

  /** What a 95 % interval leaves out at each of its ends. */
  static final double TAIL = 0.025;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Quantiles() {}

  static double normal(double share) {
    return NORMAL.inverseCumulativeProbability(share);
  }

  static double student(double share, double degrees) {
    return TDistribution.of(degrees).inverseCumulativeProbability(share);
  }

  /** The share of Student's t with these degrees of freedom at or above {@code t}. */
  static double studentAbove(double t, double degrees) {
    return TDistribution.of(degrees).survivalProbability(t);
  }

  /** Of the beta distribution; a shape of 0 puts everything on 0 or on 1. */
  static double beta(double share, double alpha, double beta) {
    if (alpha <= 0) {
      return 0;
    }
    return beta <= 0 ? 1 : BetaDistribution.of(alpha, beta).inverseCumulativeProbability(share);
  }
}
