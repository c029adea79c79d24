package org.encodertraces.report;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;
import org.encodertraces.io.Csv;

/** Reads published figures; what is wrong is told by line and value. */
public final class PublishedFile {

  /** A hundred times what a table of all encoders, traces and figures takes. */
  private static final long MOST_BYTES = 10_000_000;

  private static final int LONGEST_TEXT = 500;
  private static final double PERCENT = 100;

  private static final List<String> NEEDED = List.of("encoder", "trace", "figure", "value");
  private static final List<String> COLUMNS =
      List.of("encoder", "trace", "figure", "value", "dataset", "source");

  private static final List<String> OF_PAIRS = List.of("same", "different");

  /** As results name them. */
  private static final List<String> FIGURES =
      List.of(
          "accuracy_mean",
          "baseline",
          "all_diff",
          "pos_same",
          "neg_same",
          "uniform",
          "same",
          "different");

  private static final String CAMERA = "camera";

  /** Numbers as people write them: no NaN, no hexadecimal, no Java suffixes. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,15})?");

  private final Path file;
  private final Collection<String> encoders;
  private final List<String> columns;

  private PublishedFile(Path file, Collection<String> encoders, List<String> columns) {
    this.file = file;
    this.encoders = encoders;
    this.columns = columns;
  }

  /**
   * Reads a file.
   *
   * @param encoders ids that figures may be of
   * @throws InputException when it is none, naming line, value and what was expected
   */
  public static Published read(Path file, Collection<String> encoders) throws IOException {
    List<List<String>> lines = Csv.parse(text(file));
    if (lines.isEmpty() || lines.get(0).equals(List.of(""))) {
      throw new InputException(file + ": is empty; expected a header: " + String.join(",", NEEDED));
    }
    return new PublishedFile(file, encoders, header(file, lines.get(0))).rows(lines);
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file + (Files.exists(file) ? ": is no file" : ": no such file") + "; expected a CSV");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new InputException(
          "%s: has %,d bytes; expected at most %,d".formatted(file, Files.size(file), MOST_BYTES));
    }
    try {
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is not UTF-8", e);
    }
  }

  private static List<String> header(Path file, List<String> header) {
    List<String> columns = header.stream().map(String::strip).toList();
    for (String column : columns) {
      if (!COLUMNS.contains(column)) {
        throw new InputException(
            "%s:1: unknown column %s%s; expected %s, and if known dataset, source"
                .formatted(
                    file,
                    quoted(column),
                    Spelling.didYouMean(column, COLUMNS),
                    String.join(", ", NEEDED)));
      }
      if (columns.indexOf(column) != columns.lastIndexOf(column)) {
        throw new InputException("%s:1: column %s stands twice".formatted(file, quoted(column)));
      }
    }
    for (String needed : NEEDED) {
      if (!columns.contains(needed)) {
        throw new InputException("%s:1: has no column \"%s\"".formatted(file, needed));
      }
    }
    return columns;
  }

  private Published rows(List<List<String>> lines) {
    List<Published.Row> rows = new ArrayList<>();
    Map<List<String>, Integer> seen = new HashMap<>();
    int line = 1 + breaks(lines.get(0));
    for (List<String> fields : lines.subList(1, lines.size())) {
      line++;
      if (!fields.equals(List.of(""))) {
        Published.Row row = row(line, fields);
        Integer before =
            seen.put(List.of(row.encoder(), row.trace(), row.figure(), row.dataset()), line);
        if (before != null) {
          throw wrong(
              line,
              "%s %s %s stands in line %d already"
                  .formatted(row.encoder(), quoted(row.trace()), row.figure(), before));
        }
        rows.add(row);
      }
      line += breaks(fields);
    }
    if (rows.isEmpty()) {
      throw new InputException(file + ": has a header and no figures");
    }
    if (rows.stream().allMatch(row -> row.value() <= 1) && rows.size() > 1) {
      throw new InputException(
          file
              + ": no value is above 1; expected percent, from 0 to 100, and these look like shares");
    }
    return new Published(rows);
  }

  /** Line breaks inside quotes: lines of the file that are no rows. */
  private static int breaks(List<String> fields) {
    return (int) fields.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
  }

  private Published.Row row(int line, List<String> fields) {
    if (fields.size() != columns.size()) {
      throw wrong(
          line,
          "%d fields, beginning with %s; expected %d: %s"
              .formatted(
                  fields.size(), quoted(fields.get(0)), columns.size(), String.join(",", columns)));
    }
    String encoder = field(fields, "encoder");
    if (!encoders.contains(encoder)) {
      throw wrong(
          line,
          "encoder %s is none of the catalogue's%s; traces encoders list names them"
              .formatted(quoted(encoder), Spelling.didYouMean(encoder, encoders)));
    }
    String trace = field(fields, "trace");
    if (trace.isEmpty()) {
      throw wrong(
          line,
          "no trace; expected a parameter such as jpeg, an attribute such as Make, or camera");
    }
    String figure = field(fields, "figure");
    if (!FIGURES.contains(figure)) {
      throw wrong(
          line,
          "figure %s is unknown%s; expected one of %s"
              .formatted(
                  quoted(figure),
                  Spelling.didYouMean(figure, FIGURES),
                  String.join(", ", FIGURES)));
    }
    if (OF_PAIRS.contains(figure) != trace.equals(CAMERA)) {
      throw wrong(
          line,
          "figure %s of trace %s; same and different are of trace camera, and nothing else is"
              .formatted(figure, quoted(trace)));
    }
    return new Published.Row(
        encoder,
        trace,
        figure,
        value(line, field(fields, "value")),
        field(fields, "dataset"),
        field(fields, "source"));
  }

  private double value(int line, String text) {
    if (!NUMBER.matcher(text).matches() || Double.parseDouble(text) > PERCENT) {
      throw wrong(
          line, "value %s; expected percent, a number from 0 to 100".formatted(quoted(text)));
    }
    return Double.parseDouble(text);
  }

  private String field(List<String> fields, String column) {
    int index = columns.indexOf(column);
    String text = index < 0 ? "" : fields.get(index).strip();
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  private InputException wrong(int line, String what) {
    return new InputException("%s:%d: %s".formatted(file, line, what));
  }

  private static String quoted(String text) {
    return '"' + AnswerWords.visible(Markup.shortened(text)) + '"';
  }
}
