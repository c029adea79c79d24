package org.encodertraces.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.engine.Engine;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.retrieval.PairEmbeddings;
import org.encodertraces.retrieval.PairRetrieval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOutTest {

  private static final EncoderName ENCODER = EncoderName.ofId("planted/toy");
  private static final int PAIRS = 14;
  private static final int DIMENSION = 3;

  @TempDir private Path folder;

  /** What is computed from rivals is what a retrieval without the subject gives. */
  @Test
  void recallWithoutASubjectIsThatOfACollectionWithoutIt() throws Exception {
    PairRetrieval.Outcome all = retrieve(-1);
    LeftOut phone = LeftOut.of(all.phone());
    LeftOut camera = LeftOut.of(all.camera());
    LeftOut mean = phone.and(camera);

    assertThat(phone.same()).isStrictlyBetween(0.0, 1.0);
    for (int left = 0; left < PAIRS; left++) {
      PairRetrieval.Outcome without = retrieve(left);
      assertThat(phone.samesLeftOut()[left]).isCloseTo(mean(without.phone().same()), within(1e-12));
      assertThat(camera.differentsLeftOut()[left])
          .isCloseTo(mean(without.camera().different()), within(1e-12));
      assertThat(mean.differentsLeftOut()[left])
          .isCloseTo(
              (mean(without.phone().different()) + mean(without.camera().different())) / 2,
              within(1e-12));
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private PairRetrieval.Outcome retrieve(int without) throws Exception {
    NumpyGenerator random = new NumpyGenerator(3);
    float[] values = new float[2 * PAIRS * DIMENSION];
    for (int pair = 0; pair < PAIRS; pair++) {
      for (int i = 0; i < DIMENSION; i++) {
        float subject = (float) random.nextGaussian();
        values[2 * pair * DIMENSION + i] = subject + 0.6f * (float) random.nextGaussian();
        values[(2 * pair + 1) * DIMENSION + i] =
            subject + 0.4f + 0.6f * (float) random.nextGaussian();
      }
    }
    int[] rows = IntStream.range(0, 2 * PAIRS).filter(row -> row / 2 != without).toArray();
    float[] kept = new float[rows.length * DIMENSION];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * DIMENSION, kept, i * DIMENSION, DIMENSION);
    }
    Path own = folder.resolve("without" + without);
    SafetensorsWriter.write(
        own.resolve(ENCODER.fileStem() + ".safetensors"),
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats("image_embeddings", kept, rows.length, DIMENSION),
            SafetensorsWriter.Tensor.integers(
                "subject", Arrays.stream(rows).mapToLong(row -> row / 2).toArray()),
            SafetensorsWriter.Tensor.integers(
                "model", Arrays.stream(rows).mapToLong(row -> row % 2).toArray())));
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      return PairRetrieval.run(PairEmbeddings.open(EmbeddingStore.open(own).of(ENCODER)), engine);
    }
  }
}
