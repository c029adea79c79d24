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
    Path labels = out.resolve("labels.csv");
    StringBuilder csv = new StringBuilder("photo,Make\n");
    for (int row = 0; row < 1_000; row++) {
      csv.append("train/%d,%s%n".formatted(row, row % 2 == 0 ? "Canon" : "Nikon"));
    }
    Files.writeString(labels, csv);
    Run run =
        Run.of(
            "repair",
            "--embeddings",
            GOLDEN,
            "--encoder",
            "planted/toy",
            "--parameter",
            "jpeg",
            "--labels",
            labels,
            "--attribute",
            "Make",
            "--pairs",
            GOLDEN.resolveSibling("PairCams"),
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
    assertThat(table.get("recommendation").asText())
        .contains("he price", "in content", "It is no cure:");
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
    // 60 photos bear no word on their worst tenth
    assertThat(leace.hasNonNull("margin_worst_tenth")).isFalse();
    assertThat(out.resolve("report.html")).content().contains("not supported below 100 photos");
    assertThat(leace.get("knn").get("neg_same").get("value").asDouble())
        .isGreaterThan(
            table.get("methods").get(0).get("knn").get("neg_same").get("value").asDouble() + 20);
    JsonNode identity = table.get("methods").get(0);
    // golden/analysis.json's recall of the same pairs
    assertThat(identity.get("pairs").get("same").get("value").asDouble())
        .isCloseTo(13.66667, within(1e-4));
    assertThat(identity.get("pairs").get("different").get("value").asDouble())
        .isCloseTo(80.33333, within(1e-4));
    assertThat(leace.get("pairs").get("same").has("high")).isTrue();
    // Odd and even rows do not differ.
    JsonNode make = leace.get("acquisition").get("Make");
    assertThat(make.get("chance").asDouble()).isEqualTo(50);
    assertThat(make.get("linear").get("low").asDouble()).isLessThan(50);
    assertThat(make.get("linear").get("high").asDouble()).isGreaterThan(50);
    JsonNode plan = table.get("provenance").get("plan").get("settings");
    assertThat(plan.get("attributes").get(0).asText()).isEqualTo("Make");
    assertThat(table.get("provenance").get("inputs").has(labels.toAbsolutePath().toString()))
        .isTrue();
    assertThat(run.err()).contains("how photos were taken; Make", "pairs of cameras");
    assertThat(out.resolve("leace.safetensors")).exists();
    assertThat(out.resolve("mean.safetensors")).doesNotExist();
    assertThat(out.resolve("report.html")).content().contains("Taking the traces out");
    Run report = Run.of("report", "--results", out, "--out", out.resolve("again.html"));
    assertThat(report.exitCode()).as(report.err()).isZero();
  }

  @Test
  void judgeTakesSeveralParametersTogetherAndHoldsEachOut() throws Exception {
    Path own = out.resolve("own.json");
    Files.writeString(
        own,
        """
        {"parameters": {"coarse": ["JPEG75_420", "JPEG85_420", "JPEG95_420"],
                        "fine": ["JPEG75_444", "JPEG85_444", "JPEG95_444"]}}
        """);
    Run run =
        Run.of(
            "repair",
            "judge",
            "--parameters",
            own,
            "--embeddings",
            GOLDEN,
            "--encoder",
            "planted/toy",
            "--parameter",
            "coarse,fine",
            "--methods",
            "leace",
            "--judges",
            40,
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();

    JsonNode table = new ObjectMapper().readTree(run.out());
    assertThat(table.get("parameter").asText()).isEqualTo("coarse-fine");
    assertThat(table.get("methods").get(1).get("held_out").fieldNames())
        .toIterable()
        .contains("coarse", "fine");
    assertThat(table.get("provenance").get("plan").get("settings").get("joined")).hasSize(2);
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
    Run labels =
        Run.of(
            "repair",
            "--embeddings",
            GOLDEN,
            "--encoder",
            "planted/toy",
            "--parameter",
            "jpeg",
            "--attribute",
            "Make",
            "--out",
            out);
    assertThat(labels.exitCode()).isEqualTo(2);
    assertThat(labels.err()).contains("labels and attributes go together");
  }
}
