package org.encodertraces.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The processor's name; numbers may differ in their last digits from one to another. */
final class Processor {

  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** As Linux tells it; elsewhere what Windows keeps in the environment, or nothing. */
  static String name() {
    if (Files.isReadable(LINUX)) {
      try (Stream<String> lines = Files.lines(LINUX)) {
        return lines
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
      } catch (IOException | UncheckedIOException e) {
        return "unknown";
      }
    }
    return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown");
  }
}
