package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.Safetensors;
import org.encodertraces.io.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment through a map is the same experiment on other rows, and says so. */
class ThroughTest {

  private static final Path GOLDEN = Path.of("../core/src/test/resources/golden/embeddings");
  private static final String IMAGENET = "ImageNet";
  private static final String PAIRS = "PairCams";

  @TempDir Path work;
  private Path results;

  @BeforeEach
  void results() {
    results = work.resolve("results");
  }

  private Run run(String data, String command, Object... more) {
    List<Object> arguments = new ArrayList<>(Arrays.asList((Object[]) command.split(" ")));
    arguments.addAll(
        List.of("--embeddings", GOLDEN.resolve(data), "--encoder", "planted/toy", "--out"));
    arguments.add(results);
    arguments.addAll(Arrays.asList(more));
    return Run.of(arguments.toArray());
  }

  private JsonNode result(String data, String command, Object... more) throws IOException {
    Run run = run(data, command, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(Path.of(run.out().strip()).toFile());
  }

  /** All coordinates in the other order, or every row the same one. */
  private Path map(String name, boolean turned) throws IOException {
    int d =
        Math.toIntExact(
            Safetensors.open(GOLDEN.resolve("PairCams/model=planted_variant=toy.safetensors"))
                .tensor(EmbeddingFolder.EMBEDDINGS)
                .shape()
                .get(1));
    float[] weight = new float[d * d];
    float[] bias = new float[d];
    for (int i = 0; i < d && turned; i++) {
      weight[i * d + d - 1 - i] = 1;
    }
    bias[0] = turned ? 0 : 1;
    Path file = work.resolve(name + ".safetensors");
    AffineMapFile.write(
        file, new AffineMap(d, weight, bias, new FittedOn.Unit()), Map.of("method", name));
    return file;
  }

  @Test
  void turningAllRowsChangesNoFigureButTheResultsNameAndOrigin() throws IOException {
    Path turn = map("turn", true);
    JsonNode plain = result(IMAGENET, "knn --parameter jpeg");
    JsonNode turned = result(IMAGENET, "knn --parameter jpeg", "--through", turn);

    assertThat(turned.get("baseline").asDouble())
        .isCloseTo(plain.get("baseline").asDouble(), within(1e-9));
    assertThat(turned.get("neg_same").asDouble())
        .isCloseTo(plain.get("neg_same").asDouble(), within(1e-9));
    JsonNode provenance = turned.get("provenance");
    assertThat(provenance.at("/plan/through").asText()).isEqualTo(turn.toString());
    assertThat(provenance.get("inputs").get(turn.toString()).asText()).isEqualTo(Sha256.of(turn));
    assertThat(provenance.at("/options/map's method").asText()).isEqualTo("turn");
    assertThat(plain.at("/provenance/plan").has("through")).isFalse();
    Path folder = results.resolve("ImageNet/planted-toy");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(2)
          .contains("knn-jpeg.json")
          .anyMatch(name -> name.matches("knn-jpeg-[0-9a-f]{8}[.]json"));
    }
  }

  @Test
  void retrievalAndSimilarityReadThroughTheMapAsWell() throws IOException {
    Path turn = map("turn", true);
    JsonNode plain = result(PAIRS, "retrieve");
    JsonNode turned = result(PAIRS, "retrieve", "--through", turn);
    assertThat(turned.get("mean").get("different")).isEqualTo(plain.get("mean").get("different"));
    assertThat(turned.at("/provenance/plan/through").asText()).isEqualTo(turn.toString());

    JsonNode similarity =
        result(IMAGENET, "similarity --parameter jpeg --query 3", "--through", turn);
    assertThat(similarity.at("/provenance/plan/through").asText()).isEqualTo(turn.toString());
  }

  @Test
  void whereAllRowsBecomeOneNothingIsRead() throws IOException {
    Path one = map("one", false);
    String probe = "probe processing --parameter jpeg --classifier lbfgs --C 1 --seeds 1";
    JsonNode plain = result(IMAGENET, probe);
    JsonNode erased = result(IMAGENET, probe, "--through", one);

    assertThat(plain.get("accuracy_mean").asDouble()).isGreaterThan(50);
    assertThat(erased.get("accuracy_mean").asDouble())
        .isCloseTo(erased.get("chance").asDouble(), within(1e-9));
  }

  @Test
  void whatIsNoMapIsRefused() throws IOException {
    Path turn = map("turn", true);
    Files.delete(AffineMapFile.beside(turn));
    Run alone = run(IMAGENET, "knn --parameter jpeg", "--through", turn);
    assertThat(alone.exitCode()).isEqualTo(3);
    assertThat(alone.err()).contains("turn.json: no such file");

    Run missing = run(IMAGENET, "knn --parameter jpeg", "--through", work.resolve("x.safetensors"));
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.err()).contains("x.safetensors: no such file");
    assertThat(results).doesNotExist();
  }
}
