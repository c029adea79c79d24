package org.encodertraces.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.PhotoBytes;
import org.encodertraces.dataset.Split;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.photo.PhotoReader;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;
import org.encodertraces.study.CheckPictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardFileTest {

  private static final List<Processing> PROCESSINGS =
      List.of(Processing.IDENTITY, Processing.JPEG75_420);

  @TempDir private Path folder;

  private final List<ShardTask.Place> photos = new ArrayList<>();
  private final List<Encoder> encoders =
      List.of(Encoders.builtIn().get(0), Encoders.builtIn().get(1));
  private Path file;

  @BeforeEach
  void takePhotos() throws IOException {
    file = folder.resolve("train-0011/shard-00000.rows");
    for (RgbImage picture : CheckPictures.few()) {
      add(Jpeg.encode(picture, 90, Chroma.SUBSAMPLED_420));
    }
    add("no picture".getBytes(StandardCharsets.US_ASCII));
    add(Jpeg.encode(CheckPictures.few().get(0), 90, Chroma.SUBSAMPLED_420));
  }

  private void add(byte[] bytes) throws IOException {
    Path photo = folder.resolve(photos.size() + ".jpg");
    Files.write(photo, bytes);
    photos.add(
        new ShardTask.Place(String.valueOf(photo.getFileName()), new PhotoBytes.InFile(photo)));
  }

  @AfterEach
  void close() {
    encoders.forEach(Encoder::close);
  }

  private ShardTask task(String fingerprint, int number, List<Processing> processings) {
    List<EncoderCard> cards = encoders.stream().map(Encoder::card).toList();
    return new ShardTask(number, fingerprint, cards, processings, processings, 0, 2, false, photos);
  }

  private ShardTask task() {
    return task("one", 0, PROCESSINGS);
  }

  private byte[] written() throws IOException {
    ShardExtractor.write(task(), encoders, file);
    return Files.readAllBytes(file);
  }

  /** Batches of 2, 2 and 1 photos, the last without the one that is no picture. */
  @Test
  void rowsAreWhatTheEncodersGiveInTheOrderOfThePhotos() throws IOException {
    written();

    ShardFile shard = ShardFile.of(task(), file).orElseThrow();

    assertThat(shard.rows()).containsExactly(0, 1, 2, 3, 5);
    assertThat(shard.skipped()).containsOnlyKeys(4);
    assertThat(shard.sources()).hasSize(6).allMatch(source -> source.sha256().length() == 64);
    for (int e = 0; e < encoders.size(); e++) {
      for (Processing processing : PROCESSINGS) {
        Encoder encoder = encoders.get(e);
        List<Float> rows = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        shard.read(
            e,
            processing,
            (values, from, count) -> {
              assertThat(from).isEqualTo(rows.size() / encoder.dimension());
              counts.add(count);
              for (float value : values) {
                rows.add(value);
              }
            });
        assertThat(counts).containsExactly(2, 2, 1);
        List<Float> expected = new ArrayList<>();
        for (int position : shard.rows()) {
          RgbImage decoded = PhotoReader.decoded(photos.get(position).bytes().read(), false);
          RgbImage crop = encoder.crop(processing.apply(decoded, new ScaleDraw.Fixed(1)));
          for (float value : encoder.embed(List.of(crop))) {
            expected.add(value);
          }
        }
        assertThat(rows).isEqualTo(expected);
      }
    }
  }

  @Test
  void aShardIsReusedForNoMoreThanItHoldsAndNoOtherSettings() throws IOException {
    written();

    assertThat(ShardFile.of(task(), file)).isPresent();
    assertThat(ShardFile.of(task("one", 0, List.of(Processing.JPEG75_420)), file)).isPresent();
    assertThat(ShardFile.of(task("two", 0, PROCESSINGS), file)).isEmpty();
    assertThat(ShardFile.of(task("one", 1, PROCESSINGS), file)).isEmpty();
    assertThat(ShardFile.of(task("one", 0, List.of(Processing.SHARPEN_2)), file)).isEmpty();
    photos.remove(5);
    assertThat(ShardFile.of(task(), file)).isEmpty();
  }

  /** Shards are not forced to disk, so a crash of the machine may leave any of this. */
  @Test
  void aDamagedShardIsMadeAnew() throws IOException {
    byte[] whole = written();
    List<byte[]> damaged = new ArrayList<>();
    for (int at : new int[] {0, 9, 40, whole.length / 2, whole.length - 200, whole.length - 1}) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      damaged.add(flipped);
    }
    damaged.add(new byte[0]);
    damaged.add(new byte[whole.length]);
    damaged.add(Arrays.copyOf(whole, whole.length - 8));
    byte[] zeros = whole.clone();
    Arrays.fill(zeros, whole.length - 700, whole.length, (byte) 0);
    damaged.add(zeros);

    for (byte[] bytes : damaged) {
      Files.write(file, bytes);
      assertThat(ShardFile.of(task(), file)).isEmpty();
    }
    assertThat(written()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "TRSHARD1, TRSHARD2, shards in version 2 of their format",
    "\"photos_per_shard\":32, \"photos_per_shard\":64, 'shards of 64 photos, of which this version"
        + " makes 32'",
  })
  void shardsOfAnotherVersionOrSizeAreRefused(String here, String there, String words)
      throws IOException {
    String text = new String(written(), StandardCharsets.ISO_8859_1);
    assertThat(text).contains(here);
    byte[] other = text.replace(here, there).getBytes(StandardCharsets.ISO_8859_1);
    CRC32C checksum = new CRC32C();
    checksum.update(other, 0, other.length - 4);
    for (int i = 0; i < 4; i++) {
      other[other.length - 4 + i] = (byte) (checksum.getValue() >>> (8 * i));
    }
    Files.write(file, other);

    assertThatThrownBy(() -> ShardFile.of(task(), file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("train-0011") + ": holds " + words)
        .hasMessageContaining("delete that folder");
  }

  /** What a killed run of the form before this one leaves: shards that grow with the data. */
  @Test
  void shardsInSafetensorsAreRefusedUntilTheirFolderIsDeleted() throws Exception {
    ImageDataset dataset =
        new ImageDataset(
            "few",
            folder,
            List.of("all"),
            "given",
            photos.stream().map(one -> new Photo(one.id(), one.bytes(), 0)).toList(),
            List.of());
    Path old = folder.resolve("out/few/.shards/train-0123456789abcdef/shard-00000.safetensors");
    Files.createDirectories(old.getParent());
    Files.writeString(old, "{}");
    Extraction extraction =
        new Extraction(
            dataset,
            encoders,
            new ExtractionSettings(PROCESSINGS, 0, 2, false),
            Extraction.Destination.in(folder.resolve("out")),
            1,
            Progress.NONE);

    assertThatThrownBy(() -> extraction.run(List.of(Split.TRAIN)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(old.getParent() + ": holds shards in safetensors")
        .hasMessageContaining("delete that folder");
    assertThat(old).exists();

    Files.delete(old);
    Files.delete(old.getParent());
    assertThat(extraction.run(List.of(Split.TRAIN)).rows()).containsEntry(Split.TRAIN, 5);
    assertThat(folder.resolve("out/few/.shards")).doesNotExist();
  }

  @Test
  void otherEncodersThanTheTasksAreRefused() {
    List<Encoder> turned = List.of(encoders.get(1), encoders.get(0));

    assertThatThrownBy(() -> ShardExtractor.write(task(), turned, file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(encoders.get(0).card().id());
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"1, 32", "2, 32", "5, 35", "16, 32", "32, 32", "33, 33", "1024, 1024"})
  void aShardHasWholeBatchesOf32Photos(int batch, int photosOfShard) {
    assertThat(ShardTask.photosPerShard(batch)).isEqualTo(photosOfShard);
  }
}
