package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fitting and judging repairs, as a script would. */
class RepairStudyCommandsTest {

  private static final Path GOLDEN =
      Stream.of(Path.of("../core"), Path.of("core"))
          .map(core -> core.resolve("src/test/resources/golden/embeddings/ImageNet"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow();

  @TempDir private Path out;

  @Test
  void aFittedErasureGivesTheIndependentFiguresThroughKnn() throws Exception {
    Path map = out.resolve("leace.safetensors");
    Run fit =
        Run.of(
            "repair",
            "fit",
            "--method",
            "leace-exact",
            "--embeddings",
            GOLDEN,
            "--encoder",
            "planted/toy",
            "--parameter",
            "jpeg",
            "--out",
            map);
    assertThat(fit.exitCode()).as(fit.err()).isZero();
    assertThat(fit.err()).contains("5 of 24 directions go");

    Run knn =
        Run.of(
            "knn",
            "--embeddings",
            GOLDEN,
            "--encoder",
            "planted/toy",
            "--parameter",
            "jpeg",
            "--through",
            map,
            "--json");
    JsonNode result = new ObjectMapper().readTree(knn.out());
    // An independent LEACE on the same rows.
    assertThat(result.get("baseline").asDouble()).isCloseTo(56.67, within(0.05));
    assertThat(result.get("all_diff").asDouble()).isCloseTo(56.77, within(0.05));
    assertThat(result.get("pos_same").asDouble()).isCloseTo(56.56, within(0.05));
    assertThat(result.get("neg_same").asDouble()).isCloseTo(56.83, within(0.05));
  }

  @Test
  void theTableHoldsEveryMethodAndTheRecommendationItsPrice() throws Exception {
    Run run =
        Run.of(
            "repair",
            "--embeddings",
            GOLDEN,
            "--encoder",
            "planted/toy",
            "--parameter",
            "jpeg",
            "--methods",
            "random,leace,mean,canonical",
            "--judges",
            60,
            "--out",
            out);
    assertThat(run.exitCode()).as(run.err()).isZero();

    JsonNode table = new ObjectMapper().readTree(out.resolve("repair.json").toFile());
    assertThat(table.get("kind").asText()).isEqualTo("repair");
    assertThat(table.get("recommended").asText()).isEqualTo("leace");
    assertThat(table.get("recommendation").asText()).contains("he price", "in content", "It is no cure:");
    assertThat(table.get("methods")).hasSize(4);
    assertThat(table.get("left_out").get(0).get("method").asText()).isEqualTo("canonical");
    JsonNode leace = table.get("methods").get(2);
    assertThat(leace.get("method").asText()).isEqualTo("leace");
    for (String key :
        new String[] {
          "probe_own",
          "probe_fresh",
          "probe_nonlinear",
          "same_processing_at_10",
          "micro_ap",
          "recall_at_1",
          "robustness_index",
          "robustness_undefined",
          "margin",
          "margin_worst_tenth",
          "content_accuracy",
          "cosine_to_original",
          "neighbors_changed"
        }) {
      JsonNode figure = leace.get(key);
      assertThat(figure.get("low").asDouble())
          .as(key)
          .isLessThanOrEqualTo(figure.get("value").asDouble());
      assertThat(figure.get("high").asDouble())
          .as(key)
          .isGreaterThanOrEqualTo(figure.get("value").asDouble());
    }
    assertThat(leace.get("knn").get("neg_same").get("value").asDouble())
        .isGreaterThan(
            table.get("methods").get(0).get("knn").get("neg_same").get("value").asDouble() + 20);
    assertThat(out.resolve("leace.safetensors")).exists();
    assertThat(out.resolve("mean.safetensors")).doesNotExist();
    assertThat(out.resolve("report.html")).content().contains("Taking the traces out");
    Run report = Run.of("report", "--results", out, "--out", out.resolve("again.html"));
    assertThat(report.exitCode()).as(report.err()).isZero();
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThat(Run.of("repair", "--out", out, "--encoder", "planted/toy").exitCode()).isEqualTo(2);
    assertThat(
            Run.of("repair", "--embeddings", GOLDEN, "--encoder", "planted/toy", "--out", out)
                .exitCode())
        .isEqualTo(2);
    Run oracle =
        Run.of(
            "repair",
            "fit",
            "--method",
            "combat",
            "--embeddings",
            GOLDEN,
            "--encoder",
            "planted/toy",
            "--parameter",
            "jpeg",
            "--out",
            out.resolve("m.safetensors"));
    assertThat(oracle.exitCode()).isEqualTo(2);
    assertThat(oracle.err()).contains("needs the processing of every vector");
    Run few =
        Run.of(
            "repair",
            "--embeddings",
            GOLDEN,
            "--encoder",
            "planted/toy",
            "--parameter",
            "jpeg",
            "--judges",
            3,
            "--out",
            out);
    assertThat(few.exitCode()).isEqualTo(3);
  }
}
