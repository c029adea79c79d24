package org.encodertraces.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.processing.Processing;
import org.encodertraces.study.CheckPictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardExtractorTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir private Path folder;

  private final List<Photo> photos = new ArrayList<>();
  private final Encoder encoder = Encoders.builtIn().get(0);

  @BeforeEach
  void takePhotos() throws IOException {
    for (RgbImage picture : CheckPictures.few()) {
      Path file = folder.resolve(photos.size() + ".jpg");
      Files.write(file, Jpeg.encode(picture, 90, Chroma.SUBSAMPLED_420));
      photos.add(Photo.inFile(file.getFileName().toString(), file, 0));
    }
  }

  @AfterEach
  void close() {
    encoder.close();
  }

  @Test
  void aShardIsReusedByTheSameSettingsAndMadeAnewByOthers() throws IOException {
    Path shard = folder.resolve("shard");
    extractor("one").extract(photos, shard);
    Files.setLastModifiedTime(shard, LONG_AGO);

    extractor("one").extract(photos, shard);
    assertThat(Files.getLastModifiedTime(shard)).isEqualTo(LONG_AGO);

    extractor("two").extract(photos, shard);
    assertThat(Files.getLastModifiedTime(shard)).isNotEqualTo(LONG_AGO);
  }

  /** Shards are not forced to disk, so a crash of the machine may leave any of this. */
  @Test
  void aDamagedShardIsMadeAnew() throws IOException {
    Path shard = folder.resolve("shard");
    extractor("one").extract(photos, shard);
    byte[] whole = Files.readAllBytes(shard);
    List<byte[]> damaged = new ArrayList<>();
    for (int at : new int[] {whole.length - 1, whole.length / 2, whole.length - 400}) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      damaged.add(flipped);
    }
    damaged.add(new byte[0]);
    damaged.add(Arrays.copyOf(whole, whole.length - 8));
    byte[] zeros = Arrays.copyOf(whole, whole.length);
    Arrays.fill(zeros, whole.length - 700, whole.length, (byte) 0);
    damaged.add(zeros);

    for (byte[] bytes : damaged) {
      Files.write(shard, bytes);
      ShardExtractor.Shard again = extractor("one").extract(photos, shard);

      assertThat(again.rows()).hasSize(photos.size());
      assertThat(Arrays.copyOfRange(Files.readAllBytes(shard), whole.length - 700, whole.length))
          .isEqualTo(Arrays.copyOfRange(whole, whole.length - 700, whole.length));
    }
  }

  private ShardExtractor extractor(String fingerprint) {
    return new ShardExtractor(
        List.of(encoder),
        new ExtractionSettings(List.of(Processing.IDENTITY), 0, 2, false),
        Set.of(Processing.IDENTITY),
        fingerprint);
  }
}
