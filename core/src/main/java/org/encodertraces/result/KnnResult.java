package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.statistics.PhotoBootstrap;

/**
 * The five kNN set-ups of one parameter; accuracies in percent.
 *
 * @param intervals 95 % over query photos, by set-up and for two differences paired over the same
 *     queries: {@code pos_same - neg_same} and {@code baseline - neg_same}
 */
public record KnnResult(
    @JsonUnwrapped ResultHeader header,
    String parameter,
    int k,
    int trainPhotos,
    int queries,
    int classes,
    double baseline,
    double allDiff,
    double posSame,
    double negSame,
    double uniform,
    Map<String, Range> intervals,
    List<Cell> cells,
    List<UniformRun> uniformRuns)
    implements TraceResult {

  /** Key of the paired difference that shows what traces can do in all. */
  public static final String POS_MINUS_NEG = "pos_same - neg_same";

  /** Key of the paired difference that shows what misleading traces cost. */
  public static final String BASELINE_MINUS_NEG = "baseline - neg_same";

  private static final long BOOTSTRAP_SEED = 0;

  /** Accuracy for one processing of queries, positives and negatives. */
  public record Cell(String test, String positives, String negatives, double top1) {}

  /** Accuracy for one processing of queries on a training set drawn with one seed. */
  public record UniformRun(String test, int seed, double top1) {}

  /** The result of an outcome. */
  public static KnnResult of(ResultHeader header, KnnOutcome outcome) {
    Map<String, Range> intervals = new LinkedHashMap<>();
    for (Setup setup : Setup.values()) {
      intervals.put(setup.id(), interval(percent(outcome, setup)));
    }
    double[] negSame = percent(outcome, Setup.NEG_SAME);
    intervals.put(POS_MINUS_NEG, interval(minus(percent(outcome, Setup.POS_SAME), negSame)));
    intervals.put(BASELINE_MINUS_NEG, interval(minus(percent(outcome, Setup.BASELINE), negSame)));
    return new KnnResult(
        header,
        outcome.parameter().id(),
        outcome.k(),
        outcome.trainPhotos(),
        outcome.queries(),
        outcome.classes(),
        outcome.accuracy(Setup.BASELINE),
        outcome.accuracy(Setup.ALL_DIFF),
        outcome.accuracy(Setup.POS_SAME),
        outcome.accuracy(Setup.NEG_SAME),
        outcome.accuracy(Setup.UNIFORM),
        intervals,
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

  /** The interval of {@code baseline - neg_same}; of nothing where a file does not tell it. */
  public Range fall() {
    return intervals.getOrDefault(BASELINE_MINUS_NEG, new Range(0, 0));
  }

  private static Range interval(double[] perPhoto) {
    return Range.of(PhotoBootstrap.ofMean(perPhoto, BOOTSTRAP_SEED));
  }

  private static double[] percent(KnnOutcome outcome, Setup setup) {
    double[] shares = outcome.perQuery().getOrDefault(setup, new double[0]);
    return IntStream.range(0, shares.length).mapToDouble(i -> 100 * shares[i]).toArray();
  }

  private static double[] minus(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }
}
