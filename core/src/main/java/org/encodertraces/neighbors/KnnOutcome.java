package org.encodertraces.neighbors;

import java.util.List;
import java.util.Map;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * Accuracies of k-nearest-neighbor classification under the five set-ups, in percent.
 *
 * @param trainPhotos training photos, each under every processing
 * @param queries validation photos, each under every processing
 * @param classes semantic classes
 * @param majorityShare percent of the query photos that are of the largest class
 * @param perQuery by set-up, [queries]: share of its cells (or uniform runs) in which a query photo
 *     was classified correctly, 0 … 1; the mean over photos is the set-up's accuracy
 */
public record KnnOutcome(
    Parameter parameter,
    int k,
    int trainPhotos,
    int queries,
    int classes,
    double majorityShare,
    List<Cell> cells,
    List<UniformRun> uniformRuns,
    Map<Setup, double[]> perQuery) {

  /** Accuracy for one processing of queries, positives and negatives. */
  public record Cell(Processing test, Processing positives, Processing negatives, double top1) {}

  /** Accuracy for one processing of queries on a training set drawn with one seed. */
  public record UniformRun(Processing test, int seed, double top1) {}

  /** Answers of one query photo behind a set-up: its cells, or its uniform runs. */
  public int answers(Setup setup) {
    int processings = parameter.classes().size();
    return switch (setup) {
      case BASELINE -> processings;
      case ALL_DIFF, POS_SAME, NEG_SAME -> processings * (processings - 1);
      case UNIFORM -> processings * KnnSetups.UNIFORM_SEEDS;
    };
  }

  /** [queries] the share of a query photo's answers that are right, 0 … 1. */
  public double[] shares(Setup setup) {
    return perQuery.getOrDefault(setup, new double[0]);
  }

  /** Accuracy of a set-up: the mean over its cells. */
  public double accuracy(Setup setup) {
    double sum = 0;
    for (double share : shares(setup)) {
      sum += share;
    }
    return 100 * sum / queries;
  }
}
