package org.encodertraces.report;

import java.util.List;
import java.util.stream.Collectors;

/** Text on its way into Markdown as GitHub reads it: names neither link, mention nor run. */
final class MarkdownText {

  private MarkdownText() {}

  /** A sentence: what has a meaning in Markdown or HTML has none. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    AnswerWords.visible(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                case '@' -> plain.append("&#64;");
                default -> {
                  if ("\\`*_{}[]#|~!$".indexOf(c) >= 0) {
                    plain.append('\\');
                  }
                  plain.appendCodePoint(c);
                }
              }
            });
    return plain.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
  }

  /** A name, set as code: between more backticks than it has in a row. */
  static String name(String name) {
    String visible = AnswerWords.visible(Markup.shortened(name));
    int longest = 0;
    int run = 0;
    for (int i = 0; i < visible.length(); i++) {
      run = visible.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    String space = visible.startsWith("`") || visible.endsWith("`") || visible.isBlank() ? " " : "";
    return fence + space + visible.replace("|", "\\|") + space + fence;
  }

  /** A row of a table; cells are Markdown already. */
  static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** The head of a table: the first column is text, the others are numbers. */
  static String head(List<String> columns) {
    return row(columns)
        + columns.stream()
            .skip(1)
            .map(column -> "---:")
            .collect(Collectors.joining(" | ", "| --- | ", " |\n"));
  }
}
