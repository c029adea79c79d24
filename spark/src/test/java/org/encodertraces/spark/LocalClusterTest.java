package org.encodertraces.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.SparkContext;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.engine.Engine;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.ShardRunner;
import org.encodertraces.image.Png;
import org.encodertraces.io.DuckDb;
import org.encodertraces.io.Places;
import org.encodertraces.io.Sha256;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.KnnSearch;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Parameter;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Two threads of Spark within this process give what threads of ours give. */
class LocalClusterTest {

  /** Spark's documentation, version 4.2. */
  private static final Set<Integer> JAVA_OF_SPARK = Set.of(17, 21, 25);

  @TempDir private Path folder;

  @BeforeAll
  static void startSpark() {
    int java = Runtime.version().feature();
    assumeTrue(
        JAVA_OF_SPARK.contains(java),
        "Spark 4.2 runs on Java %s; this is %d".formatted(JAVA_OF_SPARK, java));
    System.setProperty("spark.hadoop.fs.stub.impl", StubFiles.class.getName());
    Cluster.of(2);
  }

  @AfterAll
  static void stopSpark() {
    if (JAVA_OF_SPARK.contains(Runtime.version().feature())) {
      Cluster.of(2).stop();
    }
    System.clearProperty("spark.hadoop.fs.stub.impl");
  }

  @Test
  void nothingListensBeyondThisMachine() {
    var conf = SparkContext.getOrCreate().getConf();
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
    assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
  }

  /** 76 photos: three shards of two splits; one is no picture, one is gone, one is cut short. */
  @Test
  void embeddingsAndSkippedPhotosAreThoseOfTheLocalRun() throws Exception {
    Path photos = photos();
    ImageDataset dataset = opened(photos);
    Files.delete(photos.resolve("train/arches/011.png"));

    extract(dataset, folder.resolve("here"), Optional.empty());
    extract(dataset, folder.resolve("spark"), Optional.of(new SparkShards()));

    Map<String, String> here = hashes(folder.resolve("here"));
    assertThat(here).hasSizeGreaterThan(8).containsKey("skipped.csv");
    assertThat(hashes(folder.resolve("spark"))).isEqualTo(here);
    assertThat(Files.readString(folder.resolve("spark/skipped.csv")))
        .contains("011.png,\"it is gone")
        .contains("012.png,");

    neighborsAreThoseOfTheLocalRun(folder.resolve("spark/photos"));
    throughParquetAndBack(folder.resolve("spark/photos"));
  }

  private static CommandLine quiet(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(Writer.nullWriter()));
  }

  /** Values, labels and ids come back as they went, in their order. */
  private void throughParquetAndBack(Path embeddings) throws Exception {
    Path tables = folder.resolve("tables");
    assertThat(
            quiet(new ToParquetCommand())
                .execute(
                    "--embeddings=" + embeddings, "--encoder=builtin/residual", "--out=" + tables))
        .isZero();
    String stem = "model=builtin_variant=residual_split=train";
    Path back = folder.resolve("back");
    assertThat(
            quiet(new FromParquetCommand())
                .execute(
                    "--parquet=" + tables.resolve("SHARPEN_2").resolve(stem + ".parquet"),
                    "--encoder=builtin/residual",
                    "--processing=SHARPEN_2",
                    "--split=train",
                    "--out=" + back))
        .isZero();
    for (String file : List.of("SHARPEN_2/" + stem + ".safetensors", stem + ".photos.csv")) {
      assertThat(Sha256.of(back.resolve(file))).isEqualTo(Sha256.of(embeddings.resolve(file)));
    }
    tablesAreSearchedAsTheyLie(tables, embeddings);
    aFullDiskIsSaid(embeddings);
  }

  /** Here, and in an object store. */
  private static void tablesAreSearchedAsTheyLie(Path tables, Path embeddings) throws Exception {
    KnnOutcome expected = search(sharpening(embeddings), Optional.empty());
    for (Path place : List.of(tables, Places.path("stub://store" + tables.toAbsolutePath()))) {
      ParameterEmbeddings opened = sharpening(place);
      assertThat(search(opened, Optional.of(new SparkSearch())))
          .usingRecursiveComparison()
          .isEqualTo(expected);
      EncoderName encoder = EncoderName.ofId("builtin/residual");
      assertThat(EmbeddingStore.open(place).encoders()).containsExactly(encoder);
      StoredEncoder stored = EmbeddingStore.open(place).of(encoder);
      StoredEncoder before = EmbeddingStore.open(embeddings).of(encoder);
      assertThat(stored.found()).isEqualTo(before.found()).isNotEmpty();
      assertThat(stored.category()).isEqualTo(before.category()).isNotEmpty();
      for (Split split : Split.HALVES) {
        assertThat(stored.processings(split)).isEqualTo(before.processings(split));
      }
    }
  }

  /** As typed by hand: Hadoop would take what follows two slashes for a machine's name. */
  @Test
  void slashesBeforeAPlaceAreOne() throws Exception {
    Path there = folder.resolve("there");
    Files.createDirectories(there);
    Path place = Places.path("stub://store//" + there.toAbsolutePath());

    assertThat(Files.isDirectory(place)).isTrue();
    assertThat(place.toString()).isEqualTo("stub://store" + there.toAbsolutePath());
  }

  private static ParameterEmbeddings sharpening(Path embeddings) throws IOException {
    return EmbeddingStore.open(embeddings)
        .of(EncoderName.ofId("builtin/residual"))
        .open(Parameter.SHARPENING, BadRows.REFUSE);
  }

  private void aFullDiskIsSaid(Path embeddings) {
    StringWriter said = new StringWriter();
    int code =
        quiet(new ToParquetCommand())
            .setErr(new PrintWriter(said))
            .execute(
                "--embeddings=" + embeddings,
                "--encoder=builtin/residual",
                "--out=stub://store" + folder.toAbsolutePath() + "/full/tables");
    assertThat(code).isEqualTo(1);
    assertThat(said.toString()).contains("a disk is full", "No space left on device");
  }

  /**
   * A network by ONNX Runtime, of photos that lie in an object store: the bytes of the local run.
   */
  @Test
  void photosOfAnotherFileSystemAndAnOnnxEncoderGiveTheSameBytes() throws Exception {
    Path photos = folder.resolve("photos");
    for (int i = 0; i < 3; i++) {
      draw(photos.resolve("train/arches/%03d.png".formatted(i)), Scene.HILLS, i);
      draw(photos.resolve("val/blocks %%/%03d.png".formatted(i)), Scene.SEA, i);
    }
    Files.writeString(photos.resolve("train/arches/009.jpg"), "none");
    samePhotos("folder", photos, "stub://store" + photos.toAbsolutePath());

    Path tar = folder.resolve("photos.tar");
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      for (int i = 0; i < 3; i++) {
        byte[] png = Png.encode(SceneCamera.photograph(Scene.SEA, i, 5, 72, 56));
        TarArchiveEntry entry = new TarArchiveEntry("%03d.png".formatted(i));
        entry.setSize(png.length);
        out.putArchiveEntry(entry);
        out.write(png);
        out.closeArchiveEntry();
      }
    }
    samePhotos("tar", tar, "stub://store" + tar.toAbsolutePath());

    Path parquet = folder.resolve("photos.parquet");
    Path pngs = photos.resolve("train/arches");
    DuckDb.inMemory(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "COPY (SELECT {'bytes': content, 'path': filename} AS image FROM read_blob('%s/*.png')) TO '%s' (FORMAT parquet)"
                    .formatted(pngs, parquet));
          }
        });
    samePhotos("parquet", parquet, "stub://store" + parquet.toAbsolutePath());
  }

  private void samePhotos(String name, Path here, String there) throws Exception {
    extract("toy/sup", opened(here), folder.resolve("here-" + name), Optional.empty());
    extract(
        "toy/sup",
        opened(Places.path(there)),
        folder.resolve("there-" + name),
        Optional.of(new SparkShards()));
    Map<String, String> expected = embeddings(folder.resolve("here-" + name));
    assertThat(expected).as(name).isNotEmpty();
    assertThat(embeddings(folder.resolve("there-" + name))).as(name).isEqualTo(expected);
  }

  private static Map<String, String> embeddings(Path root) throws IOException {
    Map<String, String> all = hashes(root);
    all.keySet().removeIf(file -> !file.endsWith(".safetensors") && !file.endsWith(".photos.csv"));
    return all;
  }

  @Test
  void aPlaceThatNothingReachesIsRefusedByItsScheme() {
    assertThatThrownBy(() -> Places.path("nowhere://store/photos"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has the scheme nowhere");
    assertThatThrownBy(() -> opened(Places.path("stub://store/is/not/there")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("stub://store/is/not/there: no such folder");
  }

  /** All that a run makes is made again of what the executors of the one before left behind. */
  @Test
  void aRunThatFailsKeepsItsShardsAndTheNextOneMakesTheRestAlone() throws Exception {
    ImageDataset dataset = opened(photos());
    Path out = folder.resolve("out");
    ShardRunner one =
        (shards, encoders, threads, progress, task) -> {
          new SparkShards().run(shards.subList(0, 1), encoders, threads, progress, task);
          throw new IOException("the driver is gone");
        };
    assertThatThrownBy(() -> extract(dataset, out, Optional.of(one)))
        .hasMessage("the driver is gone");

    int[] made = new int[1];
    ShardRunner rest =
        (shards, encoders, threads, progress, task) -> {
          made[0] = shards.size();
          new SparkShards().run(shards, encoders, threads, progress, task);
        };
    extract(dataset, out, Optional.of(rest));
    extract(dataset, folder.resolve("here"), Optional.empty());

    assertThat(made[0]).isEqualTo(2);
    assertThat(hashes(out)).isEqualTo(hashes(folder.resolve("here")));
  }

  @Test
  void whatATaskRefusesIsSaidInItsOwnWords() throws Exception {
    ImageDataset dataset = opened(photos());
    ShardRunner other =
        (shards, encoders, threads, progress, task) -> {
          try (Encoder hog = Encoders.open("builtin/hog")) {
            new SparkShards().run(shards, List.of(hog), threads, progress, task);
          }
        };
    assertThatThrownBy(() -> extract(dataset, folder.resolve("out"), Optional.of(other)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is for the encoders")
        .hasMessageContaining("builtin/hog");
  }

  /** A result that was cut on the way gets no name. */
  @Test
  void bytesThatAreNoShardAreRefused() throws Exception {
    ImageDataset dataset = opened(photos());
    Path out = folder.resolve("out");
    ShardRunner torn =
        (shards, encoders, threads, progress, task) ->
            shards.get(0).take("half of it".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> extract(dataset, out, Optional.of(torn)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("are none of it");
    assertThat(hashes(out).keySet()).noneMatch(name -> name.contains("shard-"));
  }

  @Test
  void everyCellOfTheGoldenNeighborsEqualsTheStudys() throws Exception {
    Path golden = Path.of("../core/src/test/resources/golden").toAbsolutePath().normalize();
    JsonNode expected =
        new ObjectMapper()
            .readTree(Files.readString(golden.resolve("analysis.json")))
            .get("knn_k10");
    ParameterEmbeddings embeddings =
        EmbeddingStore.open(golden.resolve("embeddings/ImageNet"))
            .of(new EncoderName("planted", "toy"))
            .open(Parameter.JPEG, BadRows.REFUSE);

    KnnOutcome outcome = search(embeddings, Optional.of(new SparkSearch()));

    for (Setup setup : Setup.values()) {
      assertThat(outcome.accuracy(setup))
          .as(setup.id())
          .isCloseTo(expected.get("summary").get(setup.id()).asDouble(), within(1e-6));
    }
    assertThat(outcome).usingRecursiveComparison().isEqualTo(search(embeddings, Optional.empty()));
  }

  private static void neighborsAreThoseOfTheLocalRun(Path embeddings) throws Exception {
    ParameterEmbeddings opened =
        EmbeddingStore.open(embeddings)
            .of(EncoderName.ofId("builtin/residual"))
            .open(Parameter.SHARPENING, BadRows.REFUSE);
    assertThat(search(opened, Optional.of(new SparkSearch())))
        .usingRecursiveComparison()
        .isEqualTo(search(opened, Optional.empty()));
  }

  private static KnnOutcome search(ParameterEmbeddings embeddings, Optional<KnnSearch> elsewhere)
      throws InterruptedException {
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      return KnnSetups.run(embeddings, 10, engine, elsewhere, Optional.empty());
    }
  }

  private Path photos() throws IOException {
    Path photos = folder.resolve("photos");
    for (int i = 0; i < 26; i++) {
      draw(photos.resolve("train/arches/%03d.png".formatted(i)), Scene.HILLS, i);
      draw(photos.resolve("train/blocks/%03d.png".formatted(i)), Scene.SEA, i);
    }
    for (int i = 30; i < 42; i++) {
      draw(photos.resolve("val/arches/%03d.png".formatted(i)), Scene.HILLS, i);
      draw(photos.resolve("val/blocks/%03d.png".formatted(i)), Scene.SEA, i);
    }
    byte[] whole = Files.readAllBytes(photos.resolve("train/arches/013.png"));
    Files.write(photos.resolve("train/arches/012.png"), Arrays.copyOf(whole, whole.length / 2));
    return photos;
  }

  private static void draw(Path file, Scene scene, int number) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Png.encode(SceneCamera.photograph(scene, number, 5, 72, 56)));
  }

  private static ImageDataset opened(Path photos) throws IOException {
    return Datasets.open(photos, new Datasets.Reading("photos", 0, Optional.empty()));
  }

  private static void extract(ImageDataset dataset, Path out, Optional<ShardRunner> elsewhere)
      throws IOException, InterruptedException {
    extract("builtin/residual", dataset, out, elsewhere);
  }

  private static void extract(
      String network, ImageDataset dataset, Path out, Optional<ShardRunner> elsewhere)
      throws IOException, InterruptedException {
    try (Encoder encoder = Encoders.open(network)) {
      new Extraction(
              dataset,
              List.of(encoder),
              new ExtractionSettings(Parameter.SHARPENING.classes(), 0, 16, false),
              Extraction.Destination.in(out),
              2,
              Progress.NONE,
              elsewhere)
          .run(dataset.splits());
    }
  }

  private static Map<String, String> hashes(Path root) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        hashes.put(root.relativize(file).toString(), Sha256.of(file));
      }
    }
    return hashes;
  }
}
