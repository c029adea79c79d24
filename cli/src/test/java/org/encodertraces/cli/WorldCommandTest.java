package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
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
  void picturesOfOnesOwnAreShotWithTheirMosaicsAndOddOnesListed() throws Exception {
    Path images = Files.createDirectories(folder.resolve("images/cat"));
    BufferedImage picture = new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(picture, "png", images.resolve("dark.png").toFile());
    BufferedImage linear = new BufferedImage(40, 50, BufferedImage.TYPE_USHORT_GRAY);
    linear.getRaster().setSample(20, 20, 0, 65_535);
    ImageIO.write(linear, "png", images.resolve("linear.png").toFile());
    byte[] whole = Files.readAllBytes(images.resolve("dark.png"));
    Files.write(images.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.copy(images.resolve("dark.png"), images.resolveSibling("loose.png"));
    Path out = folder.resolve("shot");

    assertThat(
            run(
                "world",
                "shoot",
                "--images",
                folder.resolve("images").toString(),
                "--cameras",
                "phone",
                "--size",
                "48",
                "--raw",
                "--out",
                out.toString()))
        .as(err.toString())
        .isZero();

    assertThat(err.toString()).contains("cut.png: ", "2 photos", "ignored 1");
    assertThat(Csv.read(out.resolve("skipped.csv")).get(1).get(0)).isEqualTo("cat/cut.png");
    BufferedImage photo = ImageIO.read(out.resolve("photos/cat/dark-phone.jpg").toFile());
    assertThat(photo.getWidth()).isEqualTo(48);
    assertThat(photo.getHeight()).isEqualTo(32);
    BufferedImage mosaic = ImageIO.read(out.resolve("raw/cat/linear-phone.png").toFile());
    assertThat(mosaic.getColorModel().getPixelSize()).isEqualTo(16);
    assertThat(mosaic.getHeight()).isEqualTo(72); // 1.5 sensor pixels for one of the file
    assertThat(Files.readString(out.resolve("raw/cat/linear-phone.json")))
        .contains("\"black_level\" : 256", "\"white_level\" : 4095", "RGGB");
  }

  @Test
  void camerasAreShownAndChecked() throws Exception {
    Path sheet = folder.resolve("sheet");
    String cameras = "phone,phone-tone-1,compact-jpeg-3";
    assertThat(
            run(
                "world",
                "cameras",
                "--scenes",
                "1",
                "--size",
                "32",
                "--cameras",
                cameras,
                "--out",
                sheet.toString()))
        .as(err.toString())
        .isZero();
    assertThat(sheet.resolve("cameras.html")).content().contains("compact-jpeg-3");
    assertThat(Csv.read(sheet.resolve("cameras.csv"))).hasSize(4);

    StringWriter out = new StringWriter();
    assertThat(
            Traces.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "world",
                "check",
                "--cameras",
                "compact"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("compact", "asked for", "MTF50", "Not measured here:", "white balance")
        .doesNotContain("DIFFERS");
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
