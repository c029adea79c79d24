package org.encodertraces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A link of a document leads to a file of the repository and to a heading of it. */
class DocumentLinksTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** {@code [text](target)}, pictures too; not what stands in code. */
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");

  private static final Pattern CODE =
      Pattern.compile("```.*?```|`[^`\n]*`|^ {4}\\S[^\n]*$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *#*$");

  private final Map<Path, List<String>> anchors = new HashMap<>();

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      Matcher link = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll(""));
      while (link.find()) {
        links++;
        if (!link.group(1).matches("[a-z]+:.*") && !leads(document, link.group(1))) {
          broken.add("%s: %s".formatted(ROOT.relativize(document), link.group(1)));
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(30);
  }

  @Test
  void aLinkToNothingIsFound() {
    Path readme = ROOT.resolve("README.md");
    assertThat(leads(readme, "docs/page.md")).isTrue();
    assertThat(leads(readme, "#start")).isTrue();
    assertThat(leads(readme, "docs/no-page.md")).isFalse();
    assertThat(leads(readme, "#no-heading")).isFalse();
    assertThat(leads(readme, "ARCHITECTURE.md#no-heading")).isFalse();
  }

  private static List<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(found::add);
    }
    return found;
  }

  private boolean leads(Path document, String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    // A file that is none of the repository's would be missing in a fresh clone.
    return Files.exists(file)
        && file.startsWith(ROOT)
        && (hash < 0 || anchorsOf(file).contains(target.substring(hash + 1)));
  }

  /** Headings as GitHub makes anchors of them. */
  private List<String> anchorsOf(Path file) {
    return anchors.computeIfAbsent(
        file,
        one -> {
          try {
            return HEADING
                .matcher(Files.readString(one))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
