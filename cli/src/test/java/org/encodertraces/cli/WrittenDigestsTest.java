package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.TracesHome;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings are not read for their digest: it is known once they are written. */
class WrittenDigestsTest {

  @TempDir Path work;

  @Test
  void anExtractionAloneLeavesTheDigestOfWhatItWrote() throws IOException {
    // 1,764 values of float32 a row, so that the file is past 1 MiB, where digests are remembered.
    Path photos = Photos.inClasses(work.resolve("photos"), 80, Scene.BRICKS, Scene.SEA);
    Run run =
        Run.of(
            "extract",
            "--images",
            photos,
            "--encoder",
            "builtin/hog",
            "--unsplit",
            "--processing",
            "IDENTITY",
            "--out",
            work.resolve("out"));
    assertThat(run.exitCode()).as(run.err()).isZero();

    Path file = work.resolve("out/photos/model=builtin_variant=hog.safetensors").toAbsolutePath();
    assertThat(file).isRegularFile();
    Path digests = TracesHome.of(System.getenv()).root().resolve("digests");
    try (Stream<Path> memories = Files.list(digests)) {
      assertThat(memories)
          .anySatisfy(
              memory -> {
                List<String> lines = Files.readAllLines(memory);
                assertThat(lines.get(2)).isEqualTo(file.normalize().toString());
                assertThat(lines.get(1)).isEqualTo(Sha256.of(file));
              });
    }
  }
}
