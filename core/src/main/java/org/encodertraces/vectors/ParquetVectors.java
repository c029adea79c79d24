package org.encodertraces.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.encodertraces.InputException;
import org.encodertraces.io.DuckDb;
import org.encodertraces.io.FloatLists;
import org.encodertraces.io.WholeFile;

/**
 * A column of lists of floats in a Parquet file, all of one length; the other columns keep values
 * and order.
 *
 * @param column its name
 * @param sqlType its type as DuckDB writes it
 */
record ParquetVectors(
    Path file, String column, String sqlType, long rows, int dimension, List<String> others)
    implements VectorFile {

  private static final Pattern LISTS = Pattern.compile("(FLOAT|DOUBLE)\\[\\d*]");

  static ParquetVectors open(Path file, Optional<String> wanted) {
    Map<String, String> types = new LinkedHashMap<>();
    DuckDb.query(
        file,
        "DESCRIBE SELECT * FROM " + table(file),
        row -> types.put(String.valueOf(row.getString(1)), String.valueOf(row.getString(2))));
    List<String> fitting =
        types.keySet().stream()
            .filter(name -> LISTS.matcher(types.getOrDefault(name, "")).matches())
            .toList();
    String column = Names.choose(file, types, fitting, wanted);
    String type = types.getOrDefault(column, "");
    if (!LISTS.matcher(type).matches()) {
      throw new InputException(
          "%s: column \"%s\" is %s; expected lists of floats, FLOAT[]"
              .formatted(file, column, type));
    }
    List<String> others = new ArrayList<>(types.keySet());
    others.remove(column);
    long[] lengths = new long[2];
    DuckDb.query(
        file,
        "SELECT count(*), coalesce(any_value(len(%s)), 0) FROM %s"
            .formatted(list(column), table(file)),
        row -> {
          lengths[0] = row.getLong(1);
          lengths[1] = row.getLong(2);
        });
    if (lengths[1] < 1 || lengths[1] > RawRows.WIDEST) {
      throw new InputException(
          "%s: column \"%s\" holds lists of %,d values in its %,d rows; expected 1 to %,d"
              .formatted(file, column, lengths[1], lengths[0], RawRows.WIDEST));
    }
    ParquetVectors vectors =
        new ParquetVectors(file, column, type, lengths[0], (int) lengths[1], List.copyOf(others));
    vectors.requireEvenLists();
    return vectors;
  }

  private static String table(Path file) {
    return "read_parquet(%s)".formatted(DuckDb.files(List.of(file)));
  }

  private static String list(String column) {
    return "CAST(%s AS FLOAT[])".formatted(DuckDb.name(column));
  }

  /** list_count leaves nulls out, len does not. */
  private void requireEvenLists() {
    String list = list(column);
    DuckDb.query(
        file,
        ("SELECT number, length, present FROM (SELECT row_number() OVER () - 1 AS number,"
                + " len(%s) AS length, list_count(%s) AS present FROM %s)"
                + " WHERE length IS NULL OR length <> %d OR present <> length"
                + " ORDER BY number LIMIT 1")
            .formatted(list, list, table(file), dimension),
        row -> {
          long length = row.getLong(2);
          String what =
              row.wasNull()
                  ? "no list"
                  : length != dimension
                      ? "a list of %,d values".formatted(length)
                      : "a list of which %,d values are missing".formatted(length - row.getLong(3));
          throw new InputException(
              "%s: column \"%s\", row %d: holds %s; expected %,d values in each"
                  .formatted(file, column, row.getLong(1), what, dimension));
        });
  }

  @Override
  public ValueType type() {
    return sqlType.startsWith("DOUBLE") ? ValueType.FLOAT64 : ValueType.FLOAT32;
  }

  @Override
  public List<String> notKept() {
    List<String> words = new ArrayList<>();
    if (isHalf()) {
      words.add("float16 becomes float32: DuckDB, which writes Parquet here, has no such type");
    }
    if (sqlType.startsWith("DOUBLE")) {
      words.add("float64 is rounded to float32 to be repaired, and written as float64 again");
    }
    if (!sqlType.endsWith("[]")) {
      words.add("lists of a fixed size become lists");
    }
    return words;
  }

  /** Whether the file keeps the column's values as float16, which is read as float32. */
  private boolean isHalf() {
    boolean[] half = new boolean[1];
    boolean[] inside = new boolean[1];
    int[] left = new int[1];
    // A column's parts stand behind it, each with the number of its children.
    DuckDb.query(
        file,
        "SELECT name, coalesce(num_children, 0), logical_type FROM parquet_schema(%s) OFFSET 1"
            .formatted(DuckDb.files(List.of(file))),
        row -> {
          int children = row.getInt(2);
          if (left[0] == 0) {
            inside[0] = column.equals(row.getString(1));
            left[0] = 1;
          }
          left[0] += children - 1;
          half[0] |=
              inside[0]
                  && String.valueOf(row.getString(3)).toLowerCase(Locale.ROOT).contains("float16");
        });
    return half[0];
  }

  @Override
  public void read(Block block) throws IOException {
    int step = RawRows.rowsPerBlock(dimension);
    float[] values = new float[step * dimension];
    long[] taken = {0};
    int[] filled = {0};
    try {
      // The values one by one: as lists JDBC would make an object of each.
      DuckDb.stream(
          file,
          "SELECT unnest(%s) FROM %s".formatted(list(column), table(file)),
          row -> {
            values[filled[0]++] = row.getFloat(1);
            if (filled[0] == values.length) {
              taken[0] += give(block, taken[0], filled[0] / dimension, values);
              filled[0] = 0;
            }
          });
      taken[0] += give(block, taken[0], filled[0] / dimension, values);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (taken[0] != rows) {
      throw new InputException("%s: gave %,d rows; expected %,d".formatted(file, taken[0], rows));
    }
  }

  private static int give(Block block, long first, int count, float[] values) {
    if (count > 0) {
      try {
        block.take(first, count, values);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return count;
  }

  @Override
  public void rewrite(Path target, Block change) throws IOException {
    // Both sides keep the file's order: a scan of one file does, and a table's rows lie as
    // appended.
    write(
        this,
        target,
        change,
        "SELECT file.* REPLACE (CAST(repaired.vector AS %s) AS %s) FROM %s AS file POSITIONAL JOIN repaired"
            .formatted(sqlType, DuckDb.name(column), table(file)));
  }

  static void write(VectorFile source, Path target, Block change) throws IOException {
    write(source, target, change, "SELECT vector AS embedding FROM repaired ORDER BY rowid");
  }

  private static void write(VectorFile source, Path target, Block change, String select)
      throws IOException {
    WholeFile.writeFile(
        target,
        temporary -> {
          try {
            DuckDb.inMemory(
                connection -> {
                  execute(connection, "CREATE TABLE repaired (vector FLOAT[])");
                  try (FloatLists rows = FloatLists.into(connection, "repaired")) {
                    int d = source.dimension();
                    source.read(
                        (first, count, values) -> {
                          change.take(first, count, values);
                          rows.append(values, count, d);
                        });
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  execute(
                      connection,
                      "COPY (%s) TO %s (FORMAT parquet)"
                          .formatted(select, DuckDb.literal(temporary.toString())));
                });
          } catch (UncheckedIOException e) {
            throw e.getCause();
          } catch (SQLException e) {
            throw new IOException(DuckDb.firstLine(e), e);
          }
        });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
