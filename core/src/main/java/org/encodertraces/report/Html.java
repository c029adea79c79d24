package org.encodertraces.report;

/** Text on its way into HTML. */
final class Html {

  private Html() {}

  /**
   * The text as HTML content or as an attribute in double quotes. Marks that turn the direction of
   * writing are shown by their code, so that a file name cannot reorder the words around it.
   */
  static String text(Object value) {
    String text = String.valueOf(value);
    StringBuilder html = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> {
                  if (isDirectionMark(c) || (Character.isISOControl(c) && c != '\n')) {
                    html.append("\\u%04x".formatted(c));
                  } else {
                    html.appendCodePoint(c);
                  }
                }
              }
            });
    return html.toString();
  }

  /**
   * JSON as the content of a script element: nothing in it can close the element, and direction
   * marks are shown by their code here too.
   */
  static String json(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (c == '<' || c == '>' || c == '&') {
                safe.append("\\u%04x".formatted(c));
              } else if (isDirectionMark(c)) {
                safe.append("\\\\u%04x".formatted(c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  static boolean isDirectionMark(int c) {
    return (c >= 0x200E && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
