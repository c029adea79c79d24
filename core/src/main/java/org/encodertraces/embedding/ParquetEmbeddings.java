package org.encodertraces.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.io.Csv;
import org.encodertraces.io.DuckDb;
import org.encodertraces.io.FileStamp;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.TracesHome;
import org.encodertraces.io.WholeFile;

/**
 * A table of embeddings in Parquet, in the place of the study's file: {@code id}, {@code embedding}
 * (array of float) and, where photos have classes, {@code label}; rows in the order of {@code row},
 * or else of {@code id}. A file, or a folder of part files, here or elsewhere.
 *
 * <p>Experiments read rows again and again in any order, which Parquet is not made for: a table is
 * streamed once into a file of the study's form, kept under {@link TracesHome} for as long as the
 * table's files are the same.
 *
 * @param place of the table
 */
record ParquetEmbeddings(Path place) {

  private static final String ENDING = ".parquet";
  private static final String NATIVE = ".safetensors";

  /** The table that stands where a file of the study's form would, if there is one. */
  static Optional<ParquetEmbeddings> insteadOf(Path file) {
    String name = String.valueOf(file.getFileName());
    Path table = file.resolveSibling(name.substring(0, name.length() - NATIVE.length()) + ENDING);
    return Files.exists(table) ? Optional.of(new ParquetEmbeddings(table)) : Optional.empty();
  }

  /** The same rows in the study's form, on this machine. */
  Path imported() throws IOException {
    String table = String.valueOf(place.getFileName());
    String stem = table.substring(0, table.length() - ENDING.length());
    // Named as the table is: results and complaints tell the file.
    String under =
        Optional.ofNullable(place.toAbsolutePath().getParent())
            .map(Path::getFileName)
            .map(Path::toString)
            .orElse("");
    Path file = folder().resolve(under).resolve(stem + NATIVE);
    if (!Files.exists(file)) {
      new Import(parts()).write(file, photos());
    }
    return file;
  }

  /** The ids of the rows: CSV with row, id. */
  Path photos() throws IOException {
    return folder().resolve("photos.csv");
  }

  private Path folder() throws IOException {
    StringBuilder key = new StringBuilder();
    for (Path part : parts()) {
      key.append(part.toAbsolutePath()).append(' ').append(FileStamp.of(part)).append('\n');
    }
    return TracesHome.of(System.getenv())
        .root()
        .resolve("imported")
        .resolve(Sha256.of(key.toString()).substring(0, 32));
  }

  private List<Path> parts() throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.list(place)) {
      List<Path> parts = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
      if (parts.isEmpty()) {
        throw new InputException(place + ": a folder without .parquet files in it");
      }
      return parts;
    }
  }

  /** One import under way. */
  private final class Import {
    private final String table;
    private final String order;
    private final boolean hasLabels;
    private final List<String> ids = new ArrayList<>();
    private final List<Long> labels = new ArrayList<>();
    private int dimension = -1;

    Import(List<Path> parts) {
      table = "read_parquet(%s)".formatted(DuckDb.files(parts));
      Set<String> columns = new HashSet<>();
      DuckDb.query(
          place,
          "SELECT column_name FROM (DESCRIBE SELECT * FROM %s)".formatted(table),
          row -> columns.add(row.getString(1)));
      if (!columns.contains("id") || !columns.contains("embedding")) {
        throw new InputException(
            "%s: has the columns %s; expected id, embedding and, for classes, label"
                .formatted(place, columns.stream().sorted().toList()));
      }
      order = columns.contains("row") ? "\"row\"" : "id";
      hasLabels = columns.contains("label");
    }

    void write(Path file, Path photos) throws IOException {
      DuckDb.stream(
          place,
          "SELECT id::VARCHAR, %s, len(embedding) FROM %s ORDER BY %s"
              .formatted(hasLabels ? "label::BIGINT" : "NULL", table, order),
          row -> {
            String id = row.getString(1);
            long label = row.getLong(2);
            take(id, row.wasNull() ? Optional.empty() : Optional.of(label), row.getInt(3));
          });
      require();
      List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
      tensors.add(
          new SafetensorsWriter.Tensor(
              EmbeddingFolder.EMBEDDINGS,
              DType.F32,
              List.of((long) ids.size(), (long) dimension),
              this::writeValues));
      if (!labels.isEmpty()) {
        tensors.add(
            SafetensorsWriter.Tensor.integers(
                EmbeddingFolder.LABELS, labels.stream().mapToLong(Long::longValue).toArray()));
      }
      StringBuilder text = new StringBuilder("row,id\n");
      for (int row = 0; row < ids.size(); row++) {
        text.append(Csv.line(row, ids.get(row))).append('\n');
      }
      WholeFile.writeString(photos, text);
      SafetensorsWriter.write(file, Map.of(), tensors);
    }

    private void take(String id, Optional<Long> label, int length) {
      if (dimension < 0) {
        dimension = length;
      }
      if (length != dimension || length == 0) {
        throw new InputException(
            "%s: the embedding of %s has %d values; the first has %d"
                .formatted(place, id, length, dimension));
      }
      ids.add(String.valueOf(id));
      label.ifPresent(labels::add);
    }

    private void require() {
      if (ids.isEmpty()) {
        throw new InputException(place + ": holds no row");
      }
      int different = new HashSet<>(ids).size();
      if (different < ids.size()) {
        throw new InputException(
            "%s: %,d different ids in %,d rows; expected one of its own for each"
                .formatted(place, different, ids.size()));
      }
      if (!labels.isEmpty() && labels.size() < ids.size()) {
        throw new InputException(
            "%s: %,d of %,d rows have a label; expected all or none"
                .formatted(place, labels.size(), ids.size()));
      }
    }

    /** Single values, since a list at a time costs ten times as much over JDBC. */
    private void writeValues(SafetensorsWriter.Sink sink) throws IOException {
      float[] values = new float[dimension];
      int[] filled = new int[1];
      long[] rows = new long[1];
      try {
        DuckDb.stream(
            place,
            "SELECT unnest(embedding::FLOAT[]) FROM (SELECT embedding FROM %s ORDER BY %s)"
                .formatted(table, order),
            row -> {
              values[filled[0]++] = row.getFloat(1);
              if (filled[0] == dimension) {
                filled[0] = 0;
                rows[0]++;
                writeRow(sink, values);
              }
            });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      if (rows[0] != ids.size() || filled[0] != 0) {
        throw new InputException(
            "%s: %,d rows of %d values came of %,d; it changed while it was read"
                .formatted(place, rows[0], dimension, ids.size()));
      }
    }

    private void writeRow(SafetensorsWriter.Sink sink, float[] values) {
      try {
        sink.floats(values, 0, dimension);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
