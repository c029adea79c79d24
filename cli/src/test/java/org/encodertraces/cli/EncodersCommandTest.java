package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodersCommandTest {

  @TempDir private Path folder;

  @Test
  void listShowsTheStudysEncodersAndFiltersThem() {
    assertThat(Run.of("encoders", "list").out().lines()).hasSizeGreaterThanOrEqualTo(1 + 47);

    Run some = Run.of("encoders", "list", "--category", "ssl", "dino");
    assertThat(some.exitCode()).isZero();
    assertThat(some.out().lines().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.contains("dino") && line.contains("SSL"));

    Run none = Run.of("encoders", "list", "no encoder is called so");
    assertThat(none.out().lines()).hasSize(1);
    assertThat(none.err()).isEqualTo("none fits (traces encoders list shows all)\n");
  }

  @Test
  void theToysAreListedByCategoryAndShown() {
    assertThat(Run.of("encoders", "list", "--here", "toy/").out().lines().skip(1))
        .hasSize(3)
        .allMatch(line -> line.startsWith("toy/"));
    assertThat(Run.of("encoders", "list", "--category", "ssl", "toy/").out().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("toy/ssl ");

    Run show = Run.of("encoders", "show", "toy/cvl");
    assertThat(show.exitCode()).as(show.err()).isZero();
    assertThat(show.out()).contains("CVL", "64", "144", "comes with the program");

    Run misspelled = Run.of("encoders", "check", "toy/sls");
    assertThat(misspelled.exitCode()).isEqualTo(2);
    assertThat(misspelled.err()).contains("did you mean toy/ssl?");
  }

  @Test
  void aCategoryThatThereIsNotIsRefused() {
    Run run = Run.of("encoders", "list", "--category", "SLL");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("traces: --category SLL: expected one of CVL, SSL, SUP\n");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void showTellsHowToGetAnEncoder() {
    Run run = Run.of("encoders", "show", "clip/ViT-B-32");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "transform", "bicubic", "python3 tools/export_encoder.py", "traces encoders pull");
  }

  @Test
  void anIdThatIsNotInTheCatalogueIsAnsweredWithTheNearest() {
    for (String command : new String[] {"show", "pull"}) {
      Run run = Run.of("encoders", command, "clip/ViT-B32");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("the catalogue calls it clip/ViT-B-32");
    }
  }

  @Test
  void pullOfAnEncoderWithoutAPublicExportSaysHowToMakeIt() {
    Run run = Run.of("encoders", "pull", "convnext/tiny");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("tools/export_encoder.py").doesNotContain("\tat ");
  }

  @Test
  void checkOfAFileThatIsNoModelIsExitCode3() throws IOException {
    Path file = folder.resolve("weights.onnx");
    Files.write(file, "PK and so on".getBytes(StandardCharsets.US_ASCII));
    Files.writeString(
        folder.resolve("weights.json"),
        "{\"size\": {\"height\": 8, \"width\": 8}, \"do_normalize\": false}");

    Run run = Run.of("encoders", "check", file);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("weights.onnx", "torch.save");
  }

  @Test
  void checkOfAnEncoderIsOnePage() {
    Run run = Run.of("encoders", "check", "builtin/hog");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("floor:", "alone and in a batch").endsWith("usable\n");
    assertThat(run.out().lines()).hasSizeLessThan(30);
  }

  /** The batch that is measured at first use may differ from run to run; a folder's does not. */
  @Test
  void anExtractionGoesOnWithTheBatchItWasBegunWith() throws IOException {
    String encoder = "builtin/color";
    Path photos = Photos.inClasses(folder.resolve("photos"), 4, Scene.HILLS, Scene.BRICKS);
    Path out = folder.resolve("out");
    assertThat(extract(photos, encoder, out, "train", "--batch", "3").exitCode()).isZero();

    Run val = extract(photos, encoder, out, "val");

    assertThat(val.err()).doesNotContain("another batch");
    assertThat(val.exitCode()).isZero();
    Run other = extract(photos, encoder, out, "train", "--batch", "5");
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err()).contains("another batch (3 then, 5 now)");
  }

  private static Run extract(Path photos, String encoder, Path out, String split, String... more) {
    return Run.of(
        Stream.concat(
                Stream.of(
                    "extract",
                    "--images",
                    photos,
                    "--encoder",
                    encoder,
                    "--out",
                    out,
                    "--split",
                    split,
                    "--processing",
                    "IDENTITY"),
                Arrays.stream(more))
            .toArray());
  }

  @Test
  void aBadDeviceOrBatchIsRefusedBeforeAnythingIsRead() {
    for (String options : new String[] {"--device gpu", "--batch 0", "--batch 1025"}) {
      Run run =
          Run.of(
              Stream.concat(
                      Stream.of(
                          "extract",
                          "--images",
                          "no folder",
                          "--encoder",
                          "none.onnx",
                          "--out",
                          "x"),
                      Arrays.stream(options.split(" ", -1)))
                  .toArray());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains(options);
    }
  }
}
