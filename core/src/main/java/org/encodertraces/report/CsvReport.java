package org.encodertraces.report;

import java.util.Optional;
import org.encodertraces.io.Csv;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;

/** All figures of a page as one long table, a number a row; columns are in docs/formats.md. */
public final class CsvReport {

  private CsvReport() {}

  /** The table of some results and of published figures, which are rows of their own kind. */
  public static String of(PageResults results, Published published) {
    StringBuilder csv = new StringBuilder();
    line(
        csv,
        "kind",
        "dataset",
        "encoder",
        "run",
        "category",
        "trace",
        "figure",
        "at",
        "value",
        "low",
        "high",
        "unit",
        "n",
        "n_of",
        "p",
        "standing",
        "source");
    for (FigureRow row : FigureRows.of(results)) {
      ResultHeader header = row.labeled().result().header();
      String label = row.labeled().label();
      line(
          csv,
          header.kind(),
          header.dataset(),
          header.encoder(),
          label.equals(header.encoder()) ? "" : label.substring(header.encoder().length()).strip(),
          header.category(),
          row.labeled().result().parameter(),
          row.figure(),
          row.at(),
          number(row.value()),
          row.interval().map(Range::low).map(CsvReport::number).orElse(""),
          row.interval().map(Range::high).map(CsvReport::number).orElse(""),
          row.unit(),
          row.n() == 0 ? "" : row.n(),
          row.of(),
          row.p().isPresent() ? number(row.p().getAsDouble()) : "",
          row.standing(),
          "");
    }
    for (Published.Row row : published.rows()) {
      line(
          csv,
          "published",
          row.dataset(),
          row.encoder(),
          "",
          "",
          row.trace(),
          row.figure(),
          "",
          number(row.value()),
          "",
          "",
          "%",
          "",
          "",
          "",
          "published, not measured here",
          row.source());
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, Object... fields) {
    Object[] safe = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      safe[i] = Optional.of(fields[i]).map(String::valueOf).map(CsvReport::text).orElseThrow();
    }
    csv.append(Csv.line(safe)).append('\n');
  }

  /** A spreadsheet would compute what begins so, were it not for the quote before it. */
  private static String text(String field) {
    boolean formula = !field.isEmpty() && "=+-@".indexOf(field.charAt(0)) >= 0 && !isNumber(field);
    return (formula ? "'" : "") + AnswerWords.visible(field);
  }

  private static boolean isNumber(String field) {
    return field.matches("-?[0-9.]+(E-?[0-9]+)?");
  }

  /** Unrounded, as result files have it. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
