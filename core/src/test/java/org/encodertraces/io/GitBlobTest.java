package org.encodertraces.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitBlobTest {

  @TempDir private Path folder;

  /** What {@code git hash-object} says of these files. */
  @Test
  void itIsGitsName() throws Exception {
    Path file = folder.resolve("file");
    Files.writeString(file, "hello\n");
    assertThat(GitBlob.of(file)).isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");

    Files.writeString(file, "");
    assertThat(GitBlob.of(file)).isEqualTo("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  }
}
