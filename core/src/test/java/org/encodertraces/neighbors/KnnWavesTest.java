package org.encodertraces.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.encodertraces.Planted;
import org.encodertraces.Progress;
import org.encodertraces.StoppedWork;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.processing.Parameter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that is stopped, and gone on with. */
class KnnWavesTest {

  @TempDir private Path folder;

  private final AtomicLong time = new AtomicLong();

  /** Each look is two minutes later. */
  private long clock() {
    return time.addAndGet(120_000_000_000L);
  }

  private Checkpoint checkpoint;

  @BeforeEach
  void keep() {
    checkpoint = new Checkpoint(folder.resolve("home/state"), "this work");
  }

  /** 18 blocks of training rows: a state is kept after 16. */
  @Test
  void aWaveGoesOnFromTheLastBlocksKept() throws Exception {
    ParameterEmbeddings embeddings =
        new Planted(17_500, 90, 4, 3, 0.5, 1).open(folder.resolve("e"), Parameter.SHARPENING);
    List<BitSet> whole = answers(embeddings, Optional.empty(), StoppedWork.never());
    long all = 18 * 3 * 3;

    assertThatThrownBy(
            () -> answers(embeddings, Optional.of(checkpoint), StoppedWork.behind(16 * 9 + 2)))
        .isInstanceOf(StoppedWork.Stopped.class);
    StoppedWork second = StoppedWork.never();

    assertThat(answers(embeddings, Optional.of(checkpoint), second)).isEqualTo(whole);
    assertThat(second.found()).isEqualTo(16 * 9);
    assertThat(second.done()).isEqualTo(all - 16 * 9);
    assertThat(checkpoint.file()).doesNotExist();
  }

  /** 18 units of queries, of which 16 are a wave. */
  @Test
  void wavesThatAreDoneAreNotDoneAgain() throws Exception {
    ParameterEmbeddings embeddings =
        new Planted(40, 6_000, 4, 3, 0.5, 1).open(folder.resolve("e"), Parameter.SHARPENING);
    List<BitSet> whole = answers(embeddings, Optional.empty(), StoppedWork.never());

    Checkpoint kept = new Checkpoint(folder.resolve("home/second"), "this work");
    leaveTheFirstWave(embeddings, kept);
    StoppedWork second = StoppedWork.never();

    assertThat(answers(embeddings, Optional.of(kept), second)).isEqualTo(whole);
    assertThat(second.found()).isEqualTo(16 * 3);
    assertThat(second.done()).isEqualTo(2 * 3);
  }

  /** Runs to the end, and puts the state back that was kept after the first wave. */
  private void leaveTheFirstWave(ParameterEmbeddings embeddings, Checkpoint kept) throws Exception {
    Path copy = folder.resolve("copy");
    LongSupplier copying =
        () -> {
          try {
            if (Files.exists(kept.file())) {
              Files.createLink(copy, kept.file());
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return clock();
        };
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      new KnnWaves(setups(embeddings), Optional.of(kept), copying, engine).answers();
    }
    Files.move(copy, kept.file());
  }

  @Test
  void aStateOfOtherWorkOrADamagedOneIsNone() throws Exception {
    ParameterEmbeddings embeddings =
        new Planted(17_500, 20, 4, 3, 0.5, 1).open(folder.resolve("e"), Parameter.SHARPENING);
    assertThatThrownBy(
            () -> answers(embeddings, Optional.of(checkpoint), StoppedWork.behind(16 * 9 + 2)))
        .isInstanceOf(StoppedWork.Stopped.class);
    byte[] state = Files.readAllBytes(checkpoint.file());

    StoppedWork other = StoppedWork.never();
    answers(embeddings, Optional.of(new Checkpoint(checkpoint.file(), "other work")), other);
    assertThat(other.found()).isZero();

    state[state.length / 2] ^= 4;
    Files.write(checkpoint.file(), state);
    StoppedWork damaged = StoppedWork.never();
    answers(embeddings, Optional.of(checkpoint), damaged);
    assertThat(damaged.found()).isZero();

    Files.write(checkpoint.file(), Arrays.copyOf(state, state.length - 9));
    StoppedWork cut = StoppedWork.never();
    answers(embeddings, Optional.of(checkpoint), cut);
    assertThat(cut.found()).isZero();
  }

  @Test
  void aHomeThatCannotBeWrittenIsSaidAndStopsNothing() throws Exception {
    ParameterEmbeddings embeddings =
        new Planted(40, 9, 4, 3, 0.5, 1).open(folder.resolve("e"), Parameter.SHARPENING);
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    StoppedWork watch = StoppedWork.never();

    answers(embeddings, Optional.of(new Checkpoint(file.resolve("state"), "x")), watch);

    assertThat(watch.said()).contains("state: how far the search has come cannot be kept");
  }

  private List<BitSet> answers(
      ParameterEmbeddings embeddings, Optional<Checkpoint> kept, Progress progress)
      throws Exception {
    try (Engine engine = Engine.of(1, progress)) {
      return new KnnWaves(setups(embeddings), kept, this::clock, engine).answers();
    }
  }

  private static KnnSetups setups(ParameterEmbeddings embeddings) {
    return KnnSetups.of(embeddings, 5, new OpenBlas());
  }
}
