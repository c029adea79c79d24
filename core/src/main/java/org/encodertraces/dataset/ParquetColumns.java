package org.encodertraces.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.io.DuckDb;

/**
 * The columns of one Parquet file: their types by name, as DuckDB writes types.
 *
 * @param file the columns are of
 */
record ParquetColumns(Path file, Map<String, String> types) {

  private static final String EXPECTED =
      "expected one picture a row, STRUCT(bytes BLOB, path VARCHAR), as Hugging Face writes it";

  /** What DuckDB calls the number of a row, which is asked for beside the file's own columns. */
  private static final String ROW_NUMBER = "file_row_number";

  /**
   * A column of pictures, as SQL.
   *
   * @param bytes of the picture
   * @param path that it was packed from, or NULL
   */
  record Pictures(String column, String bytes, String path) {}

  static ParquetColumns of(Path file) {
    Map<String, String> types = new LinkedHashMap<>();
    DuckDb.query(
        file,
        "DESCRIBE SELECT * FROM read_parquet(%s)".formatted(DuckDb.files(List.of(file))),
        row -> types.put(String.valueOf(row.getString(1)), String.valueOf(row.getString(2))));
    if (types.keySet().stream().anyMatch(ROW_NUMBER::equalsIgnoreCase)) {
      throw new InputException(
          "%s: has a column \"%s\", which would hide the rows' own numbers; rename it"
              .formatted(file, ROW_NUMBER));
    }
    return new ParquetColumns(file, types);
  }

  /** The first column of pictures. */
  Optional<Pictures> pictures() {
    return types.keySet().stream().flatMap(column -> pictures(column).stream()).findFirst();
  }

  /** A column, if it holds a picture a row. */
  Optional<Pictures> pictures(String column) {
    String type = types.getOrDefault(column, "");
    Map<String, String> fields = fields(type);
    String name = DuckDb.name(column);
    if ("BLOB".equals(fields.get("bytes"))) {
      String path = "VARCHAR".equals(fields.get("path")) ? name + ".path" : "NULL";
      return Optional.of(new Pictures(column, name + ".bytes", path));
    }
    return column.equals("image") && type.equals("BLOB")
        ? Optional.of(new Pictures(column, name, "NULL"))
        : Optional.empty();
  }

  /** Why the file has no column of pictures, in words. */
  String complaint() {
    for (Map.Entry<String, String> column : types.entrySet()) {
      String type = column.getValue();
      if (type.endsWith("]") && type.contains("BLOB")) {
        return "%s: column \"%s\" holds a list of pictures in a row, %s; %s"
            .formatted(file, column.getKey(), type, EXPECTED);
      }
      if (type.startsWith("STRUCT(") && type.contains("BLOB")) {
        return "%s: column \"%s\" is %s; %s".formatted(file, column.getKey(), type, EXPECTED);
      }
    }
    return "%s: no column of pictures; %s, found %s"
        .formatted(file, EXPECTED.replace("one picture a row, ", ""), types);
  }

  /** Types of a structure's own fields, by their names; none of what is no structure. */
  private static Map<String, String> fields(String type) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (!type.startsWith("STRUCT(") || !type.endsWith(")")) {
      return fields;
    }
    for (String field : parts(type.substring("STRUCT(".length(), type.length() - 1))) {
      int space = field.lastIndexOf(' ');
      if (space > 0 && field.indexOf('(') < 0) {
        String name = field.substring(0, space).strip().replace("\"", "");
        fields.put(name.toLowerCase(Locale.ROOT), field.substring(space + 1));
      }
    }
    return fields;
  }

  /** A list's parts, cut at the commas that stand in no parentheses and no quotes. */
  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && depth == 0 && c == ',') {
        parts.add(list.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(list.substring(from).strip());
    return parts;
  }
}
