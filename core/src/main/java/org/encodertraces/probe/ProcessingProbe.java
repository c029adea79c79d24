package org.encodertraces.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.io.KeptParts;
import org.encodertraces.probe.LinearProbe.Fitted;
import org.encodertraces.probe.ProbeForms.FinalRun;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Shuffles;

/**
 * Predicts a processing parameter from embeddings (paper, section 4; protocol, section 3): tunes on
 * a part of the training photos, trains once a seed on all of them, tests on every validation photo
 * under every class.
 */
public final class ProcessingProbe {

  private static final long TUNING_SEED = 22;
  private static final double TUNING_SHARE = 0.2;

  private final ParameterEmbeddings embeddings;
  private final Settings settings;
  private final Engine engine;
  private final List<Rows> train;
  private final List<Rows> val;
  private final LinearProbe probe;
  private final KeptParts parts;

  /**
   * How to probe.
   *
   * @param seeds final runs, with seeds 0 … seeds - 1
   * @param paired whether to probe embeddings less their photo's mean as well
   */
  public record Settings(Classifier classifier, Training training, int seeds, boolean paired) {

    /** The study's number of final runs. */
    public static final int STUDY_SEEDS = 10;

    /** The study's classifier, tuned, with its number of seeds. */
    public static Settings ofStudy(Training training) {
      return new Settings(
          new Classifier.Sgd(Optional.empty(), Classifier.Tuning.TPE),
          training,
          STUDY_SEEDS,
          false);
    }
  }

  private ProcessingProbe(
      ParameterEmbeddings embeddings, Settings settings, KeptParts parts, Engine engine) {
    this.embeddings = embeddings;
    this.settings = settings;
    this.engine = engine;
    train = embeddings.train().stream().map(EmbeddingTable::rows).toList();
    val = embeddings.val().stream().map(EmbeddingTable::rows).toList();
    this.parts = parts;
    probe = new LinearProbe(settings.classifier(), engine, parts);
  }

  /**
   * Runs the probe.
   *
   * @throws InputException when there are too few training photos to tune on
   */
  public static ProbeOutcome run(ParameterEmbeddings embeddings, Settings settings, Engine engine)
      throws InterruptedException {
    return run(embeddings, settings, engine, Optional.empty(), System::nanoTime);
  }

  /**
   * Runs the probe, or goes on with one that was stopped.
   *
   * @param checkpoint keeps each round of trials and each final run that is done
   * @param clock in nanoseconds, as {@link System#nanoTime}
   * @throws InputException when there are too few training photos to tune on
   */
  public static ProbeOutcome run(
      ParameterEmbeddings embeddings,
      Settings settings,
      Engine engine,
      Optional<Checkpoint> checkpoint,
      LongSupplier clock)
      throws InterruptedException {
    KeptParts parts = new KeptParts(checkpoint, clock, engine.progress()::say);
    ProbeOutcome outcome = new ProcessingProbe(embeddings, settings, parts, engine).run();
    parts.forget();
    return outcome;
  }

  /**
   * What probes read over ten random 80 / 20 splits of all photos, training and validation
   * together: how far the figure moves with both draws. None where the photos are too few.
   */
  public static Optional<SplitReadings> randomSplits(ParameterEmbeddings embeddings, Engine engine)
      throws InterruptedException {
    try (Progress.Task task =
        engine.progress().start("splits " + embeddings.parameter().id(), RandomSplits.SPLITS)) {
      return RandomSplits.run(
          LabeledRows.pooled(
              embeddings.train().stream().map(EmbeddingTable::rows).toList(),
              embeddings.val().stream().map(EmbeddingTable::rows).toList()),
          embeddings.trainRows() + embeddings.valRows(),
          TUNING_SEED,
          engine,
          task);
    }
  }

  /** Training rows by seed. */
  @FunctionalInterface
  private interface Design {
    LabeledRows rows(long seed);
  }

  private ProbeOutcome run() throws InterruptedException {
    int parts = settings.paired() ? 2 : 1;
    try (Progress.Task task =
        engine
            .progress()
            .start(
                "probe " + embeddings.parameter().id(),
                parts * (LinearProbe.TUNING_UNITS + (long) LinearProbe.RUN_UNITS * runs())
                    + LinearProbe.RUN_UNITS)) {
      List<Setting> trials = new ArrayList<>();
      Design design = design();
      Setting best = chosen("plain", design, trials, task);
      LabeledRows tested = LabeledRows.crossed(val);
      ReadingTally tally = new ReadingTally(tested, embeddings.valRows(), runs());
      Setting fitted = finalRuns("plain", design, best, tested, tally, task);
      Shuffles shuffles = new Shuffles(shuffled(design, tested, task));
      return new ProbeOutcome(
          embeddings.parameter(),
          settings.classifier(),
          settings.training(),
          embeddings.trainRows(),
          embeddings.valRows(),
          tally.reading(),
          fitted,
          trials,
          tally.relabelingP(),
          shuffles,
          settings.paired() ? Optional.of(paired(task)) : Optional.empty());
    }
  }

  private double[] shuffled(Design design, LabeledRows tested, Progress.Task task)
      throws InterruptedException {
    return parts.once(
        "shuffles",
        ProbeForms.NUMBERS,
        () -> task.find(LinearProbe.RUN_UNITS),
        () -> {
          double[] accuracies =
              ShuffledControl.accuracies(design.rows(0), tested, TUNING_SEED, engine);
          task.step(LinearProbe.RUN_UNITS);
          return accuracies;
        });
  }

  /** The same probe on what is left of embeddings when their photo's mean is taken away. */
  private Reading paired(Progress.Task task) throws InterruptedException {
    LabeledRows centered = LabeledRows.centered(train);
    Design design = seed -> centered;
    Setting best = chosen("paired", design, new ArrayList<>(), task);
    LabeledRows tested = LabeledRows.centered(val);
    ReadingTally tally = new ReadingTally(tested, embeddings.valRows(), runs());
    finalRuns("paired", design, best, tested, tally, task);
    return tally.reading();
  }

  /** The given setting, whose tuning counts as done already, or the best of all trials. */
  private Setting chosen(String name, Design design, List<Setting> trials, Progress.Task task)
      throws InterruptedException {
    Optional<Setting> given = probe.given();
    if (given.isPresent()) {
      task.find(LinearProbe.TUNING_UNITS);
      return given.get();
    }
    trials.addAll(tune(name, design.rows(TUNING_SEED), task));
    return LinearProbe.best(trials, train.get(0).file().toString());
  }

  /**
   * One for each seed; one in all where seeds change nothing, as L-BFGS on every class is exact.
   */
  private int runs() {
    boolean same =
        settings.training() == Training.ALL && settings.classifier() instanceof Classifier.Logistic;
    return same ? 1 : settings.seeds();
  }

  /** Trains and reads once a seed; returns the setting with seed 0's objective. */
  private Setting finalRuns(
      String name,
      Design design,
      Setting best,
      LabeledRows tested,
      ReadingTally tally,
      Progress.Task task)
      throws InterruptedException {
    FinalRun[] done = new FinalRun[runs()];
    int sideBySide = Math.min(runs(), engine.threads());
    engine
        .workers()
        .run(
            runs(),
            seed -> done[seed] = finalRun(name, design, best, seed, tested, sideBySide, task));
    for (int seed = 0; seed < done.length; seed++) {
      tally.add(seed, done[seed].read());
    }
    return done[0].setting();
  }

  private FinalRun finalRun(
      String name,
      Design design,
      Setting best,
      int seed,
      LabeledRows tested,
      int sideBySide,
      Progress.Task task) {
    try {
      return parts.once(
          name + " seed " + seed,
          ProbeForms.FINAL_RUN,
          () -> task.find(LinearProbe.RUN_UNITS),
          () -> {
            Fitted fitted = probe.fit(design.rows(seed), best, seed, sideBySide, task);
            return new FinalRun(fitted.setting(), probe.read(fitted, tested));
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** The training rows of a seed: its draw of classes, or all classes, read through once. */
  private Design design() {
    return switch (settings.training()) {
      case ALL -> {
        LabeledRows all = LabeledRows.crossed(train);
        yield seed -> all;
      }
      case ONE ->
          seed ->
              LabeledRows.assigned(
                  train,
                  new NumpyGenerator(seed).choice(embeddings.classes(), embeddings.trainRows()));
    };
  }

  private List<Setting> tune(String name, LabeledRows all, Progress.Task task)
      throws InterruptedException {
    boolean[] heldOut = heldOut(all);
    LabeledRows fitted = all.select(rowsWhere(heldOut, false));
    LabeledRows held = all.select(rowsWhere(heldOut, true));
    if (held.count() == 0 || fitted.count() == 0) {
      throw new InputException(
          "%s: %d photos are too few to tune on; give lr and wd, or C, or more photos"
              .formatted(train.get(0).file(), embeddings.trainRows()));
    }
    return probe.tune(name, fitted, held, TUNING_SEED, task);
  }

  /**
   * Holds out a fifth of each class. Where a photo stands under several classes it is held out
   * under all of them: else a probe could know it by its content.
   */
  private boolean[] heldOut(LabeledRows rows) {
    NumpyGenerator random = new NumpyGenerator(TUNING_SEED);
    boolean[] photos = new boolean[embeddings.trainRows()];
    if (rows.count() > photos.length) {
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
}
