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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

  private static final ResultHeader HEADER =
      ResultHeader.of(
          "probe",
          "custom/x",
          "SUP",
          "objects",
          new Provenance("traces probe", Map.of("seed", "0"), Map.of(), Map.of("java", "17")));

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
            0.001,
            new ProbeResult.Side(50, 0, new Range(48, 52)),
            null);

    ResultFiles.write(folder, probe);

    assertThat(ResultFiles.readAll(folder)).containsExactly(probe);
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
            4,
            5,
            6,
            7,
            8,
            Map.of(KnnResult.POS_MINUS_NEG, new Range(1, 2)),
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
            "cells",
            "uniform_runs");
    assertThat(json.get("cells").get(0).properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("test", "positives", "negatives", "top1");
    assertThat(json.get("intervals").get(KnnResult.POS_MINUS_NEG).toString())
        .isEqualTo("[1.0,2.0]");
  }

  @Test
  void aFileThatIsNoResultIsNamed(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("x.json"), "{\"kind\": \"soup\"}");

    assertThatThrownBy(() -> ResultFiles.readAll(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.json")
        .hasMessageContaining("soup");
  }
}
