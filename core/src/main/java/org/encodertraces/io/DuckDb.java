package org.encodertraces.io;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.encodertraces.InputException;

/** DuckDB, which reads and writes Parquet. */
public final class DuckDb {

  /** {@code java.sql.SQLException: Invalid Input Error: } and {@code Binder Error: }. */
  private static final Pattern ERROR_CLASS =
      Pattern.compile("^([\\w.]*Exception: )?([A-Z][A-Za-z]*( [A-Za-z]+)* Error: )*");

  private static final String CSV_ERROR = "CSV Error on Line: ";

  private DuckDb() {}

  /** What is done with a row. */
  @FunctionalInterface
  public interface Row {
    void take(ResultSet row) throws SQLException;
  }

  /** What is done with a connection. */
  @FunctionalInterface
  public interface Work {
    void with(Connection connection) throws SQLException;
  }

  /** Does some work on a database in memory. */
  public static void inMemory(Work work) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      work.with(connection);
    }
  }

  /**
   * Reads the rows of a query over files.
   *
   * @param file what is named when it cannot be read
   * @throws InputException when DuckDB cannot read it, with its first line
   */
  public static void query(Path file, String sql, Row row) {
    try {
      inMemory(
          connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
              while (rows.next()) {
                row.take(rows);
              }
            }
          });
    } catch (SQLException e) {
      throw new InputException("%s: cannot be read: %s".formatted(file, firstLine(e)), e);
    }
  }

  /**
   * What DuckDB says is wrong, without the name of its own class of error and without its hints on
   * SQL that the user never wrote.
   */
  public static String firstLine(SQLException e) {
    List<String> lines =
        String.valueOf(e.getMessage()).lines().takeWhile(line -> !line.isBlank()).toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    String said = ERROR_CLASS.matcher(first).replaceFirst("").strip();
    if (said.startsWith(CSV_ERROR)) {
      // Only the last line of the paragraph tells what is wrong with the line that the first names.
      return "line %s: %s"
          .formatted(said.substring(CSV_ERROR.length()), lines.get(lines.size() - 1));
    }
    return said.isEmpty() ? "no reason given" : said;
  }

  /** A string as SQL writes it. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A column's name as SQL writes it. */
  public static String name(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  /** Files as the list that {@code read_parquet} takes; no character of a path is a pattern. */
  public static String files(List<Path> files) {
    return files.stream()
        .map(file -> literal(escaped(file.toString())))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Brackets around each character that would be a pattern. */
  private static String escaped(String path) {
    return path.replaceAll("[\\[*?]", "[$0]");
  }
}
