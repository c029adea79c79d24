package org.encodertraces.statistics;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * What could have been seen: the effect that would be found four times in five, with the photos at
 * hand and the page's correction.
 */
public final class DetectableEffect {

  private static final double POWER = 0.8;

  /** Halvings: to the last digit of a double. */
  private static final int STEPS = 50;

  /** As near to 1 as nothing varies any more. */
  private static final double EDGE = 1e-9;

  private DetectableEffect() {}

  /**
   * Of a change, {@code margin + (z(1 - level) + 0.84) · h / 1.96}, in the unit of the half-width.
   *
   * @param margin that an excess must have besides to be a claim
   * @param level one-sided, after correction for the page's claims
   * @param halfWidth h of the 95 % interval
   */
  public static double excess(double margin, double level, double halfWidth) {
    double error = halfWidth / Quantiles.normal(1 - Quantiles.TAIL);
    return margin + (Quantiles.normal(1 - level) + Quantiles.normal(POWER)) * error;
  }

  /**
   * Of a processing read over chance. A probe without a trace that reads most photos as one class
   * is right in one cell of each and hardly varies, but the cells by which a trace is read do. So
   * the trace is taken to be read in some cells, each by itself, and the others as they are: the
   * variance is {@code (1 - r)² s² + (1 - chance) r (1 - r) / (photos · classes)} where a share r
   * of cells reads it and s is the standard error without a trace.
   *
   * @param share that was read, 0 … 1
   * @param interval of {@code share}, 95 %, by an effective number of answers
   * @param classes of the processing; chance is one in their number
   * @param margin 0 … 1
   * @param level one-sided, after correction for the page's claims
   * @return 0 … 1; infinity where not even a share of 1 would be found
   */
  public static double ofProcessing(
      double share, Interval interval, int classes, double margin, double level, int photos) {
    double chance = 1.0 / classes;
    double error = chance * (1 - chance) / answers(share, interval);
    double planted = (1 - chance) / photos / classes;
    return overChance(
        chance, margin, level, of -> of * (1 - of) / variance(of, chance, error, planted));
  }

  /**
   * Of an attribute read over chance by balanced accuracy: the same, where the smaller classes have
   * most of the variance, and never less than {@link #excess}. Nothing would be found where a class
   * has so few photos that the interval of a perfect reading holds chance.
   *
   * @param share balanced accuracy that was read, 0 … 1
   * @param interval of {@code share}, 95 %
   * @param classes in the test part
   * @param majority share of the photos that are of the largest class; the others are taken to be
   *     alike
   * @param margin 0 … 1
   * @param level one-sided, after correction for the page's claims
   * @return 0 … 1; infinity where not even a share of 1 would be found
   */
  public static double ofAttribute(
      double share,
      Interval interval,
      int classes,
      double majority,
      double margin,
      double level,
      int photos) {
    if (classes < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double chance = 1.0 / classes;
    double error = chance * (1 - chance) / answers(share, interval);
    double[] counts = new double[classes];
    Arrays.fill(counts, Math.max(1, (1 - majority) * photos / (classes - 1)));
    counts[0] = majority * photos;
    double planted =
        Arrays.stream(counts).map(count -> (1 - chance) / count / classes / classes).sum();
    double excess =
        overChance(
            chance,
            margin,
            level,
            of ->
                Math.min(
                    of * (1 - of) / variance(of, chance, error, planted),
                    BalancedAccuracy.expectedAnswers(of, counts)));
    return Math.max(excess, excess(margin, level, interval.halfWidth()));
  }

  /** Of a share where a trace is read in some answers and the others are as without it. */
  private static double variance(double of, double chance, double error, double planted) {
    double read = (of - chance) / (1 - chance);
    return (1 - read) * (1 - read) * error + read * (1 - read) * planted;
  }

  /**
   * The least excess of which 0.84 standard errors less are found: by the interval and, as the test
   * at its level is about as strict as an interval of that level, by this one as well.
   *
   * @param answers that the interval goes by, by the share that is read in the long run
   */
  private static double overChance(
      double chance, double margin, double level, DoubleUnaryOperator answers) {
    double tail = Math.min(level, Quantiles.TAIL);
    double lower = Quantiles.normal(POWER);
    DoublePredicate found =
        of -> {
          double n = answers.applyAsDouble(of);
          double yes = n * of - lower * Math.sqrt(n * of * (1 - of));
          return Quantiles.beta(tail, yes, n - yes + 1) >= chance + margin;
        };
    double most = 1 - EDGE;
    return found.test(most) ? least(chance, most, found) - chance : Double.POSITIVE_INFINITY;
  }

  /** The number of answers whose Clopper-Pearson interval about the share is as long as this. */
  private static double answers(double share, Interval interval) {
    double most = 1;
    while (most < 1e12
        && ClopperPearson.ofEffective(share, most).halfWidth() > interval.halfWidth()) {
      most *= 2;
    }
    return least(
        most / 2,
        most,
        n -> ClopperPearson.ofEffective(share, n).halfWidth() <= interval.halfWidth());
  }

  /** Where something begins to hold that holds at {@code high}. */
  private static double least(double low, double high, DoublePredicate holds) {
    double below = low;
    double at = high;
    for (int i = 0; i < STEPS; i++) {
      double middle = (below + at) / 2;
      if (holds.test(middle)) {
        at = middle;
      } else {
        below = middle;
      }
    }
    return at;
  }
}
