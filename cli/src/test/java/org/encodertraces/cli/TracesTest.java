package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.Png;
import org.encodertraces.image.RgbImage;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a user meets it: exit codes, messages, files. */
class TracesTest {

  @TempDir private Path folder;
  private Path photos;
  private Path out;

  @BeforeEach
  void drawPhotos() {
    photos = Photos.inClasses(folder.resolve("photos"), 6, Scene.HILLS, Scene.BRICKS);
    out = folder.resolve("out");
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    Run run = Run.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: traces", "extract", "audit", "Exit codes:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "audit",
        "extract",
        "process",
        "probe",
        "probe processing",
        "probe acquisition",
        "retrieve",
        "similarity",
        "neighbors",
        "ladder",
        "knn",
        "encoders",
        "encoders list",
        "encoders show",
        "encoders pull",
        "encoders check",
        "exif",
        "flickr",
        "flickr harvest",
        "flickr splits",
        "pairs",
        "report",
        "bench"
      })
  void everyCommandHasHelp(String command) {
    Run run =
        Run.of(Stream.concat(Arrays.stream(command.split(" ")), Stream.of("--help")).toArray());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: traces " + command);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extract --nonsense",
        "extract --images x --out y",
        "nonsense",
        "extract --images x --encoder builtin/hog --out y --threads 0",
        "extract --images x --encoder builtin/hog --out y --processing JPEG_75",
        "extract --images x --encoder builtin/hog --out y --device tpu",
        "extract --images x --encoder builtin/hog --out y --split test",
        "probe processing --embeddings x --encoder a/b --parameter jpeg --lr 1",
        "knn --embeddings x --encoder a/b --parameter colour",
        "ladder --images x --encoder builtin/hog --quality 101",
        "ladder --images x --encoder builtin/hog --blur -1",
        "ladder --images x --encoder builtin/hog --photos 1",
      })
  void wrongUsageIsExitCode2AndOneLineThatSaysSo(String command) {
    Run run = Run.of((Object[]) command.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("traces: ").doesNotContain("\tat ");
  }

  @Test
  void aProcessingThatIsNotKnownIsAnsweredWithTheKnown() {
    assertThat(Run.of("process", "--images", photos, "--processing", "JPEG_75", "--out", out).err())
        .contains(
            "unknown processing \"JPEG_75\" (did you mean \"JPEG75_420\"?);"
                + " known: IDENTITY, JPEG75_420");
  }

  @Test
  void extractWritesTheStudysLayout() throws IOException {
    Run run =
        Run.of(
            "extract",
            "--images",
            photos,
            "--encoder",
            "builtin/color",
            "--out",
            out,
            "--processing",
            "IDENTITY,JPEG75_420");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo(out.resolve("photos").toString());
    assertThat(files(out))
        .contains(
            "photos/model=builtin_variant=color_split=train.safetensors",
            "photos/model=builtin_variant=color_split=val.safetensors",
            "photos/JPEG75_420/model=builtin_variant=color_split=train.safetensors",
            "photos/JPEG75_420/model=builtin_variant=color_split=val.safetensors")
        .noneMatch(file -> file.contains(".shards") || file.endsWith(".tmp"))
        .doesNotContain("skipped.csv");
  }

  @Test
  void badPhotosAreSkippedWithTheirReasonAndTheRestGoesOn() throws IOException {
    Files.write(photos.resolve("hills/empty.jpg"), new byte[0]);
    Files.writeString(photos.resolve("hills/page, saved.jpg"), "<html>");
    byte[] whole = Files.readAllBytes(photos.resolve("hills/000.png"));
    Files.write(photos.resolve("bricks/cut.png"), Arrays.copyOf(whole, whole.length / 2));
    Photos.draw(photos.resolve("bricks/fine.png"), Scene.BRICKS, 99);
    Files.write(photos.resolve("bricks/dot.png"), Png.encode(new RgbImage(1, 1, new byte[3])));
    Files.createSymbolicLink(photos.resolve("bricks/gone.jpg"), photos.resolve("nowhere.jpg"));

    Run run =
        Run.of(
            "extract",
            "--images",
            photos,
            "--encoder",
            "builtin/color",
            "--out",
            out,
            "--processing",
            "IDENTITY,RESIZE_HALF");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("skipped 5 photos");
    assertThat(Files.readAllLines(out.resolve("skipped.csv")))
        .hasSize(6)
        .startsWith("file,reason")
        .anyMatch(line -> line.startsWith("bricks/cut.png,\"PNG of 72 x 56 ends after"))
        .contains(
            "bricks/dot.png,RESIZE_HALF: 1 x 1 is too small: scaled by 0.5 it has no pixel left",
            "hills/empty.jpg,the file is empty (0 bytes)",
            "bricks/gone.jpg,\"it is gone, or a link to nothing\"")
        .anyMatch(line -> line.startsWith("\"hills/page, saved.jpg\",\"not a JPEG, PNG"));
  }

  @Test
  void aSecondRunOfTheSameChangesNothingAndAnotherSettingIsRefused() throws IOException {
    Object[] same = {
      "extract",
      "--images",
      photos,
      "--encoder",
      "builtin/color",
      "--out",
      out,
      "--processing",
      "JPEG75_420"
    };
    assertThat(Run.of(same).exitCode()).isZero();
    Map<String, String> before = FolderHashes.of(out);

    Run again = Run.of(same);
    Run another = Run.of(Stream.concat(Arrays.stream(same), Stream.of("--batch", "7")).toArray());

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(another.exitCode()).isEqualTo(3);
    assertThat(another.err()).contains("another batch (16 then, 7 now)");
    assertThat(FolderHashes.of(out)).isEqualTo(before);
  }

  @Test
  void processingsAddedLaterAreTheSameBytesAsTogether() throws IOException {
    Path together = folder.resolve("together");
    for (String processings : List.of("JPEG75_420", "SHARPEN_2,INTERPOLATION_BOX")) {
      Run.of(
          "extract",
          "--images",
          photos,
          "--encoder",
          "builtin/hog",
          "--out",
          out,
          "--processing",
          processings);
    }
    Run.of(
        "extract",
        "--images",
        photos,
        "--encoder",
        "builtin/hog",
        "--out",
        together,
        "--threads",
        5,
        "--processing",
        "SHARPEN_2,JPEG75_420,INTERPOLATION_BOX");

    assertThat(FolderHashes.of(out)).isEqualTo(FolderHashes.of(together)).isNotEmpty();
  }

  @Test
  void processWritesThePixelsOfAProcessing() throws IOException {
    Run run =
        Run.of(
            "process",
            "--images",
            photos.resolve("hills/000.png"),
            "--processing",
            "IDENTITY,INTERPOLATION_BOX",
            "--scale",
            "0.5",
            "--out",
            out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(files(out)).containsExactly("IDENTITY/000.png", "INTERPOLATION_BOX/000.png");
    var identity = ImageDecoder.decode(Files.readAllBytes(out.resolve("IDENTITY/000.png")));
    assertThat(identity)
        .isEqualTo(ImageDecoder.decode(Files.readAllBytes(photos.resolve("hills/000.png"))));
    assertThat(
            ImageDecoder.decode(Files.readAllBytes(out.resolve("INTERPOLATION_BOX/000.png")))
                .width())
        .isEqualTo(36);
  }

  @Test
  void auditEndsWithAPageAndResults() throws IOException {
    Run run = Run.of("audit", "--images", photos, "--encoder", "builtin/residual", "--out", out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo(out.resolve("report.html").toString());
    assertThat(files(out)).contains("report.html");
    assertThat(result("builtin-hog/knn-resizing").get("kind").asText()).isEqualTo("knn");
    JsonNode probe = result("builtin-residual/probe-jpeg");
    assertThat(probe.get("encoder").asText()).isEqualTo("builtin/residual");
    assertThat(probe.get("training").asText()).isEqualTo("all");
    assertThat(probe.get("provenance").get("inputs")).hasSize(12);
    assertThat(probe.get("splits").get("accuracies")).hasSize(10);
    assertThat(probe.at("/provenance/plan/settings/training").asText()).isEqualTo("all");
    assertThat(probe.at("/provenance/plan/settings/parameter/classes/JPEG75_420").asText())
        .isEqualTo("jpeg(75,420)");
    JsonNode control = result("builtin-color/probe-jpeg");
    assertThat(control.has("splits")).isFalse();
    assertThat(control.get("control").get("shuffles").asInt()).isEqualTo(20);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("builtin/residual", "Over random splits, % (95 %)");

    Path merged = folder.resolve("merged.html");
    assertThat(Run.of("report", "--results", out.resolve("results"), "--out", merged).exitCode())
        .isZero();
    assertThat(merged).isNotEmptyFile();
  }

  /** Of an audit: its settings are not all the defaults, so digits stand behind the name. */
  private JsonNode result(String name) throws IOException {
    Path start = out.resolve("results/photos").resolve(name);
    try (Stream<Path> files = Files.list(start.getParent())) {
      List<Path> found =
          files
              .filter(
                  file ->
                      file.getFileName()
                          .toString()
                          .matches(start.getFileName() + "(-[0-9a-f]{8})?[.]json"))
              .toList();
      assertThat(found).hasSize(1);
      return new ObjectMapper().readTree(found.get(0).toFile());
    }
  }

  @Test
  void neighborsShowThePhotosBehindTheRows() throws IOException {
    assertThat(
            Run.of("extract", "--images", photos, "--encoder", "builtin/color", "--out", out)
                .exitCode())
        .isZero();
    Object[] command = {
      "neighbors",
      "--embeddings",
      out.resolve("photos"),
      "--images",
      photos,
      "--encoder",
      "builtin/color",
      "--parameter",
      "sharpening",
      "--query",
      "0,1",
      "--processing",
      "SHARPEN_4",
      "--k",
      "3",
      "--json"
    };
    Run run = Run.of(command);

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out());
    JsonNode query = result.get("queries").get(0);
    assertThat(query.get("test").asText()).isEqualTo("SHARPEN_4");
    assertThat(query.get("other").asText()).isEqualTo("JPEG95_444");
    assertThat(query.get("neg_same")).hasSize(3);
    JsonNode nearest = query.get("pos_same").get(0);
    assertThat(nearest.get("photo").asText()).matches("(hills|bricks)/00\\d\\.png");
    assertThat(nearest.get("photo").asText()).startsWith(nearest.get("label").asText());
    assertThat(nearest.get("processing").asText())
        .isEqualTo(nearest.get("same_class").asBoolean() ? "SHARPEN_4" : "JPEG95_444");
    assertThat(result.get("thumbnails").get(query.get("photo").asText()).asText())
        .startsWith("/9j/");

    Files.delete(photos.resolve(nearest.get("photo").asText()));
    Run gone = Run.of(command);
    assertThat(gone.exitCode()).isEqualTo(3);
    assertThat(gone.err()).contains("lacks " + nearest.get("photo").asText());
  }

  @Test
  void aLadderPrintsTheThresholdForDuplicates() throws IOException {
    Run run =
        Run.of(
            "ladder",
            "--images",
            photos,
            "--encoder",
            "builtin/hog",
            "--quality",
            "10,90",
            "--duplicates",
            "--out",
            out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("jpeg, 12 photos; two unrelated photos: cosine", "of 132")
        .containsPattern(
            "(?m)^ +90  1\\.000 \\(0\\.735 to 1\\.000\\)      0\\.9\\d+  92\\.3 % \\(at least 77\\.9\\)");
    List<String> written =
        files(out.resolve("photos/builtin-hog")).stream()
            .filter(name -> name.endsWith(".json"))
            .toList();
    assertThat(written).hasSize(1).allMatch(name -> name.matches("ladder-jpeg-[0-9a-f]{8}.json"));
    JsonNode ladder =
        new ObjectMapper()
            .readTree(out.resolve("photos/builtin-hog").resolve(written.get(0)).toFile());
    assertThat(ladder.get("rungs")).hasSize(2);
    assertThat(ladder.get("rungs").get(0).get("step").asInt()).isEqualTo(10);
  }

  @Test
  void aFlatFolderHasProbesAndNoKnn() throws IOException {
    Path flat = folder.resolve("flat");
    for (int i = 0; i < 12; i++) {
      Photos.draw(flat.resolve(i + ".png"), Scene.CITY, i);
    }

    Run run = Run.of("audit", "--images", flat, "--encoder", "builtin/residual", "--out", out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("no class folders; kNN is left out");
    assertThat(files(out.resolve("results")))
        .hasSize(24)
        .anyMatch(f -> f.matches("flat/builtin-residual/probe-jpeg-[0-9a-f]{8}[.]json"))
        .anyMatch(f -> f.matches("flat/builtin-hog/ladder-blur-[0-9a-f]{8}[.]json"))
        .noneMatch(f -> f.contains("knn") || f.contains("similarity") || f.contains("neighbors"));

    Run another = Run.of("audit", "--images", flat, "--encoder", "builtin/hog", "--out", out);
    assertThat(another.exitCode()).isEqualTo(3);
    assertThat(another.err()).contains("another encoder (builtin/residual then, builtin/hog now)");
  }

  @Test
  void missingAndEmptyFoldersAreToldApart() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertInputRefused("no such folder", "--images", folder.resolve("none"));
    assertInputRefused("no photo in it", "--images", empty);
    assertInputRefused(
        "expected a folder of photos, a .parquet file or a .tar shard",
        "--images",
        photos.resolve("hills/000.png"));
  }

  @Test
  void anOutputThatIsAFileIsRefused() throws IOException {
    Files.writeString(out, "mine");

    Run run = Run.of("extract", "--images", photos, "--encoder", "builtin/hog", "--out", out);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).startsWith("traces: " + out);
    assertThat(out).hasContent("mine");
  }

  @Test
  void analysisOfMissingEmbeddingsSaysWhatIsMissing() {
    Run run =
        Run.of("knn", "--embeddings", photos, "--encoder", "a/b", "--parameter", "jpeg", "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("model=a_variant=b_split=train.safetensors: no such file; jpeg needs");
  }

  @Test
  void jsonIsAloneOnStandardOutput() throws IOException {
    Run.of(
        "extract",
        "--images",
        photos,
        "--encoder",
        "builtin/hog",
        "--out",
        out,
        "--processing",
        "JPEG95_444,SHARPEN_2,SHARPEN_4");

    Run run =
        Run.of(
            "knn",
            "--embeddings",
            out.resolve("photos"),
            "--encoder",
            "builtin/hog",
            "--parameter",
            "sharpening",
            "--k",
            3,
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode knn = new ObjectMapper().readTree(run.out());
    assertThat(knn.get("k").asInt()).isEqualTo(3);
    assertThat(knn.get("cells")).hasSize(3 + 3 * 6);
    assertThat(knn.get("category").asText()).isEqualTo("built-in");
    assertThat(
            Run.of(
                    "knn",
                    "--embeddings",
                    out.resolve("photos"),
                    "--encoder",
                    "builtin/hog",
                    "--parameter",
                    "sharpening",
                    "--k",
                    300)
                .err())
        .contains("--k 300: the training set has", "choose k between 1 and");
  }

  @Test
  void verboseAddsTheStackTrace() {
    Run run =
        Run.of(
            "extract",
            "--images",
            folder.resolve("none"),
            "--encoder",
            "builtin/hog",
            "--out",
            out,
            "--verbose");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("\tat org.encodertraces.");
  }

  private void assertInputRefused(String message, Object... images) {
    Object[] rest = {"--encoder", "builtin/hog", "--out", out};
    Run run =
        Run.of(
            Stream.of(Stream.of("audit"), Arrays.stream(images), Arrays.stream(rest))
                .flatMap(s -> s)
                .toArray());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).startsWith("traces: ").contains(message).doesNotContain("\tat ");
    assertThat(run.err().strip().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** What an unset variable of a script leaves is not the current folder. */
  @ParameterizedTest
  @ValueSource(strings = {"demo --out", "extract --encoder builtin/hog --out e --images"})
  void anEmptyPathIsNoFolder(String words) {
    Run run = Run.of(Stream.concat(Arrays.stream(words.split(" ")), Stream.of("")).toArray());

    assertThat(run.exitCode()).isEqualTo(Traces.WRONG_USAGE);
    assertThat(run.err()).contains("is empty; expected a path");
  }

  @Test
  void aFolderThatIsCalledAsItsOptionIsNamed() {
    assertThat(Run.of("report", "--results", "results", "--out", out + ".html").err())
        .isEqualTo("traces: results: no such folder of results\n");
  }
}
