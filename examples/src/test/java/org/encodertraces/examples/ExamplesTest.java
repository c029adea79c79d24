package org.encodertraces.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.image.Png;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs run, and the README shows one as it is. */
class ExamplesTest {

  private static final Path SOURCES = Path.of("src/main/java/org/encodertraces/examples");

  @TempDir Path work;

  @Test
  void aFolderIsAudited() throws Exception {
    for (Scene scene : List.of(Scene.BRICKS, Scene.SEA)) {
      Path folder = Files.createDirectories(work.resolve("photos").resolve(scene.name()));
      for (int i = 0; i < 8; i++) {
        Files.write(
            folder.resolve(i + ".png"), Png.encode(SceneCamera.photograph(scene, i, 5, 72, 56)));
      }
    }

    List<String> lines =
        printed(
            () ->
                AuditFolder.main(
                    new String[] {
                      work.resolve("photos").toString(),
                      "builtin/residual",
                      work.resolve("out").toString()
                    }));

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("builtin/residual reads jpeg at ")
        .endsWith("chance is 17)");
    assertThat(lines.get(1)).startsWith("builtin/residual reads resizing at ");
    assertThat(Path.of(lines.get(2))).isEqualTo(work.resolve("out/report.html")).isNotEmptyFile();
  }

  /** save_vectors.py plants the three qualities, three apart, and no trace of the subsampling. */
  @Test
  void vectorsOfPythonAreProbed() throws Exception {
    List<String> lines =
        printed(
            () ->
                ProbeVectors.main(
                    new String[] {
                      Path.of("src/test/resources/vectors").toString(), work.toString()
                    }));

    Matcher first = Pattern.compile("accuracy ([\\d.]+) %.*").matcher(lines.get(0));
    assertThat(first.matches()).as(lines.get(0)).isTrue();
    assertThat(Double.parseDouble(first.group(1))).isBetween(35.0, 65.0);
    assertThat(work.resolve("study/results/photos/python-mine"))
        .isDirectoryContaining("glob:**.json");
  }

  @Test
  void anExperimentOfOnesOwnRuns() throws Exception {
    List<String> lines =
        printed(
            () ->
                OwnExperiment.main(
                    new String[] {
                      "../core/src/test/resources/golden/embeddings/ImageNet",
                      "planted/toy",
                      work.toString()
                    }));

    assertThat(lines)
        .hasSize(6)
        .allMatch(line -> line.matches("JPEG\\d\\d_4\\d\\d +\\d+\\.\\d{3}"));
    assertThat(work.resolve("results/ImageNet/planted-toy/length-jpeg.json"))
        .content()
        .contains("\"lengths\"", "\"provenance\"");
  }

  @Test
  void theReadmesProgramIsTheFile() throws IOException {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../README.md")));
    assertThat(block.find()).isTrue();
    assertThat(Files.readString(SOURCES.resolve("AuditFolder.java")))
        .contains(block.group(1).strip().indent(4).stripTrailing());
  }

  private interface Program {
    void run() throws Exception;
  }

  private static List<String> printed(Program program) throws Exception {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
