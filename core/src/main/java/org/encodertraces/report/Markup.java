package org.encodertraces.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.result.Range;

/** HTML in the making: whatever is put into a template is escaped, unless it is markup itself. */
public final class Markup {

  /** Names longer than this are cut where they stand in tables and sentences; prose never is. */
  private static final int LONGEST_NAME = 200;

  /** P-values below it are not told apart. */
  private static final double SMALLEST_P = 1e-5;

  /** What stands for a figure that a file of an earlier version does not hold. */
  public static final String NOT_MEASURED = "not measured by this version";

  private static final Pattern BRACKETS = Pattern.compile("\\([^()]{1,60}\\)");

  private static final Pattern SEPARATORS =
      Pattern.compile("(?<=[\\p{L}\\p{N}][/_.-])(?=\\p{L})|(?<=[/_])(?=\\p{N})");

  private final StringBuilder html = new StringBuilder();

  /** Nothing yet. */
  public Markup() {}

  /** Adds a template with its {@code %s} filled in. */
  public Markup add(String template, Object... values) {
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
  public Markup head(List<String> columns) {
    add("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    columns.forEach(column -> add("<th scope=\"col\">%s</th>", column));
    return add("</tr></thead>\n<tbody>\n");
  }

  /** Adds a row: its head, then its cells. */
  public Markup row(String head, Object... cells) {
    add("<tr><th scope=\"row\">%s</th>", name(head));
    for (Object cell : cells) {
      add("<td>%s</td>", cell instanceof String text ? whole(text) : cell);
    }
    return add("</tr>\n");
  }

  /** Text in whose brackets no line ends: an interval stays in one piece. */
  static Markup whole(String text) {
    Markup html = new Markup();
    Matcher brackets = BRACKETS.matcher(text);
    int from = 0;
    while (brackets.find()) {
      html.add("%s<span>%s</span>", text.substring(from, brackets.start()), brackets.group());
      from = brackets.end();
    }
    return html.add("%s", text.substring(from));
  }

  /** A name cut to size, whose line may end behind its separators rather than inside a word. */
  static Markup name(String name) {
    return breaking(shortened(name));
  }

  /** Text with names in it, whose lines may end behind their separators. */
  static Markup breaking(String text) {
    Markup html = new Markup();
    String between = "";
    for (String part : SEPARATORS.split(text, -1)) {
      html.add("%s%s", new Markup().add(between), part);
      between = "<wbr>";
    }
    return html;
  }

  /** Ends a table. */
  public Markup end() {
    return add("</tbody>\n</table></div>\n");
  }

  /** A number with one decimal, as all of the page's percents are. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A difference in points, with its sign; none at all has none. */
  public static String signed(double value) {
    String number = number(Math.abs(value));
    if (number.equals("0.0")) {
      return number;
    }
    return (value < 0 ? "\u2212" : "+") + number;
  }

  /** An interval, both ends with one decimal. */
  public static String range(Range range) {
    return number(range.low()) + " to " + number(range.high());
  }

  /** The interval of a difference taken the other way round, with signs. */
  public static String negated(Range range) {
    return signed(-range.high()) + " to " + signed(-range.low());
  }

  /** A figure and its interval, or that there is none. */
  public static String figure(double value, Optional<Range> interval) {
    return "%s (%s)".formatted(number(value), interval.map(Markup::range).orElse(NOT_MEASURED));
  }

  /** The change from one figure to another and its interval, which is that of from - to. */
  public static String change(double from, double to, Optional<Range> interval) {
    return "%s (%s)"
        .formatted(signed(to - from), interval.map(Markup::negated).orElse(NOT_MEASURED));
  }

  /** A p-value in words. */
  public static String p(double p) {
    return p < SMALLEST_P ? "p below " + plain(SMALLEST_P) : "p " + plain(p);
  }

  /** A number to two digits that count, without an exponent. */
  public static String plain(double value) {
    return value == 0
        ? "0"
        : new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  /** A name cut in its middle when it is longer than anyone would read. */
  public static String shortened(String name) {
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
