package org.encodertraces.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** HTML in the making: whatever is put into a template is escaped, unless it is markup itself. */
final class Markup {

  /** Names longer than this are cut where they stand in tables and sentences. */
  private static final int LONGEST_NAME = 200;

  private final StringBuilder html = new StringBuilder();

  /** Adds a template with its {@code %s} filled in. */
  Markup add(String template, Object... values) {
    if (values.length == 0) {
      html.append(template);
    } else {
      html.append(
          template.formatted(
              Arrays.stream(values)
                  .map(value -> value instanceof Markup ? value.toString() : Html.text(value))
                  .toArray()));
    }
    return this;
  }

  /** Adds the header of a table. */
  Markup head(List<String> columns) {
    add("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    columns.forEach(column -> add("<th scope=\"col\">%s</th>", column));
    return add("</tr></thead>\n<tbody>\n");
  }

  /** Adds a row: its head, then its cells. */
  Markup row(String head, Object... cells) {
    add("<tr><th scope=\"row\">%s</th>", shortened(head));
    for (Object cell : cells) {
      add("<td>%s</td>", cell);
    }
    return add("</tr>\n");
  }

  /** Ends a table. */
  Markup end() {
    return add("</tbody>\n</table></div>\n");
  }

  /** A number with one decimal, as all of the page's percents are. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A name cut in its middle when it is longer than anyone would read. */
  static String shortened(String name) {
    int length = name.codePointCount(0, name.length());
    if (length <= LONGEST_NAME) {
      return name;
    }
    int half = LONGEST_NAME / 2;
    return name.substring(0, name.offsetByCodePoints(0, half))
        + "…"
        + name.substring(name.offsetByCodePoints(name.length(), -half));
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
