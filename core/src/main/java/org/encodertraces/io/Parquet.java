package org.encodertraces.io;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes tables as Parquet, or in another {@link TableFormat}. */
public final class Parquet {

  private static final int BATCH = 1024;

  private Parquet() {}

  /**
   * A column.
   *
   * @param type as SQL names it: VARCHAR, BIGINT, BOOLEAN, BLOB …
   */
  public record Column(String name, String type) {}

  /** The rows of a table, given one by one. */
  @FunctionalInterface
  public interface Rows {
    void giveTo(RowSink sink) throws IOException, SQLException;
  }

  /** Takes a row: a value a column, null where there is none. */
  @FunctionalInterface
  public interface RowSink {
    void row(@Nullable Object... values) throws SQLException;
  }

  /** Writes a table whole or not at all, its rows in the order in which they are given. */
  public static void write(Path target, List<Column> columns, Rows rows) throws IOException {
    write(target, TableFormat.PARQUET, columns, rows);
  }

  /** As {@link #write(Path, List, Rows)}, in any form. */
  public static void write(Path target, TableFormat format, List<Column> columns, Rows rows)
      throws IOException {
    String select =
        columns.stream()
            .map(column -> DuckDb.name(column.name()))
            .collect(Collectors.joining(", "));
    write(target, format, columns, rows, select);
  }

  /**
   * Writes what a selection over the columns gives, for columns of a type that is built from
   * others.
   */
  public static void write(Path target, List<Column> columns, Rows rows, String select)
      throws IOException {
    write(target, TableFormat.PARQUET, columns, rows, select);
  }

  private static void write(
      Path target, TableFormat format, List<Column> columns, Rows rows, String select)
      throws IOException {
    WholeFile.writeFile(
        target,
        temporary -> {
          try {
            DuckDb.inMemory(
                connection -> {
                  try (Statement statement = connection.createStatement()) {
                    statement.execute(
                        columns.stream()
                            .map(column -> DuckDb.name(column.name()) + " " + column.type())
                            .collect(Collectors.joining(", ", "CREATE TABLE rows (", ")")));
                  }
                  insert(connection, columns, rows);
                  try (Statement statement = connection.createStatement()) {
                    statement.execute(
                        "COPY (SELECT %s FROM rows ORDER BY rowid) TO %s (%s)"
                            .formatted(
                                select,
                                DuckDb.literal(temporary.toString()),
                                format.copyOptions()));
                  }
                });
          } catch (SQLException e) {
            throw new IOException(DuckDb.firstLine(e), e);
          }
        });
  }

  private static void insert(java.sql.Connection connection, List<Column> columns, Rows rows)
      throws SQLException {
    String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO rows VALUES (" + places + ")")) {
      int[] waiting = {0};
      rows.giveTo(
          values -> {
            for (int i = 0; i < values.length; i++) {
              Object value = values[i];
              if (value == null) {
                insert.setNull(i + 1, Types.NULL);
              } else if (value instanceof byte[] bytes) {
                insert.setBytes(i + 1, bytes);
              } else {
                insert.setObject(i + 1, value);
              }
            }
            insert.addBatch();
            if (++waiting[0] % BATCH == 0) {
              insert.executeBatch();
            }
          });
      insert.executeBatch();
    } catch (IOException e) {
      throw new SQLException(e.getMessage(), e);
    }
    connection.commit();
    connection.setAutoCommit(true);
  }
}
