package org.encodertraces.probe;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.random.NumpyGenerator;

/**
 * The same question on other draws of photos: ten random 80 / 20 splits of all photos of a folder,
 * each with a probe of its own. What varies is which photos teach and which test, where the
 * interval of one split covers the draw of its test photos alone.
 *
 * <p>By logistic regression, every photo under every class, C chosen on a fifth of the split's own
 * training photos among seven.
 */
final class RandomSplits {

  static final int SPLITS = 10;
  private static final double TEST_SHARE = 0.2;
  private static final double HELD_SHARE = 0.2;

  /** From strong to weak penalty; the search ends where two in a row read no better. */
  private static final double[] STRENGTHS = {0.1, 1, 10, 100, 1e3, 1e4, 1e5};

  private static final int WORSE_AT_MOST = 2;

  private final LabeledRows all;
  private final int photos;
  private final MatrixProduct product;

  private RandomSplits(LabeledRows all, int photos, MatrixProduct product) {
    this.all = all;
    this.photos = photos;
    this.product = product;
  }

  /**
   * Runs all splits; none where the photos are too few to split and to tune on.
   *
   * @param all every photo under every class
   */
  static Optional<SplitReadings> run(
      LabeledRows all, int photos, long seed, Engine engine, Progress.Task task)
      throws InterruptedException {
    int test = (int) Math.round(TEST_SHARE * photos);
    int train = photos - test;
    if (test < 1 || Math.round(HELD_SHARE * train) < 1) {
      return Optional.empty();
    }
    RandomSplits splits = new RandomSplits(all, photos, engine.product());
    double[] accuracies = new double[SPLITS];
    engine
        .workers()
        .run(
            SPLITS,
            split -> {
              accuracies[split] = splits.accuracy(seed + split, test);
              task.step(1);
            });
    return Optional.of(new SplitReadings(accuracies, train, test));
  }

  private double accuracy(long seed, int test) {
    int[] order = new NumpyGenerator(seed).permutation(photos);
    int held = test + (int) Math.round(HELD_SHARE * (photos - test));
    LabeledRows tested = rowsOf(order, 0, test);
    LabeledRows heldOut = rowsOf(order, test, held);
    LabeledRows fitted = rowsOf(order, held, photos);
    LabeledRows training = rowsOf(order, test, photos);
    try {
      double best = STRENGTHS[0];
      double bestAccuracy = Double.NEGATIVE_INFINITY;
      double[] start = LogisticRegression.zeros(fitted);
      int worse = 0;
      for (int i = 0; i < STRENGTHS.length && worse < WORSE_AT_MOST; i++) {
        LogisticRegression.Fit fit =
            LogisticRegression.fit(fitted, STRENGTHS[i], start, SgdTrainer.INLINE, Steps.UNTOLD);
        start = fit.parameters();
        double accuracy = accuracy(fit.models(), heldOut);
        worse = accuracy > bestAccuracy ? 0 : worse + 1;
        if (accuracy > bestAccuracy) {
          best = STRENGTHS[i];
          bestAccuracy = accuracy;
        }
      }
      return accuracy(
          LogisticRegression.fit(
                  training,
                  best,
                  LogisticRegression.zeros(training),
                  SgdTrainer.INLINE,
                  Steps.UNTOLD)
              .models(),
          tested);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** All rows of the photos {@code order[from … to)}. */
  private LabeledRows rowsOf(int[] order, int from, int to) {
    int classes = all.classes();
    return all.select(
        IntStream.range(from, to)
            .flatMap(i -> IntStream.range(order[i] * classes, (order[i] + 1) * classes))
            .toArray());
  }

  private double accuracy(LinearModels model, LabeledRows rows) {
    int[][] read = model.predict(rows, product);
    int[] correct = new int[read.length];
    Arrays.setAll(correct, row -> read[row][0] == rows.label(row) ? 1 : 0);
    return 100 * Arrays.stream(correct).average().orElse(0);
  }
}
