package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.Golden;
import org.encodertraces.Progress;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.linalg.Workers;
import org.encodertraces.probe.ProcessingProbe.Settings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** golden/analysis.json: what the study's SGD trainer gives on the same embeddings. */
class ProcessingProbeGoldenTest {

  static List<JsonNode> studyRuns() {
    List<JsonNode> runs = new ArrayList<>();
    Golden.json("analysis.json").get("logreg_sgd_l2norm").forEach(runs::add);
    return runs;
  }

  @ParameterizedTest
  @MethodSource("studyRuns")
  void accuracyIsWithinAPointOfTheStudysTrainer(JsonNode study) throws Exception {
    SgdTrial trial = new SgdTrial(study.get("lr").asDouble(), study.get("wd").asDouble());

    // The golden runs keep the class assignment of seed 0 and vary the rest, so does this one.
    ParameterEmbeddings embeddings = embeddings();
    SgdTrainer trainer = new SgdTrainer(new OpenBlas());
    LabeledRows tested =
        LabeledRows.crossed(embeddings.val().stream().map(t -> t.matrix()).toList());
    double sum = 0;
    for (int seed = 0; seed < 5; seed++) {
      LabeledRows rows =
          LabeledRows.assigned(
              embeddings.train().stream().map(t -> t.matrix()).toList(),
              new NumpyGenerator(0).choice(6, embeddings.trainRows()));
      int[][] read =
          trainer
              .train(rows, List.of(trial), seed, SgdTrainer.INLINE)
              .predict(tested, new OpenBlas());
      for (int row = 0; row < tested.count(); row++) {
        sum += read[row][0] == tested.label(row) ? 100.0 / tested.count() : 0;
      }
    }

    assertThat(sum / 5).isCloseTo(study.get("mean").asDouble(), within(1.0));
  }

  @Test
  void tuningFindsSettingsAsGoodAsTheStudysBest() throws Exception {
    try (Workers workers = new Workers(2)) {
      ProbeOutcome outcome =
          ProcessingProbe.run(
              embeddings(),
              new Settings(Training.ONE, 10, Optional.empty()),
              new OpenBlas(),
              workers,
              Progress.NONE);

      assertThat(outcome.accuracyMean()).isGreaterThan(82);
      assertThat(outcome.interval().contains(outcome.accuracyMean())).isTrue();
      assertThat(outcome.interval().contains(outcome.chance())).isFalse();
    }
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() throws Exception {
    try (Workers one = new Workers(1);
        Workers five = new Workers(5)) {
      Settings settings = new Settings(Training.ALL, 2, Optional.empty());
      ProbeOutcome a =
          ProcessingProbe.run(embeddings(), settings, new OpenBlas(), one, Progress.NONE);
      ProbeOutcome b =
          ProcessingProbe.run(embeddings(), settings, new OpenBlas(), five, Progress.NONE);

      assertThat(a.trials()).isEqualTo(b.trials());
      assertThat(a.perPhoto()).isEqualTo(b.perPhoto());
    }
  }

  private static ParameterEmbeddings embeddings() throws Exception {
    return ParameterEmbeddings.open(
        new EmbeddingFolder(Golden.path("embeddings/ImageNet")),
        EncoderName.ofId("planted/toy"),
        Parameter.JPEG,
        BadRows.REFUSE);
  }
}
