package org.encodertraces.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.embedding.EmbeddingMatrix;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.Workers;
import org.encodertraces.probe.ProbeOutcome.Best;
import org.encodertraces.probe.ProbeOutcome.Trial;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.PhotoBootstrap;

/**
 * Predicts a processing parameter from embeddings (paper, section 4; protocol, section 3): tunes on
 * a part of the training photos, trains ten times on all of them, tests on every validation photo
 * under every class.
 */
public final class ProcessingProbe {

  private static final int TUNING_TRIALS = 30;
  private static final long TUNING_SEED = 22;
  private static final double TUNING_SHARE = 0.2;

  private final ParameterEmbeddings embeddings;
  private final Settings settings;
  private final MatrixProduct product;
  private final Workers workers;
  private final Progress progress;
  private final List<EmbeddingMatrix> train;
  private final List<EmbeddingMatrix> val;
  private final SgdTrainer trainer;

  /**
   * How to probe.
   *
   * @param seeds final runs, with seeds 0 … seeds - 1
   * @param given settings that skip the tuning
   */
  public record Settings(Training training, int seeds, Optional<SgdTrial> given) {

    /** The study's number of final runs. */
    public static final int STUDY_SEEDS = 10;
  }

  private ProcessingProbe(
      ParameterEmbeddings embeddings,
      Settings settings,
      MatrixProduct product,
      Workers workers,
      Progress progress) {
    this.embeddings = embeddings;
    this.settings = settings;
    this.product = product;
    this.workers = workers;
    this.progress = progress;
    train = embeddings.train().stream().map(EmbeddingTable::matrix).toList();
    val = embeddings.val().stream().map(EmbeddingTable::matrix).toList();
    trainer = new SgdTrainer(product);
  }

  /**
   * Runs the probe.
   *
   * @throws InputException when there are too few training photos to tune on
   */
  public static ProbeOutcome run(
      ParameterEmbeddings embeddings,
      Settings settings,
      MatrixProduct product,
      Workers workers,
      Progress progress)
      throws InterruptedException {
    return new ProcessingProbe(embeddings, settings, product, workers, progress).run();
  }

  private ProbeOutcome run() throws InterruptedException {
    int seeds = settings.seeds();
    int tuningSteps = settings.given().isPresent() ? 0 : 1;
    try (Progress.Task task =
        progress.start("probe " + embeddings.parameter().id(), tuningSteps + (long) seeds)) {
      List<Trial> trials = new ArrayList<>();
      Best best;
      if (settings.given().isPresent()) {
        SgdTrial given = settings.given().get();
        best = new Best(given.lr(), given.wd(), Double.NaN);
      } else {
        trials.addAll(tune());
        task.step(1);
        best = best(trials);
      }
      LabeledRows tested = LabeledRows.crossed(val);
      int[][][] predictions = new int[seeds][][];
      SgdTrial chosen = new SgdTrial(best.lr(), best.wd());
      workers.run(
          seeds,
          seed -> {
            predictions[seed] = finalRun(chosen, seed, tested);
            task.step(1);
          });
      return outcome(best, trials, tested, predictions);
    }
  }

  private int[][] finalRun(SgdTrial chosen, int seed, LabeledRows tested) {
    try {
      return trainer
          .train(rows(seed), List.of(chosen), seed, SgdTrainer.INLINE)
          .predict(tested, product);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** The training rows of a seed: its draw of classes, or all classes. */
  private LabeledRows rows(long seed) {
    return switch (settings.training()) {
      case ALL -> LabeledRows.crossed(train);
      case ONE ->
          LabeledRows.assigned(
              train, new NumpyGenerator(seed).choice(embeddings.classes(), embeddings.trainRows()));
    };
  }

  private List<Trial> tune() throws InterruptedException {
    LabeledRows all = rows(TUNING_SEED);
    boolean[] heldOut = heldOut(all);
    LabeledRows fitted = all.select(rowsWhere(heldOut, false));
    LabeledRows held = all.select(rowsWhere(heldOut, true));
    if (held.count() == 0 || fitted.count() == 0) {
      throw new InputException(
          "%s: %d photos are too few to tune on; give --lr and --wd, or more photos"
              .formatted(train.get(0).file(), embeddings.trainRows()));
    }
    List<SgdTrial> proposals = TrialSequence.of(TUNING_TRIALS, TUNING_SEED);
    LinearModels models = trainer.train(fitted, proposals, TUNING_SEED, workers::run);
    int[][] predictions = models.predict(held, product);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < proposals.size(); i++) {
      int model = i;
      long correct =
          IntStream.range(0, held.count())
              .filter(row -> predictions[row][model] == held.label(row))
              .count();
      double accuracy = models.diverged()[i] ? Double.NaN : 100.0 * correct / held.count();
      trials.add(new Trial(proposals.get(i).lr(), proposals.get(i).wd(), accuracy));
    }
    return trials;
  }

  /**
   * Holds out a fifth of each class. Where a photo stands under several classes it is held out
   * under all of them: else a probe could know it by its content.
   */
  private boolean[] heldOut(LabeledRows rows) {
    NumpyGenerator random = new NumpyGenerator(TUNING_SEED);
    boolean[] photos = new boolean[embeddings.trainRows()];
    if (settings.training() == Training.ALL) {
      int count = (int) Math.round(TUNING_SHARE * photos.length);
      Arrays.stream(random.permutation(photos.length)).limit(count).forEach(p -> photos[p] = true);
    } else {
      for (int c = 0; c < rows.classes(); c++) {
        int label = c;
        int[] ofClass =
            IntStream.range(0, rows.count()).filter(row -> rows.label(row) == label).toArray();
        random.shuffle(ofClass);
        int count = (int) Math.round(TUNING_SHARE * ofClass.length);
        Arrays.stream(ofClass).limit(count).forEach(row -> photos[rows.photo(row)] = true);
      }
    }
    boolean[] heldOut = new boolean[rows.count()];
    for (int row = 0; row < heldOut.length; row++) {
      heldOut[row] = photos[rows.photo(row)];
    }
    return heldOut;
  }

  private static int[] rowsWhere(boolean[] flags, boolean value) {
    return IntStream.range(0, flags.length).filter(row -> flags[row] == value).toArray();
  }

  private Best best(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> !Double.isNaN(trial.valAccuracy()))
        // The first of equals: the sequence is in a fixed order.
        .reduce((a, b) -> b.valAccuracy() > a.valAccuracy() ? b : a)
        .map(trial -> new Best(trial.lr(), trial.wd(), trial.valAccuracy()))
        .orElseThrow(
            () ->
                new InputException(
                    "%s: all %d tuning trials diverged; are the embeddings finite?"
                        .formatted(train.get(0).file(), trials.size())));
  }

  private ProbeOutcome outcome(
      Best best, List<Trial> trials, LabeledRows tested, int[][][] predictions) {
    int classes = embeddings.classes();
    long[][] confusion = new long[classes][classes];
    double[] perPhoto = new double[embeddings.valRows()];
    double[] accuracies = new double[predictions.length];
    double share = 1.0 / (predictions.length * classes);
    for (int seed = 0; seed < predictions.length; seed++) {
      long correct = 0;
      for (int row = 0; row < tested.count(); row++) {
        int read = predictions[seed][row][0];
        confusion[tested.label(row)][read]++;
        if (read == tested.label(row)) {
          correct++;
          perPhoto[tested.photo(row)] += share;
        }
      }
      accuracies[seed] = 100.0 * correct / tested.count();
    }
    double[] percent = Arrays.stream(perPhoto).map(value -> 100 * value).toArray();
    return new ProbeOutcome(
        embeddings.parameter(),
        settings.training(),
        embeddings.trainRows(),
        embeddings.valRows(),
        accuracies,
        PhotoBootstrap.ofMean(percent, TUNING_SEED),
        best,
        trials,
        confusion,
        perPhoto);
  }
}
