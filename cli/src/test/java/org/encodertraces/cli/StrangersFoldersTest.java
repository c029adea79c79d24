package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands on folders as strangers have them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // only a pipe that is waited for takes so long
class StrangersFoldersTest {

  @TempDir private Path folder;

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeNamedAsAPhotoIsSkippedByEveryCommand() throws Exception {
    Path photos = Photos.inClasses(folder.resolve("photos"), 6, Scene.CITY, Scene.HILLS);
    Path pipe = photos.resolve("city/x.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Files.createSymbolicLink(photos.resolve("city/zero.jpg"), Path.of("/dev/zero"));
    String reason = "is a pipe, a socket or a device, not a file";

    Run extract = extract(photos);
    assertThat(extract.exitCode()).as(extract.err()).isZero();
    assertThat(Files.readString(folder.resolve("out/skipped.csv")))
        .contains("city/x.jpg,\"cannot be read: " + reason)
        .contains("city/zero.jpg,\"cannot be read: " + reason);

    Path table = folder.resolve("exif.csv");
    Run exif = Run.of("exif", "--images", photos, "--out", table);
    assertThat(exif.exitCode()).as(exif.err()).isZero();
    assertThat(Files.readAllLines(table))
        .hasSize(1 + 14)
        .anyMatch(line -> line.startsWith("city/x.jpg,") && line.contains(reason));

    Run process =
        Run.of(
            "process",
            "--images",
            photos.resolve("city"),
            "--processing",
            "IDENTITY",
            "--out",
            folder.resolve("processed"));
    assertThat(process.exitCode()).as(process.err()).isZero();
    assertThat(process.err()).contains(reason);

    Run ladder =
        Run.of(
            "ladder",
            "--images",
            photos,
            "--encoder",
            "builtin/color",
            "--quality",
            "50,90",
            "--out",
            folder.resolve("ladder"));
    assertThat(ladder.exitCode()).as(ladder.err()).isZero();
    assertThat(ladder.err()).contains(reason);

    Run pairs = Run.of("pairs", "--images", photos, "--out", folder.resolve("pairs"));
    assertThat(pairs.exitCode()).isEqualTo(3);
  }

  @Test
  void whatIsIgnoredIsSaidAndAtTheEndAgainWhenItIsMoreThanWasRead() throws IOException {
    Path photos = Photos.inClasses(folder.resolve("photos"), 2, Scene.CITY, Scene.HILLS);
    for (int i = 0; i < 5; i++) {
      Files.writeString(photos.resolve("city/%d.cr2".formatted(i)), "raw");
    }
    Files.copy(photos.resolve("city/000.png"), photos.resolve("loose.png"));

    for (String command : List.of("extract", "exif")) {
      Run run =
          command.equals("exif")
              ? Run.of("exif", "--images", photos, "--out", folder.resolve("t.parquet"))
              : extract(photos);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.err())
          .contains("ignored 5 ending in .cr2, which is no picture format that is read (city/0.cr2")
          .contains("ignored 1 beside class folders (loose.png)");
      assertThat(List.of(run.err().strip().split("\n")))
          .last()
          .asString()
          .startsWith("more was ignored than read: 6 files, and 4 photos to read");
    }
  }

  @Test
  void exifWritesTheFormThatTheEndingNames() throws Exception {
    Path photos = Photos.inClasses(folder.resolve("photos"), 1, Scene.CITY);
    Path csv = folder.resolve("exif.CSV");

    assertThat(Run.of("exif", "--images", photos, "--out", csv).exitCode()).isZero();

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("photo,Make,Model,Exposure,Aperture,ISO Speed,");
    assertThat(lines.get(1)).startsWith("city/000.png,,").contains(",72,56,");
    Path parquet = folder.resolve("exif.parquet");
    assertThat(Run.of("exif", "--images", photos, "--out", parquet).exitCode()).isZero();
    byte[] bytes = Files.readAllBytes(parquet);
    assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
  }

  @ParameterizedTest
  @CsvSource({
    "exif, exif.json, .parquet or .csv",
    "exif, exif, .parquet or .csv",
    "exif, csv, .parquet or .csv",
    "exif, exif.csv.gz, .parquet or .csv",
    "report, page.pdf, .html or .htm",
  })
  void anEndingThatNamesNoFormIsRefusedBeforeAnyWork(String command, String name, String endings) {
    Run run =
        Run.of(
            command,
            command.equals("exif") ? "--images" : "--results",
            folder.resolve("nowhere"),
            "--out",
            folder.resolve(name));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(name + ": expected a name that ends in " + endings);
  }

  @Test
  void aFolderWhereTheTableShouldBeIsRefusedBeforeAnyWork() throws IOException {
    Files.createDirectory(folder.resolve("exif.csv"));

    Run run =
        Run.of("exif", "--images", folder.resolve("nowhere"), "--out", folder.resolve("exif.csv"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("exif.csv: is a folder; expected a file");
  }

  /**
   * In 96 MB: a chunk that unpacks to 2 GB, a file larger than memory, and directories in circles.
   */
  @Test
  void oneFileMadeToHurtIsItsOwnRowAndNoOthers() throws Exception {
    Path photos = Photos.inClasses(folder.resolve("photos"), 2, Scene.CITY);
    Files.write(photos.resolve("city/bomb.png"), bomb());
    try (RandomAccessFile large =
        new RandomAccessFile(photos.resolve("city/large.jpg").toFile(), "rw")) {
      large.setLength(3_000_000_000L); // takes no room on disk
    }
    Path table = folder.resolve("exif.csv");

    Process run = traces(List.of("-Xmx96m"), "exif", "--images", photos, "--out", table);
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(run.waitFor()).as(said).isZero();
    List<String> lines = Files.readAllLines(table);
    assertThat(lines).hasSize(1 + 4);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("city/large.jpg,") && line.contains("too large"));
    assertThat(lines)
        .anyMatch(
            line -> line.startsWith("city/bomb.png,") && line.contains("the photo has no Exif"));
    assertThat(said).doesNotContain("OutOfMemoryError", "Exception");
  }

  /** The launcher sets a UTF-8 locale; whoever starts the jar in another one is told. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void inTheCLocaleOnlyTheFolderWhoseNameCannotBeToldIsLeftOut() throws Exception {
    Path photos = Photos.inClasses(folder.resolve("photos"), 4, Scene.CITY, Scene.HILLS);
    Path accented = photos.resolve("été");
    Files.createDirectory(accented);
    Files.copy(photos.resolve("city/000.png"), accented.resolve("0.png"));

    Process run =
        traces(
            List.of(),
            "extract",
            "--images",
            photos,
            "--encoder",
            "builtin/color",
            "--processing",
            "IDENTITY",
            "--out",
            folder.resolve("out"));
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(run.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("1 as a folder with a name that cannot be told in this locale's encoding");
    assertThat(said).doesNotContain("InvalidPathException");
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      assertThat(files.map(Path::toString)).anyMatch(file -> file.endsWith(".safetensors"));
    }
  }

  private static Process traces(List<String> options, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Traces.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  private Run extract(Path photos) {
    return Run.of(
        "extract",
        "--images",
        photos,
        "--encoder",
        "builtin/color",
        "--processing",
        "IDENTITY",
        "--out",
        folder.resolve("out"));
  }

  /** A PNG whose text chunk of 2 MB unpacks to 2 GiB. */
  private static byte[] bomb() {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(new byte[64 << 20]);
    byte[] part = new byte[1 << 20];
    int length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
    deflater.end();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("Comment\0\0".getBytes(StandardCharsets.US_ASCII));
    text.writeBytes(new byte[] {0x78, (byte) 0xDA});
    for (int i = 0; i < 32; i++) {
      text.write(part, 0, length);
    }
    text.writeBytes(new byte[] {3, 0});
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    png.writeBytes(chunk("IHDR", new byte[] {0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0}));
    png.writeBytes(chunk("zTXt", text.toByteArray()));
    png.writeBytes(chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .array();
  }
}
