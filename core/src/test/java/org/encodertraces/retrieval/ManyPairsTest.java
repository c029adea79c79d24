package org.encodertraces.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.StoppedWork;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More pairs than a wave and a block hold: 9,000 go in three waves through two blocks. */
class ManyPairsTest {

  private static final EncoderName ENCODER = EncoderName.ofId("planted/toy");
  private static final int PAIRS = 9_000;
  private static final int DIMENSION = 4;
  private static final long MINUTE = 60_000_000_000L;

  private static final int WAVE = 4096;

  /** Products of a direction: 8 units, 8, then 2, through two blocks of both galleries. */
  private static final long FIRST_WAVE = 8 * 4;

  private static final long ALL_WAVES = 18 * 4;

  @TempDir private Path folder;
  private final AtomicLong time = new AtomicLong();
  private float[] values;
  private PairEmbeddings pairs;

  /** Rows 2i and 2i + 1 are subject i's phone and camera. */
  @BeforeEach
  void plant() throws Exception {
    NumpyGenerator random = new NumpyGenerator(5);
    values = new float[2 * PAIRS * DIMENSION];
    for (int pair = 0; pair < PAIRS; pair++) {
      for (int i = 0; i < DIMENSION; i++) {
        float subject = (float) random.nextGaussian();
        values[2 * pair * DIMENSION + i] = subject + 7e-2f * (float) random.nextGaussian();
        values[(2 * pair + 1) * DIMENSION + i] = subject + 7e-2f * (float) random.nextGaussian();
      }
    }
    SafetensorsWriter.write(
        folder.resolve(ENCODER.fileStem() + ".safetensors"),
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats("image_embeddings", values, 2 * PAIRS, DIMENSION),
            SafetensorsWriter.Tensor.integers(
                "subject", IntStream.range(0, 2 * PAIRS).mapToLong(row -> row / 2).toArray()),
            SafetensorsWriter.Tensor.integers(
                "model", IntStream.range(0, 2 * PAIRS).mapToLong(row -> 1 - row % 2).toArray())));
    pairs = PairEmbeddings.open(EmbeddingStore.open(folder).of(ENCODER));
  }

  @Test
  void whatIsFoundIsWhatAPlainLoopFindsAlsoWhenItWasStopped() throws Exception {
    PairRetrieval.Outcome whole = run(all(), Optional.empty(), StoppedWork.never(), 2);
    assertThat(mean(whole.phone().same())).isStrictlyBetween(0.05, 0.95);
    for (int query = 0; query < PAIRS; query += 997) {
      assertThat(whole.phone().rivalOfSame()[query]).as("same " + query).isEqualTo(rival(query, 0));
      assertThat(whole.phone().rivalOfDifferent()[query])
          .as("different " + query)
          .isEqualTo(rival(query, 1));
    }

    Optional<Checkpoint> kept =
        Optional.of(new Checkpoint(folder.resolve("home/state"), "this work"));
    assertThatThrownBy(() -> run(all(), kept, StoppedWork.behind(ALL_WAVES + FIRST_WAVE + 1), 1))
        .isInstanceOf(StoppedWork.Stopped.class);
    StoppedWork second = StoppedWork.never();
    PairRetrieval.Outcome goneOn = run(all(), kept, second, 2);

    assertThat(second.found()).isEqualTo(ALL_WAVES + FIRST_WAVE);
    assertThat(second.done()).isEqualTo(ALL_WAVES - FIRST_WAVE);
    assertThat(goneOn).usingRecursiveComparison().isEqualTo(whole);
    assertThat(kept.get().file()).doesNotExist();

    // A sample asks the same questions of the same galleries.
    int[] some = IntStream.range(0, PAIRS).filter(pair -> pair % 50 == 7).toArray();
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      PairRetrieval.Outcome sample =
          PairRetrieval.run(pairs, some, engine, Optional.empty(), System::nanoTime);
      for (int i = 0; i < some.length; i++) {
        assertThat(sample.camera().same()[i]).isEqualTo(whole.camera().same()[some[i]]);
        assertThat(sample.camera().different()[i]).isEqualTo(whole.camera().different()[some[i]]);
      }
    }
  }

  private static int[] all() {
    return IntStream.range(0, PAIRS).toArray();
  }

  private PairRetrieval.Outcome run(
      int[] queries, Optional<Checkpoint> kept, Progress progress, int threads) throws Exception {
    try (Engine engine = Engine.of(threads, progress)) {
      return PairRetrieval.run(pairs, queries, WAVE, engine, kept, () -> time.addAndGet(MINUTE));
    }
  }

  /** By a plain loop over the phones (0) or cameras (1), for a phone's query. */
  private int rival(int query, int type) {
    double positive = cosine(2 * query, 2 * query + 1);
    int rival = PairRetrieval.NONE;
    for (int pair = 0; pair < PAIRS; pair++) {
      if (pair != query && cosine(2 * query, 2 * pair + type) > positive) {
        rival = rival == PairRetrieval.NONE ? pair : PairRetrieval.SEVERAL;
      }
    }
    return rival;
  }

  private double cosine(int a, int b) {
    double product = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < DIMENSION; i++) {
      double x = values[a * DIMENSION + i];
      double y = values[b * DIMENSION + i];
      product += x * y;
      aa += x * x;
      bb += y * y;
    }
    return product / Math.sqrt(aa * bb);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
