package org.encodertraces.probe;

import java.util.ArrayList;
import java.util.List;
import org.encodertraces.random.NumpyGenerator;

/**
 * Proposals for learning rate and weight decay that cover the study's ranges evenly: an additive
 * low-discrepancy sequence in the plane with a random shift (Roberts, "The unreasonable
 * effectiveness of quasirandom sequences", 2018), both axes logarithmic.
 */
final class TrialSequence {

  /** The study's ranges (protocol, section 3). */
  private static final double LOWEST_LR = 0.1;

  private static final double HIGHEST_LR = 100;
  private static final double LOWEST_WD = 1e-12;
  private static final double HIGHEST_WD = 1e-4;

  /** The plastic number, root of x^3 = x + 1: the golden ratio's counterpart in two dimensions. */
  private static final double PLASTIC = 1.324717957244746;

  private TrialSequence() {}

  static List<SgdTrial> of(int count, long seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    double x = random.nextDouble();
    double y = random.nextDouble();
    List<SgdTrial> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(at(fraction(x + i / PLASTIC), fraction(y + i / (PLASTIC * PLASTIC))));
    }
    return trials;
  }

  /** The trial at a point of the unit square: learning rate, then weight decay. */
  static SgdTrial at(double x, double y) {
    return new SgdTrial(between(LOWEST_LR, HIGHEST_LR, x), between(LOWEST_WD, HIGHEST_WD, y));
  }

  /** Where a trial lies in the unit square, [2]. */
  static double[] position(SgdTrial trial) {
    return new double[] {
      Math.log(trial.lr() / LOWEST_LR) / Math.log(HIGHEST_LR / LOWEST_LR),
      Math.log(trial.wd() / LOWEST_WD) / Math.log(HIGHEST_WD / LOWEST_WD)
    };
  }

  private static double fraction(double value) {
    return value - Math.floor(value);
  }

  private static double between(double low, double high, double share) {
    return low * Math.pow(high / low, share);
  }
}
