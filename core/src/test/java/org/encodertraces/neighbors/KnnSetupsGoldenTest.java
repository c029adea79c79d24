package org.encodertraces.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.encodertraces.Golden;
import org.encodertraces.Progress;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.Workers;
import org.encodertraces.linalg.JavaProduct;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.processing.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** golden/analysis.json: what the study's own code gives on the same embeddings. */
class KnnSetupsGoldenTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void everyCellAndSummaryEqualsTheStudys(int k) throws Exception {
    JsonNode expected = Golden.json("analysis.json").get("knn_k" + k);

    KnnOutcome outcome = run(k, new OpenBlas(), 2);

    for (Setup setup : Setup.values()) {
      assertThat(outcome.accuracy(setup))
          .as(setup.id())
          .isCloseTo(expected.get("summary").get(setup.id()).asDouble(), within(1e-6));
    }
    Map<String, Double> cells = new HashMap<>();
    outcome
        .cells()
        .forEach(
            cell ->
                cells.put(
                    cell.test() + "_" + cell.positives() + "_" + cell.negatives(), cell.top1()));
    outcome
        .uniformRuns()
        .forEach(run -> cells.put(run.test() + "_uniform_seed=" + run.seed(), run.top1()));
    assertThat(cells).hasSize(96 + 60);
    for (var entry : expected.get("cells_test_positives_negatives").properties()) {
      assertThat(cells.get(entry.getKey()))
          .as(entry.getKey())
          .isCloseTo(entry.getValue().asDouble(), within(1e-6));
    }
  }

  @Test
  void plainJavaProductsGiveTheSameCells() throws Exception {
    assertThat(run(10, new JavaProduct(), 1).cells()).isEqualTo(run(10, new OpenBlas(), 3).cells());
  }

  private static KnnOutcome run(int k, MatrixProduct product, int threads) throws Exception {
    ParameterEmbeddings embeddings =
        EmbeddingStore.open(Golden.path("embeddings/ImageNet"))
            .of(EncoderName.ofId("planted/toy"))
            .open(Parameter.JPEG, BadRows.REFUSE);
    try (Engine engine = new Engine(new Workers(threads), product, Progress.NONE)) {
      return KnnSetups.run(embeddings, k, engine);
    }
  }
}
