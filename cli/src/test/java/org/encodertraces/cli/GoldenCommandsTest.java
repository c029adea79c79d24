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

/** The commands on the reference embeddings, as a script would call them. */
class GoldenCommandsTest {

  private static final Path GOLDEN =
      Stream.of(Path.of("../core"), Path.of("core"))
          .map(core -> core.resolve("src/test/resources/golden/embeddings"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow();

  @TempDir private Path out;

  @Test
  void knn() throws Exception {
    JsonNode knn = json("knn", "ImageNet", "--parameter", "jpeg", "--k", 10);

    // golden/analysis.json
    assertThat(knn.get("baseline").asDouble()).isCloseTo(67.05555555555556, within(1e-6));
    assertThat(knn.get("neg_same").asDouble()).isCloseTo(16.966666666666672, within(1e-6));
    assertThat(knn.get("uniform_runs")).hasSize(60);
    JsonNode fall = knn.get("intervals").get("baseline - neg_same");
    assertThat(fall.get(0).asDouble()).isGreaterThan(40);
  }

  @Test
  void retrieve() throws Exception {
    JsonNode retrieve = json("retrieve", "PairCams");

    assertThat(retrieve.get("queries").get("phone").get("same").asDouble())
        .isCloseTo(12, within(1e-4));
    assertThat(retrieve.get("queries").get("camera").get("different").asDouble())
        .isCloseTo(78.66667, within(1e-4));
    assertThat(retrieve.get("mean").get("same").asDouble()).isCloseTo(13.66667, within(1e-4));
  }

  /** A sample of 60 of the 150 pairs asks among all of them; intervals are wider, and say so. */
  @Test
  void someOfThePairsAskAmongAll() throws Exception {
    JsonNode all = json("retrieve", "PairCams");
    JsonNode some = json("retrieve", "PairCams", "--queries", "60");

    assertThat(some.get("pairs").asInt()).isEqualTo(60);
    assertThat(some.get("chance").asDouble()).isEqualTo(all.get("chance").asDouble());
    assertThat(some.get("provenance").get("options").get("query pairs").asText())
        .isEqualTo("60 of 150");
    assertThat(some.has("detection")).isFalse();
    assertThat(some.get("mean").get("different").asDouble())
        .isCloseTo(all.get("mean").get("different").asDouble(), within(15.0));
    assertThat(width(some.get("difference"))).isGreaterThan(width(all.get("difference")));
  }

  private static double width(JsonNode interval) {
    return interval.get(1).asDouble() - interval.get(0).asDouble();
  }

  /**
   * What numpy and scikit-learn's average_precision_score make of the same file, with parts drawn
   * by SHA-256 of the pair's number.
   */
  @Test
  void retrieveTellsCopyDetectionAsItsFieldDoes() throws Exception {
    JsonNode detection = json("retrieve", "PairCams").get("detection");

    JsonNode phone = detection.get("phone");
    assertThat(phone.get("queries").asInt()).isEqualTo(123);
    assertThat(phone.get("matched").asInt()).isEqualTo(99);
    assertThat(phone.get("references").asInt()).isEqualTo(99);
    assertThat(phone.get("background").asInt()).isEqualTo(27);
    assertThat(phone.get("micro_ap").asDouble()).isCloseTo(0.7415863265861401, within(1e-6));
    assertThat(phone.get("micro_ap_normalized").asDouble())
        .isCloseTo(0.773912631867781, within(1e-6));
    assertThat(phone.get("recall_at_p90").asDouble()).isCloseTo(0.46464646464646464, within(1e-9));
    assertThat(phone.get("recall_at_p90_normalized").asDouble())
        .isCloseTo(0.4444444444444444, within(1e-9));
    assertThat(phone.get("accuracy_at1").asDouble()).isCloseTo(0.8484848484848485, within(1e-9));
    JsonNode camera = detection.get("camera");
    assertThat(camera.get("micro_ap").asDouble()).isCloseTo(0.7356447042450497, within(1e-6));
    assertThat(camera.get("micro_ap_normalized").asDouble())
        .isCloseTo(0.7592285249794547, within(1e-6));
    assertThat(camera.get("accuracy_at1").asDouble()).isCloseTo(0.8686868686868687, within(1e-9));
    assertThat(camera.get("micro_ap_low").asDouble()).isBetween(0.6, 0.7356);
    assertThat(camera.get("micro_ap_high").asDouble()).isBetween(0.7357, 0.85);
  }

  @Test
  void similarity() throws Exception {
    JsonNode similarity =
        json(
            "similarity",
            "ImageNet",
            "--parameter",
            "jpeg",
            "--query",
            "5,6",
            "--processing",
            "JPEG85_420");

    assertThat(similarity.get("queries")).hasSize(2);
    JsonNode query = similarity.get("queries").get(0);
    assertThat(query.get("query").asInt()).isEqualTo(5);
    assertThat(query.get("test").asText()).isEqualTo("JPEG85_420");
    assertThat(query.get("histograms")).hasSize(4);
    assertThat(query.get("auc").asDouble()).isBetween(0.5, 1.0);
  }

  @Test
  void probeWithGivenSettingsSkipsTuning() throws Exception {
    JsonNode sgd =
        json(
            "probe processing",
            "ImageNet",
            "--parameter",
            "jpeg",
            "--lr",
            1,
            "--wd",
            1e-6,
            "--seeds",
            2);
    JsonNode lbfgs =
        json(
            "probe processing",
            "ImageNet",
            "--parameter",
            "jpeg",
            "--classifier",
            "lbfgs",
            "--C",
            1,
            "--seeds",
            1);

    assertThat(sgd.get("trials")).isEmpty();
    assertThat(sgd.get("best").get("lr").asDouble()).isEqualTo(1);
    assertThat(sgd.get("accuracies")).hasSize(2);
    // golden/analysis.json, logreg_lbfgs_l2norm at C = 1
    assertThat(lbfgs.get("accuracy_mean").asDouble()).isCloseTo(83.05555555555556, within(1e-6));
    assertThat(lbfgs.get("best").get("objective").asDouble())
        .isCloseTo(781.2679498482726, within(1e-3));
    assertThat(lbfgs.get("best").get("C").asDouble()).isEqualTo(1);
  }

  @Test
  void optionsThatDoNotGoTogetherAreUsageErrors() {
    assertThat(run("probe processing", "ImageNet", "--parameter", "jpeg", "--C", 1).exitCode())
        .isEqualTo(2);
    assertThat(
            run(
                    "similarity",
                    "ImageNet",
                    "--parameter",
                    "jpeg",
                    "--query",
                    1,
                    "--processing",
                    "SHARPEN_2")
                .err())
        .contains("not a class of jpeg");
    assertThat(run("similarity", "ImageNet", "--parameter", "jpeg", "--query", "a.jpg").err())
        .contains("not a row, and there is no");
  }

  private JsonNode json(String command, String dataset, Object... more) throws Exception {
    Run run = run(command, dataset, Stream.concat(Stream.of(more), Stream.of("--json")).toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private Run run(String command, String dataset, Object... more) {
    Stream<Object> words = Stream.of((Object[]) command.split(" "));
    Stream<Object> common =
        Stream.of(
            "--embeddings", GOLDEN.resolve(dataset), "--encoder", "planted/toy", "--out", out);
    return Run.of(Stream.of(words, common, Stream.of(more)).flatMap(s -> s).toArray());
  }
}
