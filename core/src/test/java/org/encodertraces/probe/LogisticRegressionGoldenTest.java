package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.Golden;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.processing.Parameter;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** golden/analysis.json: what scikit-learn 1.2.1 fits on the same embeddings. */
class LogisticRegressionGoldenTest {

  static List<JsonNode> fits() {
    List<JsonNode> fits = new ArrayList<>();
    Golden.json("analysis.json").get("logreg_lbfgs_l2norm").forEach(fits::add);
    return fits;
  }

  @ParameterizedTest
  @MethodSource("fits")
  void objectiveAndAccuracyEqualScikitLearns(JsonNode expected) throws Exception {
    ParameterEmbeddings embeddings =
        EmbeddingStore.open(Golden.path("embeddings/ImageNet"))
            .of(EncoderName.ofId("planted/toy"))
            .open(Parameter.JPEG, BadRows.REFUSE);
    LabeledRows rows =
        LabeledRows.assigned(
            embeddings.train().stream().map(EmbeddingTable::rows).toList(),
            new NumpyGenerator(0).choice(6, embeddings.trainRows()));
    LabeledRows tested =
        LabeledRows.crossed(embeddings.val().stream().map(EmbeddingTable::rows).toList());

    LogisticRegression.Fit fit =
        LogisticRegression.fit(
            rows,
            expected.get("C").asDouble(),
            LogisticRegression.zeros(rows),
            SgdTrainer.INLINE,
            Steps.UNTOLD);

    double objective = expected.get("objective").asDouble();
    assertThat(fit.objective()).isCloseTo(objective, within(1e-5 * objective));
    int[][] read = fit.models().predict(tested, new OpenBlas());
    int correct = 0;
    for (int row = 0; row < tested.count(); row++) {
      correct += read[row][0] == tested.label(row) ? 1 : 0;
    }
    assertThat(100.0 * correct / tested.count())
        .isCloseTo(expected.get("test_top1").asDouble(), within(1e-9));
  }
}
