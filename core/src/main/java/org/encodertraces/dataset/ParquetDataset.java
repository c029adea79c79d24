package org.encodertraces.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.encodertraces.InputException;
import org.encodertraces.io.DuckDb;
import org.encodertraces.io.JsonFault;

/**
 * Hugging Face image data sets in Parquet: a column of {@code STRUCT(bytes BLOB, path VARCHAR)},
 * and columns of labels. PairCams, whose columns are {@code image}, {@code subject_idx} and {@code
 * model}, is known by them.
 */
final class ParquetDataset {

  private static final String SUBJECT = "subject_idx";
  private static final String MODEL = "model";

  /** Of pairs that were packed here: 0 a camera, 1 a phone; their models need not be PairCams'. */
  private static final String CAMERA_TYPE = "camera_type";

  private static final List<String> LABEL_COLUMNS = List.of("label", "labels", "fine_label");

  private ParquetDataset() {}

  /** One row before its label is known. */
  private record Row(String id, PhotoBytes bytes, Optional<Split> split, Map<String, Long> marks) {}

  /** A file with the columns that are read from it. */
  private record Source(ParquetColumns columns, ParquetColumns.Pictures pictures) {
    boolean has(String column) {
      return columns.types().containsKey(column);
    }
  }

  static ImageDataset read(
      Path root, List<Path> files, Datasets.Reading reading, Ignored.Count ignored)
      throws IOException {
    List<Source> sources = sources(root, files, ignored);
    Source first = sources.get(0);
    boolean pairs = first.has(SUBJECT) && first.has(MODEL);
    Optional<String> labelColumn = labelColumn(root, sources, reading);
    List<Row> rows = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Source source : sources) {
      labelColumn.ifPresent(column -> require(source, column, first));
      if (pairs) {
        require(source, SUBJECT, first);
        require(source, MODEL, first);
      }
      readRows(source, pairs, labelColumn, rows, values);
    }
    if (rows.isEmpty()) {
      throw new InputException(root + ": holds no row");
    }
    Labels labels =
        labelColumn.isEmpty()
            ? Labels.none(rows.size())
            : Labels.of(values, classNames(first.columns().file(), labelColumn.get()));
    return dataset(root, pairs, rows, labels, reading).ignoring(ignored.sum());
  }

  private static ImageDataset dataset(
      Path root, boolean pairs, List<Row> rows, Labels labels, Datasets.Reading reading) {
    List<Photo> photos = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      photos.add(new Photo(row.id(), row.bytes(), labels.labels().get(i), row.marks()));
    }
    if (pairs) {
      return new ImageDataset(
          Datasets.named(root, reading),
          root,
          labels.classes(),
          "none",
          List.of(),
          List.of(),
          photos);
    }
    return Datasets.splitByFiles(
        root,
        labels.classes(),
        photos,
        rows.stream().map(Row::split).toList(),
        "names of the files",
        reading);
  }

  /**
   * The files with pictures; others among them, such as a table of labels, are counted. All are
   * read by the column that the first has.
   */
  private static List<Source> sources(Path root, List<Path> files, Ignored.Count ignored) {
    List<Source> sources = new ArrayList<>();
    List<ParquetColumns> without = new ArrayList<>();
    for (Path file : files) {
      ParquetColumns columns = ParquetColumns.of(file);
      Optional<ParquetColumns.Pictures> pictures =
          sources.isEmpty()
              ? columns.pictures()
              : columns.pictures(sources.get(0).pictures().column());
      pictures.ifPresentOrElse(
          found -> sources.add(new Source(columns, found)), () -> without.add(columns));
    }
    if (sources.isEmpty()) {
      throw new InputException(without.get(0).complaint());
    }
    without.forEach(
        columns ->
            ignored.add(
                ".parquet without a column \"%s\" of pictures"
                    .formatted(sources.get(0).pictures().column()),
                root.relativize(columns.file()).toString()));
    return sources;
  }

  private static void require(Source source, String column, Source other) {
    if (!source.has(column)) {
      throw new InputException(
          "%s: no column \"%s\", which %s has"
              .formatted(source.columns().file(), column, other.columns().file().getFileName()));
    }
  }

  private static Optional<String> labelColumn(
      Path root, List<Source> sources, Datasets.Reading reading) {
    Source first = sources.get(0);
    if (reading.labelColumn().isPresent()) {
      String wanted = reading.labelColumn().get();
      if (!first.has(wanted)) {
        throw new InputException(
            "%s: no column \"%s\"; it has %s"
                .formatted(root, wanted, String.join(", ", first.columns().types().keySet())));
      }
      return Optional.of(wanted);
    }
    return LABEL_COLUMNS.stream().filter(first::has).findFirst();
  }

  private static void readRows(
      Source source,
      boolean pairs,
      Optional<String> labelColumn,
      List<Row> rows,
      List<String> values) {
    Path file = source.columns().file();
    ParquetPictures pictures = new ParquetPictures(file, source.pictures().bytes());
    String sql =
        "SELECT file_row_number, %s, %s, %s, %s, %s FROM read_parquet(%s, file_row_number = true) ORDER BY 1"
            .formatted(
                source.pictures().path(),
                labelColumn
                    .map(column -> "CAST(" + DuckDb.name(column) + " AS VARCHAR)")
                    .orElse("NULL"),
                pairs ? SUBJECT : "NULL",
                pairs ? MODEL : "NULL",
                source.has(CAMERA_TYPE) ? CAMERA_TYPE : "NULL",
                DuckDb.files(List.of(file)));
    Set<String> taken = new HashSet<>();
    Set<String> unknown = new TreeSet<>();
    DuckDb.query(
        file,
        sql,
        row -> {
          long number = row.getLong(1);
          String name = Optional.ofNullable(row.getString(2)).orElse("");
          // A path that is missing or not the only one of its kind does not tell photos apart.
          String id =
              name.isBlank() || !taken.add(name)
                  ? file.getFileName() + "/" + number
                  : file.getFileName() + "/" + name;
          if (labelColumn.isPresent()) {
            String value = row.getString(3);
            if (value == null) {
              throw new InputException(
                  "%s: row %d has no \"%s\"".formatted(file, number, labelColumn.get()));
            }
            values.add(value);
          }
          rows.add(
              new Row(
                  id,
                  new PhotoBytes.InParquet(pictures, number, id),
                  Datasets.splitOf(file),
                  pairs ? pairMarks(row, unknown) : Map.of()));
        });
    if (!unknown.isEmpty()) {
      throw new InputException(
          "%s: camera models of neither known type: %s; known are %s"
              .formatted(file, String.join(", ", unknown), CameraType.known()));
    }
  }

  private static Map<String, Long> pairMarks(ResultSet row, Set<String> unknown)
      throws SQLException {
    String model = text(row, 5);
    long declared = row.getLong(6);
    if (!row.wasNull()) {
      return Map.of(Photo.SUBJECT, row.getLong(4), Photo.CAMERA_TYPE, declared);
    }
    Optional<CameraType> type = CameraType.ofModel(model);
    if (type.isEmpty()) {
      unknown.add(model);
    }
    return Map.of(
        Photo.SUBJECT, row.getLong(4), Photo.CAMERA_TYPE, type.map(CameraType::mark).orElse(0L));
  }

  /** The names that Hugging Face keeps in the file for a column of class labels. */
  private static List<String> classNames(Path file, String column) {
    List<String> names = new ArrayList<>();
    DuckDb.query(
        file,
        "SELECT value FROM parquet_kv_metadata(%s) WHERE decode(key) = 'huggingface'"
            .formatted(DuckDb.files(List.of(file))),
        row -> {
          try {
            JsonNode json =
                new ObjectMapper().readTree(new String(row.getBytes(1), StandardCharsets.UTF_8));
            json.path("info")
                .path("features")
                .path(column)
                .path("names")
                .forEach(name -> names.add(name.asText()));
          } catch (JsonProcessingException e) {
            throw new InputException(
                "%s: its Hugging Face metadata is not JSON: %s"
                    .formatted(file, JsonFault.reason(e)),
                e);
          }
        });
    return names;
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return String.valueOf(row.getString(column));
  }
}
