package org.encodertraces.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.ProbeSettings;
import org.encodertraces.experiment.Trainer;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

  private static final ResultHeader HEADER =
      ResultHeader.of(
          "probe",
          "custom/x",
          "SUP",
          "objects",
          new Provenance(
              "traces probe",
              new PlanEntry(
                  "/data/objects",
                  "custom/x",
                  new ProbeSettings(
                      Classes.of(Parameter.JPEG), Trainer.STUDY, "all", 10, false, false, false)),
              Map.of("seed", "0"),
              Map.of(),
              Map.of("java", "17")));

  @Test
  void aResultReadsBackAsItWasWritten(@TempDir Path folder) throws Exception {
    ProbeResult probe =
        new ProbeResult(
            HEADER,
            "jpeg",
            List.of("JPEG75_420", "JPEG75_444"),
            50,
            61.5,
            0.5,
            List.of(61.0, 62.0),
            new Range(59, 63),
            320,
            160,
            "sgd",
            "all",
            new ProbeResult.Best(1.0, 1e-6, null, null, null),
            List.of(
                new ProbeResult.Best(1.0, 1e-6, null, null, null),
                new ProbeResult.Best(null, null, 2.0, 7.5, 61.0)),
            List.of(33.0, 57.0),
            List.of(List.of(1L, 2L), List.of(3L, 4L)),
            new Evidence(61.5, new Range(59, 63), 50.0, 50.0, 1e-9, 0.0, null, null, true, null),
            new ProbeResult.Control(50, 45.0, 55.0, 20),
            null,
            new ProbeResult.Splits(60, new Range(50, 70), List.of(59.0, 61.0), 80, 20),
            List.of(1, 2),
            2);

    ResultFiles.write(folder, probe);

    assertThat(ResultFiles.readAll(folder, Experiments.all())).containsExactly(probe);
  }

  @Test
  void namesInTheFileAreTheContracts() throws Exception {
    KnnResult knn =
        new KnnResult(
            HEADER,
            "jpeg",
            10,
            1,
            2,
            3,
            33.0,
            40.0,
            4,
            5,
            6,
            7,
            8,
            Map.of(KnnResult.POS_MINUS_NEG, new Range(1, 2)),
            0.5,
            false,
            List.of(new KnnResult.Cell("a", "b", "c", 9)),
            List.of(new KnnResult.UniformRun("a", 0, 10)));

    JsonNode json = new ObjectMapper().readTree(ResultFiles.json(knn));

    assertThat(json.properties())
        .extracting(Map.Entry::getKey)
        .contains(
            "encoder",
            "dataset",
            "created",
            "version",
            "provenance",
            "parameter",
            "k",
            "baseline",
            "all_diff",
            "pos_same",
            "neg_same",
            "uniform",
            "chance",
            "majority_share",
            "p",
            "found",
            "cells",
            "uniform_runs");
    assertThat(json.get("cells").get(0).properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("test", "positives", "negatives", "top1");
    assertThat(json.get("intervals").get(KnnResult.POS_MINUS_NEG).toString())
        .isEqualTo("[1.0,2.0]");
  }

  /** interface.md: what a probe's result must name. */
  @Test
  void aProbeNamesWhatSpeaksForIt() throws Exception {
    ProbeResult probe =
        new ProbeResult(
            HEADER,
            "jpeg",
            List.of("a", "b"),
            50,
            61.5,
            0.5,
            List.of(61.5),
            new Range(59, 63),
            320,
            160,
            "sgd",
            "all",
            new ProbeResult.Best(1.0, 1e-6, null, null, null),
            List.of(),
            List.of(),
            List.of(List.of(1L, 2L), List.of(3L, 4L)),
            new Evidence(61.5, new Range(59, 63), 50.0, 50.0, 1e-9, 0.0, null, null, true, null),
            new ProbeResult.Control(50, 45.0, 55.0, 20),
            null,
            null,
            null,
            null);

    JsonNode json = new ObjectMapper().readTree(ResultFiles.json(probe));

    assertThat(json.get("balanced_accuracy").asDouble()).isEqualTo(61.5);
    assertThat(json.get("majority_share").asDouble()).isEqualTo(50);
    assertThat(json.get("p").asDouble()).isEqualTo(1e-9);
    assertThat(json.get("found").asBoolean()).isTrue();
    assertThat(json.get("confusion").get(1).get(0).asInt()).isEqualTo(3);
  }

  /** Written by the version before balanced accuracy, exact p and twenty shuffles. */
  @Test
  void aProbeOfAnEarlierVersionIsReadWithWhatItHas(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("probe-jpeg.json"),
        """
        {"kind": "probe", "encoder": "a/x", "category": "SUP", "dataset": "objects",
         "created": "2026-01-01T00:00:00Z", "version": "0",
         "provenance": {"command": "c", "options": {}, "inputs": {}, "libraries": {}},
         "parameter": "jpeg", "classes": ["a", "b"], "chance": 50.0, "accuracy_mean": 61.5,
         "accuracy_std": 0.5, "accuracies": [61.0, 62.0], "interval": [59.0, 63.0],
         "train_photos": 320, "test_photos": 160, "classifier": "sgd", "training": "all",
         "best": {"lr": 1.0, "wd": 1e-6}, "trials": [], "recall": [], "confusion": [[1, 2], [3, 4]],
         "permutation_p": 0.001,
         "control": {"accuracy_mean": 50.0, "accuracy_std": 0.0, "interval": [48.0, 52.0]}}
        """);

    ProbeResult probe = (ProbeResult) ResultFiles.readAll(folder, Experiments.all()).get(0);

    assertThat(probe.evidence().balancedAccuracy()).isNull();
    assertThat(probe.effect().value()).isEqualTo(61.5);
    assertThat(probe.effect().interval()).contains(new Range(59, 63));
    assertThat(probe.effect().p()).hasValue(0.001);
    assertThat(probe.effect().smallestP()).isEqualTo(0.001);
    assertThat(probe.control()).isEqualTo(new ProbeResult.Control(50, null, null, null));
    assertThat(probe.splits()).isNull();
  }

  @Test
  void aFileThatIsNoResultIsNamed(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("x.json"), "{\"kind\": \"soup\"}");

    assertThatThrownBy(() -> ResultFiles.readAll(folder, Experiments.all()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.json")
        .hasMessageContaining("soup");
  }
}
