package org.encodertraces.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {

  @TempDir Path folder;

  private Path file(int value) throws IOException {
    Path file = folder.resolve("embeddings");
    byte[] bytes = new byte[2 << 20];
    bytes[7] = (byte) value;
    Files.write(file, bytes);
    return file;
  }

  private List<Path> remembered() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("digests"))) {
      return files.toList();
    }
  }

  @Test
  void aLargeFileIsRememberedAndAChangeOfTheSameLengthAndTimeIsNoticed() throws IOException {
    FileDigests digests = new FileDigests(folder.resolve("digests"));
    Path file = file(1);
    FileTime time = Files.getLastModifiedTime(file);
    String first = digests.of(file);
    assertThat(first).isEqualTo(Sha256.of(file));
    assertThat(remembered()).hasSize(1);
    // What is remembered is what is told: a memory of another digest shows.
    Path memory = remembered().get(0);
    Files.writeString(memory, Files.readString(memory).replace(first, "0".repeat(64)));
    assertThat(digests.of(file)).isEqualTo("0".repeat(64));

    Files.setLastModifiedTime(file(2), time);

    assertThat(digests.of(file)).isEqualTo(Sha256.of(file)).isNotEqualTo(first);
  }

  @Test
  void aMemoryThatCannotBeWrittenOrReadCostsTimeAlone() throws IOException {
    Path taken = folder.resolve("a file");
    Files.writeString(taken, "");
    Path file = file(3);
    assertThat(new FileDigests(taken.resolve("digests")).of(file)).isEqualTo(Sha256.of(file));

    FileDigests digests = new FileDigests(folder.resolve("digests"));
    digests.of(file);
    Files.write(remembered().get(0), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    assertThat(digests.of(file)).isEqualTo(Sha256.of(file));
  }

  /** What the writer tells is told on, so the file was not read; a later change is noticed. */
  @Test
  void theDigestOfAFileThatWasJustWrittenIsTheWriters() throws IOException {
    FileDigests digests = new FileDigests(folder.resolve("digests"));
    Path file = file(4);

    digests.written(file, "f".repeat(64));

    assertThat(digests.of(file)).isEqualTo("f".repeat(64));
    FileTime time = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file(5), time);
    assertThat(digests.of(file)).isEqualTo(Sha256.of(file));
  }
}
