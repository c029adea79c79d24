package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.encodertraces.io.Csv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenes become photos of cameras, and photos what the other commands take. */
class WorldCommandTest {

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Traces.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
  }

  @Test
  void photosAreReadByExifAndTheirCamerasByAProbe() throws Exception {
    Path world = folder.resolve("world");
    assertThat(run("world", "shoot", "--scenes", "30", "--size", "96", "--out", world.toString()))
        .isZero();
    Path exif = folder.resolve("exif.csv");
    assertThat(
            run("exif", "--images", world.resolve("photos").toString(), "--out", exif.toString()))
        .isZero();
    assertThat(Csv.read(exif)).hasSize(61);
    assertThat(Csv.read(exif).get(1)).contains("Simulated", "compact");

    String embeddings = folder.resolve("embeddings").toString();
    assertThat(
            run(
                "extract",
                "--images",
                world.resolve("photos").toString(),
                "--encoder",
                "builtin/residual",
                "--processing",
                "IDENTITY",
                "--unsplit",
                "--out",
                embeddings))
        .isZero();
    assertThat(
            run(
                "probe",
                "acquisition",
                "--embeddings",
                embeddings + "/photos",
                "--encoder",
                "builtin/residual",
                "--labels",
                world.resolve("labels.csv").toString(),
                "--attribute",
                "camera",
                "--test",
                "8",
                "--val",
                "4",
                "--out",
                folder.resolve("results").toString()))
        .as(err.toString())
        .isZero();
  }

  @Test
  void pairsArePackedAsPairCamsIs() {
    Path pairs = folder.resolve("pairs");
    assertThat(run("world", "pairs", "--scenes", "3", "--size", "64", "--out", pairs.toString()))
        .as(err.toString())
        .isZero();
    assertThat(pairs.resolve("pairs.parquet")).exists();
    assertThat(err.toString()).contains("3 pairs").doesNotContain("nearly the same picture");
  }

  @Test
  void whatCannotBeMeantIsWrongUsageAndABadFileIsNamed() throws Exception {
    String out = folder.resolve("out").toString();
    assertThat(run("world", "shoot", "--cameras", "phonee", "--out", out)).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean \"phone\"");
    assertThat(run("world", "shoot", "--scenes", "0", "--out", out)).isEqualTo(2);
    assertThat(run("world", "shoot", "--size", "5", "--out", out)).isEqualTo(2);
    assertThat(run("world", "shoot", "--scenes", "1", "--images", out, "--out", out)).isEqualTo(2);
    assertThat(run("world", "pairs", "--cameras", "phone", "--out", out)).isEqualTo(2);
    assertThat(run("world", "shoot", "--images", out, "--out", out)).isEqualTo(3);
    Path camera = folder.resolve("mine.json");
    Files.writeString(camera, "{\"base\": \"fone\"}");
    assertThat(run("world", "shoot", "--cameras", camera.toString(), "--out", out)).isEqualTo(3);
    assertThat(err.toString()).contains("mine.json: \"base\": \"fone\"; expected phone or compact");
    assertThat(Path.of(out)).doesNotExist();
  }
}
