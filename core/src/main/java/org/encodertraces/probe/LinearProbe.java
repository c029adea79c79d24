package org.encodertraces.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.Team;
import org.encodertraces.io.KeptParts;
import org.encodertraces.linalg.Floats;

/** Tunes and fits one linear layer, by either classifier. */
final class LinearProbe {

  /** What progress counts for a training run: its epochs. */
  static final int RUN_UNITS = SgdTrainer.EPOCHS;

  /** What tuning costs: its trials are trained together (PERFORMANCE.md). */
  static final int TUNING_UNITS = 8 * RUN_UNITS;

  private static final int TUNING_TRIALS = 30;

  /** Trials before the first estimate: as many as Optuna starts with, but evenly spread. */
  private static final int FIRST_ROUND = 10;

  /** Trials of a later round: fewer would learn sooner, more share a pass over the data. */
  private static final int ROUND = 10;

  /** Values of C that are tried, from strong to weak penalty: 1e-5 … 1e6. */
  private static final int LOGISTIC_TRIALS = 12;

  private final Classifier classifier;
  private final Engine engine;
  private final SgdTrainer trainer;
  private final KeptParts parts;

  /** A fitted layer with the setting it was fitted by, its objective filled in. */
  record Fitted(LinearModels models, Setting setting) {}

  /**
   * A probe.
   *
   * @param parts keep the trials that are done
   */
  LinearProbe(Classifier classifier, Engine engine, KeptParts parts) {
    this.classifier = classifier;
    this.engine = engine;
    this.parts = parts;
    trainer = new SgdTrainer(engine.product());
  }

  /** The given setting, if any. */
  Optional<Setting> given() {
    if (classifier instanceof Classifier.Sgd sgd) {
      return sgd.given().map(trial -> new Setting.Sgd(trial.lr(), trial.wd(), Double.NaN));
    }
    Classifier.Logistic logistic = (Classifier.Logistic) classifier;
    return logistic.given().isPresent()
        ? Optional.of(new Setting.Logistic(logistic.given().getAsDouble(), Double.NaN, Double.NaN))
        : Optional.empty();
  }

  /**
   * Tries settings on {@code fitted} and judges them on {@code held}.
   *
   * @param name of this tuning among the probe's
   * @param task is told {@link #TUNING_UNITS} on the way
   */
  List<Setting> tune(
      String name, LabeledRows fitted, LabeledRows held, long seed, Progress.Task task)
      throws InterruptedException {
    if (classifier instanceof Classifier.Sgd sgd) {
      return switch (sgd.tuning()) {
        case SEQUENCE -> {
          List<SgdTrial> trials = TrialSequence.of(TUNING_TRIALS, seed);
          Steps steps = new Steps(task, TUNING_UNITS, SgdTrainer.EPOCHS);
          try (RowMemory memory = memory(fitted, sgd.order(), seed)) {
            yield tryTogether(name + " trials", memory, held, trials, seed, steps);
          }
        }
        case TPE -> {
          try (RowMemory memory = memory(fitted, sgd.order(), seed)) {
            yield tryInRounds(name, memory, held, seed, task);
          }
        }
      };
    }
    Steps steps = new Steps(task, TUNING_UNITS, LOGISTIC_TRIALS);
    List<Setting> settings = new ArrayList<>();
    double[] start = LogisticRegression.zeros(fitted);
    for (int i = 0; i < LOGISTIC_TRIALS; i++) {
      double c = Math.pow(10, i - 5);
      double[] from = start;
      ProbeForms.LogisticTrial trial =
          parts.once(
              name + " C " + i,
              ProbeForms.LOGISTIC_TRIAL,
              () -> steps.found(1),
              () -> tryOne(fitted, held, c, from, steps));
      start = trial.parameters();
      settings.add(new Setting.Logistic(c, Double.NaN, trial.accuracy()));
    }
    return settings;
  }

  private ProbeForms.LogisticTrial tryOne(
      LabeledRows fitted, LabeledRows held, double c, double[] from, Steps steps)
      throws InterruptedException {
    LogisticRegression.Fit fit =
        engine
            .workers()
            .inTeam(
                engine.threads(),
                team -> LogisticRegression.fit(fitted, c, from, team::run, Steps.UNTOLD));
    steps.one();
    return new ProbeForms.LogisticTrial(accuracies(fit.models(), held)[0], fit.parameters());
  }

  private RowMemory memory(LabeledRows rows, Classifier.Order order, long seed)
      throws InterruptedException {
    return engine
        .workers()
        .inTeam(engine.threads(), team -> RowMemory.of(rows, order, seed, room(1), team::run));
  }

  /** Rounds of trials that are trained together; each round learns from those before. */
  private List<Setting> tryInRounds(
      String name, RowMemory fitted, LabeledRows held, long seed, Progress.Task task)
      throws InterruptedException {
    int rounds = 1 + (TUNING_TRIALS - FIRST_ROUND + ROUND - 1) / ROUND;
    Steps steps = new Steps(task, TUNING_UNITS, (long) rounds * SgdTrainer.EPOCHS);
    TreeParzenEstimator estimator = new TreeParzenEstimator(seed);
    List<Setting> settings = new ArrayList<>();
    while (settings.size() < TUNING_TRIALS) {
      List<SgdTrial> round = new ArrayList<>();
      if (settings.isEmpty()) {
        round.addAll(TrialSequence.of(FIRST_ROUND, seed));
      } else {
        int size = Math.min(ROUND, TUNING_TRIALS - settings.size());
        for (int i = 0; i < size; i++) {
          round.add(estimator.propose());
        }
      }
      List<Setting> tried =
          tryTogether(name + " trials " + settings.size(), fitted, held, round, seed, steps);
      for (int i = 0; i < round.size(); i++) {
        estimator.learn(round.get(i), tried.get(i).valAccuracy());
      }
      settings.addAll(tried);
    }
    return settings;
  }

  private List<Setting> tryTogether(
      String name,
      RowMemory fitted,
      LabeledRows held,
      List<SgdTrial> trials,
      long seed,
      Steps epochs)
      throws InterruptedException {
    return parts.once(
        name,
        ProbeForms.TRIALS,
        () -> epochs.found(SgdTrainer.EPOCHS),
        () -> trained(fitted, held, trials, seed, epochs));
  }

  private List<Setting> trained(
      RowMemory fitted, LabeledRows held, List<SgdTrial> trials, long seed, Steps epochs)
      throws InterruptedException {
    LinearModels models =
        engine
            .workers()
            .inTeam(
                engine.threads(),
                team -> trainer.train(fitted, trials, seed, team::run, epochs::one));
    double[] accuracies = accuracies(models, held);
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      double accuracy = models.diverged()[i] ? Double.NaN : accuracies[i];
      settings.add(new Setting.Sgd(trials.get(i).lr(), trials.get(i).wd(), accuracy));
    }
    return settings;
  }

  /** Percent of rows that each model reads correctly. */
  private double[] accuracies(LinearModels models, LabeledRows held) {
    int[][] predictions = models.predict(held, engine.product());
    double[] accuracies = new double[models.models()];
    for (int i = 0; i < accuracies.length; i++) {
      int model = i;
      long correct =
          IntStream.range(0, held.count())
              .filter(row -> predictions[row][model] == held.label(row))
              .count();
      accuracies[i] = 100.0 * correct / held.count();
    }
    return accuracies;
  }

  /** The setting of the highest accuracy, the first among equals. */
  static Setting best(List<Setting> settings, String file) {
    return settings.stream()
        .filter(setting -> !Double.isNaN(setting.valAccuracy()))
        .reduce((a, b) -> b.valAccuracy() > a.valAccuracy() ? b : a)
        .orElseThrow(
            () ->
                new InputException(
                    "%s: all %d tuning trials diverged; are the embeddings finite?"
                        .formatted(file, settings.size())));
  }

  /**
   * Fits on all rows, on the calling thread and its share of the workers, so that callers may run
   * seeds side by side.
   *
   * @param sideBySide how many fits run at once
   * @param task is told {@link #RUN_UNITS} on the way
   */
  Fitted fit(LabeledRows rows, Setting setting, long seed, int sideBySide, Progress.Task task) {
    Steps steps = new Steps(task, RUN_UNITS, SgdTrainer.EPOCHS);
    try {
      Fitted fitted =
          engine
              .workers()
              .inTeam(
                  engine.threads() / sideBySide,
                  team -> fit(rows, setting, seed, team, room(sideBySide), steps));
      steps.finish();
      return fitted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private Fitted fit(
      LabeledRows rows, Setting setting, long seed, Team team, long room, Steps steps)
      throws InterruptedException {
    if (setting instanceof Setting.Sgd sgd) {
      List<SgdTrial> trial = List.of(new SgdTrial(sgd.lr(), sgd.wd()));
      return new Fitted(
          trainer.train(rows, classifier.order(), trial, seed, team::run, room, steps::one),
          setting);
    }
    Setting.Logistic logistic = (Setting.Logistic) setting;
    LogisticRegression.Fit fit =
        LogisticRegression.fit(
            rows, logistic.c(), LogisticRegression.zeros(rows), team::run, steps);
    return new Fitted(
        fit.models(), new Setting.Logistic(logistic.c(), fit.objective(), logistic.valAccuracy()));
  }

  /** Bytes that a copy of the rows may take where so many trainings run at once. */
  private static long room(int sideBySide) {
    return Floats.room() / 2 / sideBySide;
  }

  int[][] read(Fitted fitted, LabeledRows tested) {
    return fitted.models().predict(tested, engine.product());
  }
}
