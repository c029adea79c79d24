package org.encodertraces.io;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.encodertraces.InputException;

/**
 * DuckDB, which reads and writes Parquet. No connection of it installs or loads an extension, keeps
 * a secret, or writes anywhere but into the files it is told and, should memory not suffice, the
 * temp folder.
 */
public final class DuckDb {

  /** {@code java.sql.SQLException: Invalid Input Error: } and {@code Binder Error: }. */
  private static final Pattern ERROR_CLASS =
      Pattern.compile("^([\\w.]*Exception: )?([A-Z][A-Za-z]*( [A-Za-z]+)* Error: )*");

  private static final String IN_MEMORY = "jdbc:duckdb:";
  private static final String CSV_ERROR = "CSV Error on Line: ";

  private DuckDb() {}

  /** Loaded when it is first needed. */
  private static final class Loaded {
    private static final Driver DRIVER;

    static {
      try {
        DRIVER = DuckDbLoader.driver();
      } catch (SQLException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
  }

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

  /** A connection to a database that is a file. */
  public static Connection open(Path file) throws SQLException {
    return connect(IN_MEMORY + file, settings());
  }

  private static Connection connect(String address, Properties settings) throws SQLException {
    Connection connection = Loaded.DRIVER.connect(address, settings);
    if (connection == null) {
      throw new SQLException(address + ": not an address of DuckDB");
    }
    return connection;
  }

  /** What holds for every connection; nothing that it runs can change it. */
  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("allow_persistent_secrets", "false");
    // By default ".tmp" in whatever folder the program was started from; made only when needed.
    settings.setProperty(
        "temp_directory",
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("encoder-traces-duckdb-" + ProcessHandle.current().pid())
            .toString());
    settings.setProperty("lock_configuration", "true");
    return settings;
  }

  /** Does some work on a database in memory. */
  public static void inMemory(Work work) throws SQLException {
    try (Connection connection = connect(IN_MEMORY, settings())) {
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
   * As {@link #query}, a piece of the result at a time: one larger than memory never lies in it
   * whole.
   */
  public static void stream(Path file, String sql, Row row) {
    Properties settings = settings();
    settings.setProperty("jdbc_stream_results", "true");
    try (Connection connection = connect(IN_MEMORY, settings);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        row.take(rows);
      }
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

  /**
   * Files as the list that {@code read_parquet} takes; no character of a path is a pattern. Those
   * that lie elsewhere are copied to this machine first.
   */
  public static String files(List<Path> files) {
    return files.stream()
        .map(file -> literal(escaped(Places.local(file).toString())))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Brackets around each character that would be a pattern. */
  private static String escaped(String path) {
    return path.replaceAll("[\\[*?]", "[$0]");
  }
}
