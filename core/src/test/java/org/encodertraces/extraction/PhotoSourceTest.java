package org.encodertraces.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.PhotoBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photo that lies with others in one file, as in a tar or in Parquet: bytes 4 to 8. */
class PhotoSourceTest {

  @TempDir private Path folder;
  private final AtomicInteger reads = new AtomicInteger();
  private Path shard;
  private Photo photo;

  @BeforeEach
  void write() throws IOException {
    shard = folder.resolve("shard.tar");
    Files.writeString(shard, "headONE tail");
    photo =
        new Photo(
            "one",
            new PhotoBytes() {
              @Override
              public byte[] read() throws IOException {
                reads.incrementAndGet();
                return Files.readString(shard).substring(4, 8).getBytes(StandardCharsets.US_ASCII);
              }

              @Override
              public long size() {
                return 4;
              }

              @Override
              public java.util.Optional<Path> holder() {
                return java.util.Optional.of(shard);
              }

              @Override
              public String place() {
                return "one";
              }
            },
            0);
  }

  private PhotoSource source() throws IOException {
    PhotoSource source = PhotoSource.of(photo.bytes().read(), PhotoSource.stampOf(photo));
    reads.set(0);
    return source;
  }

  @Test
  void aFileThatWasNotTouchedIsNotRead() throws IOException {
    PhotoSource source = source();

    assertThat(source.confirmed(photo)).contains(source);
    assertThat(reads).hasValue(0);
  }

  @Test
  void aTouchedFileWithTheSamePhotoGetsAnotherStamp() throws IOException {
    PhotoSource source = source();
    Files.writeString(shard, "HEADONE TAIL");
    Files.setLastModifiedTime(shard, FileTime.fromMillis(1_000));

    PhotoSource now = source.confirmed(photo).orElseThrow();

    assertThat(now.sha256()).isEqualTo(source.sha256());
    assertThat(now.stamp()).isNotEqualTo(source.stamp());
    assertThat(reads).hasValue(1);
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

    PhotoSource.writeAll(file, sources);

    assertThat(PhotoSource.readAll(file)).isEqualTo(sources);
    assertThat(PhotoSource.readAll(folder.resolve("none"))).isEmpty();
  }
}
