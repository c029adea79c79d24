package org.encodertraces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What code calls the protocol is a page of this repository. */
class ProtocolTest {

  private static final Path ROOT = Path.of("..");

  /** A citation, which a comment may break between its words. */
  private static final Pattern CITED =
      Pattern.compile("protocol,[\\s*/]+section[\\s*/]+(\\d+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern HEADING = Pattern.compile("^## (\\d+)\\. ", Pattern.MULTILINE);

  @Test
  void everySectionThatCodeCitesIsThere() throws IOException {
    Set<String> sections = new TreeSet<>();
    HEADING
        .matcher(Files.readString(ROOT.resolve("docs/protocol.md")))
        .results()
        .forEach(heading -> sections.add(heading.group(1)));
    assertThat(sections).isNotEmpty();

    Set<String> cited = new TreeSet<>();
    for (String module : List.of("core", "cli", "spark", "benchmarks")) {
      for (Path file : sources(ROOT.resolve(module).resolve("src"))) {
        CITED.matcher(text(file)).results().forEach(found -> cited.add(found.group(1)));
      }
    }
    assertThat(cited).isNotEmpty().isSubsetOf(sections);
  }

  private static List<Path> sources(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
