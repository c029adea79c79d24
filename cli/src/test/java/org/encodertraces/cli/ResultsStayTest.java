package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same plan writes the same file; another plan, and what is no result, is never touched. */
class ResultsStayTest {

  private static final Path GOLDEN = Path.of("../core/src/test/resources/golden/embeddings");

  @TempDir Path work;
  private Path results;

  @BeforeEach
  void results() {
    results = work.resolve("results");
  }

  private void run(String command, Object... more) {
    List<Object> arguments = new ArrayList<>(Arrays.asList((Object[]) command.split(" ")));
    arguments.addAll(Arrays.asList(more));
    arguments.add("--out");
    arguments.add(results);
    Run run = Run.of(arguments.toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private void knn(Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of("--embeddings", GOLDEN.resolve("ImageNet"), "--encoder", "planted/toy"));
    all.addAll(Arrays.asList(more));
    run("knn --parameter jpeg", all.toArray());
  }

  /** Files with their contents, but for the time. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(results)) {
      for (Path file : all.filter(file -> file.toString().endsWith(".json")).toList()) {
        files.put(
            results.relativize(file).toString(),
            Files.readString(file).replaceAll("\"created\" : \"[^\"]*\"", ""));
      }
    }
    return files;
  }

  @Test
  void theSamePlanWritesTheSameFileAndAnotherSettingAnother() throws IOException {
    knn();
    assertThat(files()).containsOnlyKeys("ImageNet/planted-toy/knn-jpeg.json");
    Map<String, String> first = files();
    knn();
    assertThat(files()).isEqualTo(first);

    knn("--k", 1);

    assertThat(files()).hasSize(2).containsAllEntriesOf(first);
    assertThat(files().keySet())
        .anyMatch(name -> name.matches("ImageNet/planted-toy/knn-jpeg-[0-9a-f]{8}[.]json"));
  }

  @Test
  void anotherClassifierAndAnotherEncoderHaveFilesOfTheirOwn() throws IOException {
    Object[] probe = {
      "--embeddings",
      GOLDEN.resolve("ImageNet"),
      "--encoder",
      "planted/toy",
      "--classifier",
      "lbfgs",
      "--seeds",
      1
    };
    run("probe processing --parameter jpeg --C 1", probe);
    run("probe processing --parameter jpeg --C 2", probe);
    assertThat(files()).hasSize(2);
  }

  /** The study's order has one name, that of results of before there was another. */
  @Test
  void theStudysOrderSpelledOutIsTheSamePlanAndBlocksAreAnother() throws IOException {
    Object[] probe = {
      "--embeddings", GOLDEN.resolve("ImageNet"), "--encoder", "planted/toy", "--seeds", 1
    };
    String command = "probe processing --parameter jpeg --lr 1 --wd 1e-6";
    run(command, probe);
    run(command + " --order rows", probe);
    Map<String, String> first = files();
    assertThat(first).hasSize(1);
    assertThat(first.values()).noneMatch(json -> json.contains("\"order\""));

    run(command + " --order blocks", probe);
    assertThat(files()).hasSize(2).containsAllEntriesOf(first);
    assertThat(files().values()).anyMatch(json -> json.contains("\"order\" : \"blocks\""));
  }

  @Test
  void otherPhotosOfTheSameNameAreAnotherPlan() throws IOException {
    Path a = Photos.inClasses(work.resolve("a/photos"), 2, Scene.BRICKS);
    Path b = Photos.inClasses(work.resolve("b/photos"), 2, Scene.SEA);
    String command = "ladder --encoder builtin/color --quality 50";
    run(command, "--images", a);
    Map<String, String> first = files();

    run(command, "--images", b);
    run(command, "--images", b);

    assertThat(files()).hasSize(2).containsAllEntriesOf(first);
  }

  @Test
  void whatIsNoResultIsNeverOverwritten() throws IOException {
    Path mine = results.resolve("ImageNet/planted-toy/knn-jpeg.json");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "my notes");

    knn();
    assertThat(Files.readString(mine)).isEqualTo("my notes");
    assertThat(files()).hasSize(2);
    for (String name : files().keySet()) {
      Files.writeString(results.resolve(name), "{}");
    }

    Run refused =
        Run.of(
            "knn",
            "--embeddings",
            GOLDEN.resolve("ImageNet"),
            "--encoder",
            "planted/toy",
            "--parameter",
            "jpeg",
            "--out",
            results);

    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .contains("traces: " + mine.getParent())
        .contains("is not the result of this plan");
    assertThat(files().values()).containsOnly("{}");
  }

  @Test
  void aFileOfVersion01IsReadAndOneOfTheFutureRefused() throws IOException {
    knn();
    Path file = results.resolve("ImageNet/planted-toy/knn-jpeg.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode now = json.readTree(file.toFile());
    assertThat(now.get("schema_version").asInt()).isEqualTo(2);
    ObjectNode old = now.deepCopy();
    old.remove("schema_version");
    ((ObjectNode) old.get("provenance")).remove("plan");
    Files.writeString(file, json.writeValueAsString(old));
    Path page = work.resolve("page.html");
    assertThat(Run.of("report", "--results", results, "--out", page).exitCode()).isZero();

    old.put("schema_version", 99);
    Files.writeString(file, json.writeValueAsString(old));
    Run refused = Run.of("report", "--results", results, "--out", page);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains(file.toString(), "schema_version 99 is of a newer program");
  }
}
