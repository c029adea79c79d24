package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.encodertraces.image.Png;
import org.encodertraces.image.RgbImage;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an output folder is told apart by: its photos, its processings, and who writes into it. */
class ExtractionFolderTest {

  @TempDir private Path folder;
  private Path photos;
  private Path out;

  @BeforeEach
  void drawPhotos() {
    photos = Photos.inClasses(folder.resolve("photos"), 6, Scene.HILLS, Scene.BRICKS);
    out = folder.resolve("out");
  }

  /** Same length, same time: on Unix the file's own time of change tells, elsewhere none could. */
  @Test
  void aPhotoReplacedByAnotherOfTheSameLengthIsNoticed() throws IOException {
    Path photo = photos.resolve("hills/003.png");
    byte[] first = Files.readAllBytes(photo);
    FileTime time = Files.getLastModifiedTime(photo);
    assertThat(extract("IDENTITY").exitCode()).isZero();
    Map<String, String> before = FolderHashes.of(out);

    byte[] second = first.clone();
    second[second.length - 20] ^= 1;
    Files.write(photo, second);
    Files.setLastModifiedTime(photo, time);

    for (String processing : List.of("IDENTITY", "JPEG75_420", "IDENTITY,JPEG75_420")) {
      Run run = extract(processing);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
      assertThat(run.err())
          .contains(photo + ": is not the photo that embeddings in " + out.resolve("photos"))
          .contains("choose another --out");
    }
    assertThat(FolderHashes.of(out)).isEqualTo(before);

    Files.write(photo, first);
    Run back = extract("IDENTITY");
    assertThat(back.exitCode()).as(back.err()).isZero();
    assertThat(extract("IDENTITY,JPEG75_420").exitCode()).isZero();
  }

  @Test
  void aTouchedPhotoIsTheSame() throws IOException {
    assertThat(extract("IDENTITY").exitCode()).isZero();
    try (Stream<Path> files = Files.walk(photos)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
      }
    }

    Map<String, String> embeddings = embeddings();
    Map<String, String> before = FolderHashes.of(out);

    Run touched = extract("IDENTITY");
    assertThat(touched.exitCode()).as(touched.err()).isZero();
    assertThat(embeddings()).isEqualTo(embeddings);

    // The new stamps are remembered, so that no photo is read once more.
    Map<String, String> remembered = FolderHashes.of(out);
    assertThat(remembered).isNotEqualTo(before);
    assertThat(extract("IDENTITY").exitCode()).isZero();
    assertThat(FolderHashes.of(out)).isEqualTo(remembered);
  }

  /** A finished shard of a killed run is made anew when one of its photos was replaced. */
  @Test
  void aShardWhosePhotoWasReplacedIsMadeAnew() throws Exception {
    Photos.inClasses(
        photos, 40, Scene.HILLS, Scene.BRICKS); // 2 shards of 32 to train, 1 to validate
    for (String name : List.of("hills/a.bmp", "bricks/a.bmp", "bricks/b.bmp")) {
      Files.write(photos.resolve(name), bmp(40));
    }
    Process process = Child.startSlow(20, arguments("IDENTITY"));
    while (process.isAlive() && shards() < 2) {
      Thread.sleep(2);
    }
    process.destroyForcibly().waitFor();
    assertThat(shards()).isGreaterThanOrEqualTo(2);
    for (String name : List.of("hills/a.bmp", "bricks/a.bmp", "bricks/b.bmp")) {
      Files.write(photos.resolve(name), bmp(200));
    }

    assertThat(extract("IDENTITY").exitCode()).isZero();
    Map<String, String> continued = FolderHashes.of(out);
    out = folder.resolve("fresh");
    assertThat(extract("IDENTITY").exitCode()).isZero();
    assertThat(continued).isEqualTo(FolderHashes.of(out));
  }

  @Test
  void aThinPhotoIsSkippedForTheProcessingsThatCannotTakeItAlone() throws IOException {
    draw("thin.png", 1, 40);

    assertThat(extract("IDENTITY,JPEG75_420").exitCode()).isZero();
    assertThat(out.resolve("skipped.csv")).doesNotExist();
    assertThat(rows()).anyMatch(row -> row.endsWith(",bricks/thin.png"));

    Run later = extract("RESIZE_HALF");
    assertThat(later.exitCode()).isEqualTo(3);
    assertThat(later.err())
        .contains(photos.resolve("bricks/thin.png") + ": has a row in the embeddings in")
        .contains("RESIZE_HALF: 1 x 40 is too small: scaled by 0.5 it has no pixel left")
        .contains("choose another --out for all processings together");

    out = folder.resolve("other");
    assertThat(extract("RESIZE_HALF").exitCode()).isZero();
    assertThat(Files.readString(out.resolve("skipped.csv")))
        .isEqualTo(
            "file,reason\nbricks/thin.png,RESIZE_HALF: 1 x 40 is too small: scaled by 0.5 it has no pixel"
                + " left\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESIZE_HALF", "INTERPOLATION_BOX", "RESIZE_DOUBLE,INTERPOLATION_BOX"})
  void whatIsAddedLaterSkipsWhatWasSkipped(String first) throws IOException {
    draw("thin.png", 40, 1);
    draw("dot.png", 1, 1);
    assertThat(extract(first).exitCode()).isZero();
    assertThat(extract("IDENTITY,JPEG75_420").exitCode()).isZero();
    Map<String, String> later = embeddings();
    List<String> skipped = Files.readAllLines(out.resolve("skipped.csv"));

    out = folder.resolve("together");
    assertThat(extract(first + ",IDENTITY,JPEG75_420").exitCode()).isZero();
    assertThat(later).isEqualTo(embeddings());
    assertThat(skipped).isEqualTo(Files.readAllLines(out.resolve("skipped.csv"))).hasSize(3);
  }

  @Test
  void aSecondRunIntoTheSameFolderIsRefusedAtOnce() throws Exception {
    Process first = Child.startSlow(400, arguments("IDENTITY"));
    while (first.isAlive() && !Files.isDirectory(out.resolve("photos/.shards"))) {
      Thread.sleep(2);
    }
    Path results = folder.resolve("results");
    try {
      for (Run second :
          List.of(
              extract("IDENTITY"),
              Run.of("audit", "--images", photos, "--encoder", "builtin/hog", "--out", out),
              Run.of("demo", "--out", out),
              Run.of("ladder", "--images", photos, "--encoder", "builtin/hog", "--out", out))) {
        assertThat(second.exitCode()).as(second.err()).isEqualTo(3);
        assertThat(second.err())
            .contains(out + ": another command is writing there; wait until it has ended");
      }
      assertThat(first.isAlive()).isTrue();
      assertThat(
              Run.of(
                      "ladder",
                      "--images",
                      photos,
                      "--encoder",
                      "builtin/hog",
                      "--quality",
                      90,
                      "--out",
                      results)
                  .exitCode())
          .isZero();
    } finally {
      first.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    Run after = extract("IDENTITY");
    assertThat(after.exitCode()).as(after.err()).isZero();
  }

  private Run extract(String processings) {
    return Run.of(arguments(processings));
  }

  private Object[] arguments(String processings) {
    return new Object[] {
      "extract",
      "--images",
      photos,
      "--encoder",
      "builtin/hog",
      "--out",
      out,
      "--batch",
      2,
      "--threads",
      1,
      "--processing",
      processings,
    };
  }

  /** 24 x 24 pixels, half black and half of this gray, in as many bytes whatever the gray. */
  private static byte[] bmp(int gray) {
    int pixels = 24 * 24 * 3;
    ByteBuffer bytes = ByteBuffer.allocate(54 + pixels).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 'B').put((byte) 'M').putInt(54 + pixels).putInt(0).putInt(54);
    bytes.putInt(40).putInt(24).putInt(24).putShort((short) 1).putShort((short) 24);
    bytes.putInt(0).putInt(pixels).putInt(0).putInt(0).putInt(0).putInt(0);
    for (int i = 0; i < pixels; i++) {
      bytes.put((byte) (i % 72 < 36 ? 0 : gray + i % 7));
    }
    return bytes.array();
  }

  private void draw(String name, int width, int height) throws IOException {
    Files.write(
        photos.resolve("bricks").resolve(name),
        Png.encode(new RgbImage(width, height, new byte[width * height * 3])));
  }

  private int shards() throws IOException {
    Path shards = out.resolve("photos/.shards");
    if (!Files.isDirectory(shards)) {
      return 0;
    }
    try (Stream<Path> found = Files.walk(shards)) {
      return (int) found.filter(file -> file.getFileName().toString().startsWith("shard-")).count();
    }
  }

  private List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String split : List.of("train", "val")) {
      rows.addAll(
          Files.readAllLines(
              out.resolve(
                  "photos/model=builtin_variant=hog_split=%s.photos.csv".formatted(split))));
    }
    return rows;
  }

  private Map<String, String> embeddings() throws IOException {
    return FolderHashes.of(out, name -> name.contains(".safetensors"));
  }
}
