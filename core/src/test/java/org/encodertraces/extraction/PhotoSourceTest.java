package org.encodertraces.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.encodertraces.dataset.PhotoBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photo that lies with others in one file, as in a tar or in Parquet: bytes 4 to 8. */
class PhotoSourceTest {

  @TempDir private Path folder;
  private Path shard;
  private PhotoBytes photo;

  @BeforeEach
  void write() throws IOException {
    shard = folder.resolve("shard.tar");
    Files.writeString(shard, "headONE tail");
    photo = new PhotoBytes.InTar(shard, "one", 4, 4);
  }

  private PhotoSource source() throws IOException {
    return PhotoSource.of(photo.read(), PhotoSource.stampOf(photo));
  }

  @Test
  void aFileThatWasNotTouchedIsNotRead() throws IOException {
    // Reading would tell that these are not the photo's bytes.
    PhotoSource source = new PhotoSource("00ff", source().stamp());

    assertThat(source.confirmed(photo)).contains(source);
  }

  @Test
  void aTouchedFileWithTheSamePhotoGetsAnotherStamp() throws IOException {
    PhotoSource source = source();
    Files.writeString(shard, "HEADONE TAIL");
    Files.setLastModifiedTime(shard, FileTime.fromMillis(1_000));

    PhotoSource now = source.confirmed(photo).orElseThrow();

    assertThat(now.sha256()).isEqualTo(source.sha256());
    assertThat(now.stamp()).isNotEqualTo(source.stamp());
  }

  @Test
  void anotherPhotoOfTheSameLengthIsAnother() throws IOException {
    PhotoSource source = source();
    Files.writeString(shard, "headTWO tail");
    Files.setLastModifiedTime(shard, FileTime.fromMillis(1_000));

    assertThat(source.confirmed(photo)).isEmpty();
  }

  @Test
  void aTimeThatWasSetBackHidesNothingOnUnix() throws Exception {
    assumeTrue(shard.getFileSystem().supportedFileAttributeViews().contains("unix"));
    FileTime time = Files.getLastModifiedTime(shard);
    PhotoSource source = source();
    Thread.sleep(50); // the system's clock for files ticks every 10 ms at worst
    Files.writeString(shard, "headTWO tail");
    Files.setLastModifiedTime(shard, time);

    assertThat(source.confirmed(photo)).isEmpty();
  }

  @Test
  void aPhotoThatCouldNotBeReadIsAnotherOnceItCan() throws IOException {
    Files.delete(shard);
    PhotoSource gone = new PhotoSource("", PhotoSource.stampOf(photo));
    assertThat(gone.confirmed(photo)).contains(gone);

    write();
    assertThat(gone.confirmed(photo)).isEmpty();
  }

  @Test
  void sourcesComeBackAsTheyWereWritten() throws IOException {
    Map<String, PhotoSource> sources = new LinkedHashMap<>();
    sources.put("a, \"b\".jpg", new PhotoSource("00ff", "4 17 18"));
    sources.put("gone.jpg", new PhotoSource("", ""));
    Path file = folder.resolve("sources.csv");

    PhotoSource.writeAll(
        file,
        line -> {
          for (Map.Entry<String, PhotoSource> one : sources.entrySet()) {
            line.write(one.getKey(), one.getValue());
          }
        });

    assertThat(PhotoSource.readAll(file)).isEqualTo(sources);
    assertThat(PhotoSource.readAll(folder.resolve("none"))).isEmpty();
  }
}
