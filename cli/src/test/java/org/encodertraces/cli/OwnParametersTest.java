package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Does my encoder remember that a photo went through our thumbnailer?" on the command line. */
class OwnParametersTest {

  @TempDir Path work;
  private Path photos;
  private Path file;
  private Path out;

  @BeforeEach
  void draw() throws IOException {
    photos = Photos.inClasses(work.resolve("photos"), 12, Scene.BRICKS, Scene.SEA);
    out = work.resolve("embeddings");
    file = work.resolve("own.json");
    Files.writeString(
        file,
        """
        {"processings": {"THUMB": "fit(48) jpeg(40,420)"},
         "parameters": {"thumbnailer": ["IDENTITY", "THUMB"]}}
        """);
  }

  private Run extract(Object... more) {
    Object[] all = {
      "extract", "--images", photos, "--encoder", "builtin/residual", "--out", out, "--threads", 1
    };
    Object[] arguments = new Object[all.length + more.length];
    System.arraycopy(all, 0, arguments, 0, all.length);
    System.arraycopy(more, 0, arguments, all.length, more.length);
    return Run.of(arguments);
  }

  private Run probe(Path parameters) {
    return Run.of(
        "probe",
        "processing",
        "--embeddings",
        out.resolve("photos"),
        "--encoder",
        "builtin/residual",
        "--parameter",
        "thumbnailer",
        "--parameters",
        parameters,
        "--classifier",
        "lbfgs",
        "--training",
        "all",
        "--C",
        "1",
        "--seeds",
        1,
        "--json");
  }

  @Test
  void aFileOfThreeLinesIsExtractedAndProbed() throws IOException {
    Run extracted = extract("--parameter", "thumbnailer", "--parameters", file);
    assertThat(extracted.exitCode()).as(extracted.err()).isZero();
    assertThat(Files.readString(out.resolve("photos/THUMB/processing.json")))
        .contains("fit(48,lanczos) jpeg(40,420)");

    Run probed = probe(file);

    assertThat(probed.exitCode()).as(probed.err()).isZero();
    assertThat(probed.out()).contains("\"thumbnailer\"", "\"THUMB\"", "\"IDENTITY\"");
  }

  @Test
  void twoFilesThatDefineOneNameDifferentlyNeverMix() throws IOException {
    assertThat(extract("--parameter", "thumbnailer", "--parameters", file).exitCode()).isZero();
    Path other = work.resolve("other.json");
    Files.writeString(other, Files.readString(file).replace("jpeg(40", "jpeg(90"));

    Run again = extract("--parameter", "thumbnailer", "--parameters", other);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err())
        .contains("THUMB", "fit(48,lanczos) jpeg(40,420) then, fit(48,lanczos) jpeg(90,420) now");
    assertThat(probe(other).exitCode()).isEqualTo(3);
  }

  @Test
  void aChainStandsWhereANameDoes() {
    Run run = extract("--processing", "IDENTITY,fit(48,box) jpeg(40,420),JPEG75_420");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(out.resolve("photos"))
        .isDirectoryContaining(
            path -> path.getFileName().toString().matches("fit-48-box_jpeg-40-420-[0-9a-f]{8}"));
    assertThat(out.resolve("photos/JPEG75_420")).isDirectory();
  }

  @Test
  void whatIsWrongInTheFileIsNamedByLineAndKey() throws IOException {
    Files.writeString(file, "{\"parameters\":\n {\"thumbnailer\": [\"IDENTITY\", \"fit(4x)\"]}}");

    Run run = extract("--parameter", "thumbnailer", "--parameters", file);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo(
            "traces: "
                + file
                + ", line 2: \"thumbnailer\": fit(4x): expected a side from 1 to 10000\n");
  }
}
