package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.encodertraces.Planted;
import org.encodertraces.Progress;
import org.encodertraces.StoppedWork;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.probe.Classifier.Tuning;
import org.encodertraces.probe.ProcessingProbe.Settings;
import org.encodertraces.processing.Parameter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe that is stopped, and gone on with. */
class StoppedProbeTest {

  private static final long MINUTE = 60_000_000_000L;

  @TempDir private Path folder;
  private final AtomicLong time = new AtomicLong();
  private Checkpoint checkpoint;
  private ParameterEmbeddings embeddings;

  @BeforeEach
  void plant() throws Exception {
    checkpoint = new Checkpoint(folder.resolve("home/state"), "this work");
    embeddings = new Planted(60, 20, 6, 3, 0.4, 2).open(folder.resolve("e"), Parameter.SHARPENING);
  }

  /** Tuning is 800 units in three rounds, a final run 100, as are the shuffles. */
  @Test
  void roundsOfTrialsAndFinalRunsThatAreDoneAreNotDoneAgain() throws Exception {
    Settings study =
        new Settings(new Classifier.Sgd(Optional.empty(), Tuning.TPE), Training.ONE, 3, true);
    StoppedWork never = StoppedWork.never();
    ProbeOutcome whole = run(study, Optional.empty(), never);
    long all = never.total();

    // In the second round; in the second final run; in the tuning of the paired probe.
    long[] stops = {300, 930, 1_550};
    long[] found = {800 / 3, 900};
    for (int i = 0; i < stops.length; i++) {
      long last = i == 0 ? stops[i] : stops[i] - found[i - 1];
      Optional<Checkpoint> kept = Optional.of(checkpoint);
      assertThatThrownBy(() -> run(study, kept, StoppedWork.behind(last)))
          .isInstanceOf(StoppedWork.Stopped.class);
      assertThat(checkpoint.file()).exists();
    }
    StoppedWork last = StoppedWork.never();
    ProbeOutcome goneOn = run(study, Optional.of(checkpoint), last);

    assertThat(last.found()).isEqualTo(1_200 + 800 / 3);
    assertThat(last.found() + last.done()).isEqualTo(all);
    assertSame(goneOn, whole);
    assertThat(checkpoint.file()).doesNotExist();
  }

  @Test
  void logisticRegressionGoesOnFromTheLastStrength() throws Exception {
    Settings lbfgs =
        new Settings(new Classifier.Logistic(OptionalDouble.empty()), Training.ALL, 1, false);
    ProbeOutcome whole = run(lbfgs, Optional.empty(), StoppedWork.never());

    assertThatThrownBy(() -> run(lbfgs, Optional.of(checkpoint), StoppedWork.behind(500)))
        .isInstanceOf(StoppedWork.Stopped.class);
    StoppedWork second = StoppedWork.never();
    assertSame(run(lbfgs, Optional.of(checkpoint), second), whole);
    // Seven of twelve strengths.
    assertThat(second.found()).isEqualTo(800 * 7 / 12);
  }

  @Test
  void otherWorkAndDamageAreNoState() throws Exception {
    Settings study =
        new Settings(new Classifier.Sgd(Optional.empty(), Tuning.TPE), Training.ONE, 1, false);
    assertThatThrownBy(() -> run(study, Optional.of(checkpoint), StoppedWork.behind(300)))
        .isInstanceOf(StoppedWork.Stopped.class);
    byte[] state = Files.readAllBytes(checkpoint.file());

    StoppedWork other = StoppedWork.never();
    run(study, Optional.of(new Checkpoint(checkpoint.file(), "other work")), other);
    assertThat(other.found()).isZero();

    state[state.length / 2] ^= 1;
    Files.write(checkpoint.file(), state);
    StoppedWork damaged = StoppedWork.never();
    run(study, Optional.of(checkpoint), damaged);
    assertThat(damaged.found()).isZero();
  }

  @Test
  void aStateThatCannotBeKeptIsSaid() throws Exception {
    Settings given =
        new Settings(
            new Classifier.Sgd(Optional.of(new SgdTrial(2, 1e-6)), Tuning.TPE),
            Training.ONE,
            2,
            false);
    Files.writeString(folder.resolve("home"), "no folder");
    StoppedWork watch = StoppedWork.never();
    run(given, Optional.of(checkpoint), watch);
    assertThat(watch.said()).startsWith(checkpoint.file() + ": how far the work has come");
  }

  /** Shorter than a minute: nothing is written. */
  @Test
  void shortWorkLeavesNothing() throws Exception {
    Settings study =
        new Settings(new Classifier.Sgd(Optional.empty(), Tuning.TPE), Training.ONE, 1, false);
    try (Engine engine = Engine.of(1, StoppedWork.behind(300))) {
      assertThatThrownBy(
              () ->
                  ProcessingProbe.run(
                      embeddings, study, engine, Optional.of(checkpoint), time::get))
          .isInstanceOf(StoppedWork.Stopped.class);
    }
    assertThat(checkpoint.file()).doesNotExist();
  }

  /** One thread, whose every look at the clock is a minute later. */
  private ProbeOutcome run(Settings settings, Optional<Checkpoint> kept, Progress progress)
      throws Exception {
    try (Engine engine = Engine.of(1, progress)) {
      return ProcessingProbe.run(embeddings, settings, engine, kept, () -> time.addAndGet(MINUTE));
    }
  }

  private static void assertSame(ProbeOutcome one, ProbeOutcome other) {
    assertThat(one.reading().accuracies()).isEqualTo(other.reading().accuracies());
    assertThat(one.reading().perPhoto()).isEqualTo(other.reading().perPhoto());
    assertThat(one.best()).isEqualTo(other.best());
    assertThat(one.trials()).isEqualTo(other.trials());
    assertThat(one.shuffles()).usingRecursiveComparison().isEqualTo(other.shuffles());
    assertThat(List.of(one.paired().isPresent())).isEqualTo(List.of(other.paired().isPresent()));
    if (one.paired().isPresent()) {
      assertThat(one.paired().get().perPhoto()).isEqualTo(other.paired().get().perPhoto());
    }
  }
}
