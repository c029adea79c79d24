package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.encodertraces.Planted;
import org.encodertraces.Progress;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.probe.Classifier.Tuning;
import org.encodertraces.probe.ProcessingProbe.Settings;
import org.encodertraces.processing.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One training run with given settings: its batches are shared by all threads. */
class OneTrainingOnAllThreadsTest {

  @TempDir private Path folder;

  private static final Classifier SGD =
      new Classifier.Sgd(Optional.of(new SgdTrial(2, 1e-6)), Tuning.TPE);

  private static final Classifier BLOCKS =
      new Classifier.Sgd(Optional.of(new SgdTrial(2, 1e-6)), Tuning.TPE, Classifier.Order.BLOCKS);

  private static final Classifier LBFGS = new Classifier.Logistic(OptionalDouble.of(10));

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() throws Exception {
    ParameterEmbeddings embeddings = embeddings();
    for (Classifier classifier : List.of(SGD, BLOCKS, LBFGS)) {
      for (int seeds = 1; seeds <= 2; seeds++) {
        Settings settings = new Settings(classifier, Training.ONE, seeds, false);
        ProbeOutcome alone = run(embeddings, settings, 1, Progress.NONE);
        ProbeOutcome together = run(embeddings, settings, 5, Progress.NONE);

        assertThat(together.reading().perPhoto()).isEqualTo(alone.reading().perPhoto());
        assertThat(together.best()).isEqualTo(alone.best());
      }
    }
  }

  /** 100 epochs, and as many units for what shuffled labels read. */
  @Test
  void progressIsToldEpochByEpoch() throws Exception {
    List<Long> steps = told(SGD);

    assertThat(steps).hasSize(101).containsOnly(1L, 100L);
  }

  /** Nobody knows how many iterations L-BFGS will take: each counts as an epoch. */
  @Test
  void progressOfLbfgsIsToldPassByPassAndEndsComplete() throws Exception {
    List<Long> steps = told(LBFGS);

    assertThat(steps).hasSizeGreaterThan(10);
    assertThat(steps.stream().mapToLong(Long::longValue).sum()).isEqualTo(200);
  }

  /** Rows read from memory of their own or, where that lacks room, from the files. */
  @Test
  void theRoomForRowsChangesNothing() throws Exception {
    LabeledRows rows =
        LabeledRows.crossed(embeddings().train().stream().map(EmbeddingTable::rows).toList());
    SgdTrainer trainer = new SgdTrainer(new OpenBlas());
    for (Classifier.Order order : Classifier.Order.values()) {
      for (int trials : new int[] {2, 8}) {
        List<SgdTrial> tried =
            IntStream.range(0, trials).mapToObj(i -> new SgdTrial(2 + i, 1e-6)).toList();
        LinearModels copied =
            trainer.train(rows, order, tried, 1, SgdTrainer.INLINE, Long.MAX_VALUE, () -> {});
        LinearModels mapped = trainer.train(rows, order, tried, 1, SgdTrainer.INLINE, 0, () -> {});

        assertThat(mapped.weights()).isEqualTo(copied.weights());
        assertThat(mapped.bias()).isEqualTo(copied.bias());
      }
    }
  }

  private List<Long> told(Classifier classifier) throws Exception {
    List<Long> steps = Collections.synchronizedList(new ArrayList<>());
    Progress progress =
        new Progress() {
          @Override
          public Task start(String name, long total) {
            assertThat(total).isEqualTo(1000);
            return new Task() {
              @Override
              public void step(long units) {
                steps.add(units);
              }

              @Override
              public void find(long units) {
                assertThat(units).isEqualTo(800);
              }
            };
          }

          @Override
          public void say(String line) {}
        };
    run(embeddings(), new Settings(classifier, Training.ONE, 1, false), 2, progress);
    return steps;
  }

  private ParameterEmbeddings embeddings() {
    return new Planted(700, 40, 24, 5, 0.4, 2).open(folder, Parameter.RESIZING);
  }

  private static ProbeOutcome run(
      ParameterEmbeddings embeddings, Settings settings, int threads, Progress progress)
      throws Exception {
    try (Engine engine = Engine.of(threads, progress)) {
      return ProcessingProbe.run(embeddings, settings, engine);
    }
  }
}
