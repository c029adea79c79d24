package org.encodertraces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A library's messages name what they are about by its key, as plans do: who calls it from Java or
 * a plan has no options. The command line puts its own.
 */
class NoOptionWordsTest {

  private static final Pattern OPTION = Pattern.compile("\"[^\"]*--[A-Za-z]");

  /** Where an option is told of as one, or another program's is. */
  private static final List<String> ALLOWED =
      List.of(
          "option = ", "tools/export_encoder.py", " --checkpoint ", "\"--duplicates\",", "<!--");

  @Test
  void noMessageOfTheLibraryNamesAnOption() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  // The page shows command lines to type.
                  .filter(file -> !file.toString().contains("/report/"))
                  .sorted()
                  .flatMap(NoOptionWordsTest::options))
          .isEmpty();
    }
  }

  private static Stream<String> options(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return IntStream.range(0, lines.size())
          .filter(i -> OPTION.matcher(lines.get(i)).find())
          .filter(i -> ALLOWED.stream().noneMatch(lines.get(i)::contains))
          .mapToObj(i -> "%s:%d %s".formatted(file, i + 1, lines.get(i).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
