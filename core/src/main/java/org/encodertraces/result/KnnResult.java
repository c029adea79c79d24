package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.statistics.DifferenceInterval;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.ShareInterval;
import org.encodertraces.statistics.SignFlip;
import org.jspecify.annotations.Nullable;

/**
 * The five kNN set-ups of one parameter; accuracies in percent.
 *
 * @param majorityShare percent of the query photos that are of the largest class
 * @param chance accuracy of a guess among the classes
 * @param intervals 95 % over query photos, by set-up and for differences paired over the same
 *     queries: {@code pos_same - neg_same}, {@code baseline - neg_same} and its two parts, {@code
 *     baseline - all_diff}, which nobody's sharing costs, and {@code all_diff - neg_same}, which
 *     the wrong classes' sharing costs besides
 * @param p one-sided, of {@code baseline - neg_same} as large had each query photo's change been as
 *     likely the other way round
 * @param found whether the fall is found, as the only claim made
 */
public record KnnResult(
    @JsonUnwrapped ResultHeader header,
    String parameter,
    int k,
    int trainPhotos,
    int queries,
    int classes,
    @Nullable Double chance,
    @Nullable Double majorityShare,
    double baseline,
    double allDiff,
    double posSame,
    double negSame,
    double uniform,
    Map<String, Range> intervals,
    @Nullable Double p,
    @Nullable Boolean found,
    List<Cell> cells,
    List<UniformRun> uniformRuns)
    implements ClaimedResult {

  /** Key of the paired difference that shows what traces can do in all. */
  public static final String POS_MINUS_NEG = "pos_same - neg_same";

  /** Key of the paired difference that shows what misleading traces cost. */
  public static final String BASELINE_MINUS_NEG = "baseline - neg_same";

  /** Key of the part of the fall that comes from nobody sharing the query's processing. */
  public static final String BASELINE_MINUS_ALL = "baseline - all_diff";

  /** Key of the part of the fall that comes from the wrong classes sharing it. */
  public static final String ALL_MINUS_NEG = "all_diff - neg_same";

  /** A fall that would print as 0.0 is none worth a claim. */
  private static final double MARGIN = 0.05;

  /** Accuracy for one processing of queries, positives and negatives. */
  public record Cell(String test, String positives, String negatives, double top1) {}

  /** Accuracy for one processing of queries on a training set drawn with one seed. */
  public record UniformRun(String test, int seed, double top1) {}

  /** The result of an outcome. */
  public static KnnResult of(ResultHeader header, KnnOutcome outcome) {
    Map<String, Range> intervals = new LinkedHashMap<>();
    for (Setup setup : Setup.values()) {
      intervals.put(
          setup.id(), percent(ShareInterval.of(outcome.shares(setup), outcome.answers(setup))));
    }
    intervals.put(POS_MINUS_NEG, difference(outcome, Setup.NEG_SAME, Setup.POS_SAME));
    intervals.put(BASELINE_MINUS_NEG, difference(outcome, Setup.NEG_SAME, Setup.BASELINE));
    intervals.put(BASELINE_MINUS_ALL, difference(outcome, Setup.ALL_DIFF, Setup.BASELINE));
    intervals.put(ALL_MINUS_NEG, difference(outcome, Setup.NEG_SAME, Setup.ALL_DIFF));
    double p =
        SignFlip.pOfRise(
            outcome.shares(Setup.NEG_SAME),
            outcome.shares(Setup.BASELINE),
            outcome.answers(Setup.NEG_SAME));
    Effect fall =
        effect(
            outcome.accuracy(Setup.BASELINE) - outcome.accuracy(Setup.NEG_SAME),
            Optional.ofNullable(intervals.get(BASELINE_MINUS_NEG)),
            OptionalDouble.of(p),
            outcome.queries());
    return new KnnResult(
        header,
        outcome.parameter().id(),
        outcome.k(),
        outcome.trainPhotos(),
        outcome.queries(),
        outcome.classes(),
        100.0 / outcome.classes(),
        outcome.majorityShare(),
        outcome.accuracy(Setup.BASELINE),
        outcome.accuracy(Setup.ALL_DIFF),
        outcome.accuracy(Setup.POS_SAME),
        outcome.accuracy(Setup.NEG_SAME),
        outcome.accuracy(Setup.UNIFORM),
        intervals,
        p,
        fall.foundAlone(),
        outcome.cells().stream()
            .map(
                cell ->
                    new Cell(
                        cell.test().name(),
                        cell.positives().name(),
                        cell.negatives().name(),
                        cell.top1()))
            .toList(),
        outcome.uniformRuns().stream()
            .map(run -> new UniformRun(run.test().name(), run.seed(), run.top1()))
            .toList());
  }

  /** The accuracy of a set-up. */
  public double accuracy(Setup setup) {
    return switch (setup) {
      case BASELINE -> baseline;
      case ALL_DIFF -> allDiff;
      case POS_SAME -> posSame;
      case NEG_SAME -> negSame;
      case UNIFORM -> uniform;
    };
  }

  /** The fall, {@code baseline - neg_same}. */
  @Override
  public Effect effect() {
    return effect(
        baseline - negSame,
        interval(BASELINE_MINUS_NEG),
        p == null ? OptionalDouble.empty() : OptionalDouble.of(p),
        queries);
  }

  /** Each photo's change has two signs. */
  @Override
  public double smallestP() {
    return Math.pow(2, -queries);
  }

  /** An interval by its key; none where a file does not tell it. */
  public Optional<Range> interval(String key) {
    return Optional.ofNullable(intervals.get(key));
  }

  private static Effect effect(
      double fall, Optional<Range> interval, OptionalDouble p, int queries) {
    return new Effect(fall, interval, 0, MARGIN, p, 0, queries);
  }

  private static Range difference(KnnOutcome outcome, Setup from, Setup to) {
    return percent(
        DifferenceInterval.of(
            outcome.shares(from),
            outcome.shares(to),
            Math.max(outcome.answers(from), outcome.answers(to))));
  }

  private static Range percent(Interval shares) {
    return Range.of(shares.scaled(100));
  }
}
