package org.encodertraces.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.PhotoBytes;
import org.encodertraces.dataset.PhotoPlaces;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.image.Png;
import org.encodertraces.io.DuckDb;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.Processing;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard's work, written down and done elsewhere. */
class ShardTaskTest {

  @TempDir private Path folder;

  /** What another process does: reads a task, opens its encoders, writes its shard. */
  static final class Executor {
    private Executor() {}

    public static void main(String[] arguments) throws IOException {
      ShardTask task = ShardTask.ofJson(Files.readString(Path.of(arguments[0])), new PhotoPlaces());
      List<Encoder> encoders = new ArrayList<>();
      for (var card : task.encoders()) {
        encoders.add(Encoders.open(card.id()));
      }
      ShardExtractor.write(task, encoders, Path.of(arguments[1]));
      encoders.forEach(Encoder::close);
    }
  }

  /** A photo of each kind: in a file, in a tar, in Parquet, in no place, and one that is gone. */
  private List<Photo> photos() throws Exception {
    List<Photo> photos = new ArrayList<>();
    Path one = Files.write(folder.resolve("naïve name.png"), picture(1));
    photos.add(Photo.inFile("naïve name.png", one, 0));
    Path tars = Files.createDirectories(folder.resolve("tars"));
    Files.write(tars.resolve("train.tar"), tar("000001.png", picture(2)));
    photos.addAll(opened(tars));
    Path parquet = Files.createDirectories(folder.resolve("parquet"));
    DuckDb.inMemory(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "COPY (SELECT {'bytes': from_hex('%s'), 'path': 'a.png'} AS image UNION ALL SELECT {'bytes': from_hex('%s'), 'path': 'b.png'}) TO %s (FORMAT parquet)"
                    .formatted(
                        HexFormat.of().formatHex(picture(3)),
                        HexFormat.of().formatHex(picture(4)),
                        DuckDb.literal(parquet.resolve("train.parquet").toString())));
          }
        });
    photos.addAll(opened(parquet));
    photos.add(Photo.listed("odd", folder, "odd\0name.jpg", 0));
    photos.add(Photo.inFile("gone.png", folder.resolve("gone.png"), 0));
    return photos;
  }

  private static List<Photo> opened(Path root) throws IOException {
    return Datasets.open(root, new Datasets.Reading("", 0, Optional.empty())).all();
  }

  private static byte[] picture(int number) {
    return Png.encode(SceneCamera.photograph(Scene.FRUIT, number, 5, 72, 56));
  }

  private static byte[] tar(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(bytes.length);
      tar.putArchiveEntry(entry);
      tar.write(bytes);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private ShardTask task() throws Exception {
    Processing own = Processing.unnamed(ChainText.parse("fit(40,bicubic) jpeg(80,420)"));
    return new ShardTask(
        7,
        "0123456789abcdef",
        Encoders.builtIn().stream().map(Encoder::card).toList(),
        List.of(Processing.IDENTITY, own, Processing.INTERPOLATION_BOX, Processing.MASK_90),
        List.of(Processing.RESIZE_HALF, Processing.IDENTITY),
        -9_007_199_254_740_993L, // no double holds it
        2,
        true,
        photos().stream().map(one -> new ShardTask.Place(one.id(), one.bytes())).toList());
  }

  @Test
  void aTaskComesBackFromJsonAsItWas() throws Exception {
    ShardTask task = task();

    ShardTask back = ShardTask.ofJson(task.toJson(), new PhotoPlaces());

    assertThat(back).isEqualTo(task);
    assertThat(back.toJson()).isEqualTo(task.toJson());
  }

  /** The places of which a task consists: a kind that is added must get its form in JSON. */
  @Test
  void everyKindOfPlaceHasAFormInJson() throws Exception {
    Set<Class<?>> tried =
        task().photos().stream()
            .<Class<?>>map(one -> one.bytes().getClass())
            .collect(Collectors.toSet());

    assertThat(tried).containsExactlyInAnyOrder(PhotoBytes.class.getPermittedSubclasses());
  }

  @Test
  void anotherProcessMakesTheSameShardFromTheJson() throws Exception {
    ShardTask task = task();
    Path here = folder.resolve("here");
    List<Encoder> encoders = Encoders.builtIn();
    ShardExtractor.write(task, encoders, here);
    encoders.forEach(Encoder::close);
    Path json = Files.writeString(folder.resolve("task.json"), task.toJson());
    Path there = folder.resolve("there");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Executor.class.getName(),
                json.toString(),
                there.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("output.txt"))).isZero();
    assertThat(Files.readAllBytes(there)).isEqualTo(Files.readAllBytes(here));
    ShardFile shard = ShardFile.of(task, there).orElseThrow();
    assertThat(shard.rows()).containsExactly(0, 1, 2, 3);
    assertThat(shard.skipped()).containsOnlyKeys(4, 5);
  }

  @Test
  void relativePathsAreRefusedInAnotherWorkingFolder() throws Exception {
    String absolute = task().toJson();
    String here = Path.of("").toAbsolutePath().toString();
    assertThat(absolute).contains(here);
    ShardTask relative =
        new ShardTask(
            0,
            "0",
            List.of(),
            List.of(Processing.IDENTITY),
            List.of(),
            0,
            1,
            false,
            List.of(new ShardTask.Place("a", new PhotoBytes.InFile(Path.of("a.jpg")))));
    String elsewhere = relative.toJson().replace(here, "/elsewhere");

    assertThat(ShardTask.ofJson(absolute.replace(here, "/elsewhere"), new PhotoPlaces()))
        .isEqualTo(task());
    assertThat(ShardTask.ofJson(relative.toJson(), new PhotoPlaces())).isEqualTo(relative);
    assertThatThrownBy(() -> ShardTask.ofJson(elsewhere, new PhotoPlaces()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.jpg is relative to /elsewhere");
  }

  @Test
  void whatIsNoTaskIsRefusedByItsKey() throws Exception {
    String json = task().toJson();
    List<List<String>> changes =
        List.of(
            List.of("\"shard_task\":1", "\"shard_task\":2", "\"shard_task\": expected version 1"),
            List.of("\"batch\":2", "\"batch\":2.5", "\"batch\": expected a whole number"),
            List.of("\"upright\":true", "\"upright\":1", "\"upright\": expected true or false"),
            List.of("\"photos\":[", "\"foto\":[", "\"photos\": expected a list, found nothing"),
            List.of("mask(0.9)", "mask(9)", "mask(9): expected a share"),
            List.of("\"in\":\"tar\"", "\"in\":\"zip\"", "expected file, tar, parquet or nowhere"),
            List.of("\\\"image\\\".bytes", "1; DROP", "expected a column's name in double quotes"),
            List.of("\"row\":1", "\"row\":-1", "\"row\": expected a whole number from 0"),
            List.of("{\"shard_task\"", "[\"shard_task\"", "no JSON"));

    for (List<String> change : changes) {
      assertThat(json).contains(change.get(0));
      String other = json.replace(change.get(0), change.get(1));
      assertThatThrownBy(() -> ShardTask.ofJson(other, new PhotoPlaces()))
          .as(change.get(1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(change.get(2));
    }
  }
}
