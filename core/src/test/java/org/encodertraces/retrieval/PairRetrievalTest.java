package org.encodertraces.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.encodertraces.Golden;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairRetrievalTest {

  private static final EncoderName ENCODER = EncoderName.ofId("planted/toy");

  @TempDir private Path folder;

  /** golden/analysis.json: what the study's own code gives on the same file. */
  @Test
  void recallEqualsTheStudys() throws Exception {
    JsonNode expected = Golden.json("analysis.json").get("retrieval");

    PairRetrieval.Outcome outcome;
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      outcome = PairRetrieval.run(open(Golden.path("embeddings/PairCams")), engine);
    }

    assertRecall(outcome.phone(), expected.get("phone"));
    assertRecall(outcome.camera(), expected.get("dslr/compact"));
  }

  @Test
  void subjectsWithoutAPartnerOrWithTooManyAreLeftOutAndSaid() throws IOException {
    write(new long[] {1, 1, 2, 3, 3, 3, 4, 4}, new long[] {0, 1, 0, 0, 1, 1, 1, 0});

    PairEmbeddings pairs = open(folder);

    assertThat(pairs.phones().count()).isEqualTo(2);
    assertThat(pairs.leftOut())
        .containsExactly(
            "subject 2: 0 photos by phone, 1 by camera; expected one of each",
            "subject 3: 2 photos by phone, 1 by camera; expected one of each");
  }

  @Test
  void anUnknownCameraTypeAndTooFewPairsAreRefused() throws IOException {
    write(new long[] {1, 1, 2, 2}, new long[] {0, 1, 0, 7});
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 3 has camera type 7");

    write(new long[] {1, 1, 2, 3}, new long[] {0, 1, 0, 1});
    assertThatThrownBy(() -> open(folder))
        .hasMessageContaining("1 complete pairs; retrieval needs two or more");
    assertThatThrownBy(() -> open(Files.createDirectory(folder.resolve("none"))))
        .hasMessageContaining("no such file");
  }

  private static PairEmbeddings open(Path folder) throws IOException {
    return PairEmbeddings.open(EmbeddingStore.open(folder).of(ENCODER));
  }

  private static void assertRecall(PairRetrieval.Found found, JsonNode expected) {
    assertThat(Arrays.stream(found.same()).average().orElseThrow())
        .isCloseTo(expected.get("score_negatives_same_class").asDouble(), within(1e-6));
    assertThat(Arrays.stream(found.different()).average().orElseThrow())
        .isCloseTo(expected.get("score_negatives_diff_class").asDouble(), within(1e-6));
  }

  private void write(long[] subjects, long[] types) throws IOException {
    float[] values = new float[subjects.length * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + i % 3;
    }
    SafetensorsWriter.write(
        folder.resolve(ENCODER.fileStem() + ".safetensors"),
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats("image_embeddings", values, subjects.length, 2),
            SafetensorsWriter.Tensor.integers("subject", subjects),
            SafetensorsWriter.Tensor.integers("model", types)));
  }
}
