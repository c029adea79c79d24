package org.encodertraces;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Photos and encoders that are other people's: beside the checkout where present, never in it. */
public final class Shared {

  private Shared() {}

  /** A file or folder of {@code ../shared}; skips the calling test where it is missing. */
  public static Path path(String name) {
    Optional<Path> found =
        Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
            .map(folder -> folder.resolve("shared").resolve(name))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(found.isPresent(), () -> "needs ../shared/" + name);
    return found.orElseThrow();
  }
}
