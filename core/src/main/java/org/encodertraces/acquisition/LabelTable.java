package org.encodertraces.acquisition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.acquisition.SplitMaker.LabeledPhoto;
import org.encodertraces.dataset.Photo;
import org.encodertraces.io.DuckDb;

/**
 * Labels of photos in Parquet or CSV, such as {@code traces exif} and {@code traces flickr harvest}
 * write: a column {@code photo}, columns of labels, and where known {@code owner} and {@code
 * date_taken}.
 *
 * @param columns of the table
 */
public record LabelTable(Path file, Set<String> columns) {

  private static final String OWNER = "owner";

  private static final String PARQUET = "PAR1";

  /** Letters of a date up to its month: {@code 2008-05}. */
  private static final int MONTH = 7;

  /**
   * Opens a table.
   *
   * @throws InputException when it cannot be read or has no column {@code photo}
   */
  public static LabelTable open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file of labels");
    }
    if (!isCsv(file) && !isParquet(file)) {
      throw new InputException(
          file + ": expected Parquet, or comma-separated values in a file named .csv");
    }
    Set<String> columns = new LinkedHashSet<>();
    DuckDb.query(
        file,
        "DESCRIBE SELECT * FROM " + source(file),
        row -> columns.add(String.valueOf(row.getString(1))));
    if (!columns.contains(ExifTable.PHOTO)) {
      throw new InputException(
          "%s: no column \"%s\"; it has %s"
              .formatted(file, ExifTable.PHOTO, String.join(", ", columns)));
    }
    return new LabelTable(file, columns);
  }

  /** Whether the table tells who took a photo. */
  public boolean hasOwners() {
    return columns.contains(OWNER);
  }

  /**
   * The photos that have a value in a column; a photo whose name is a number, such as {@code
   * {Flickr id}.jpg}, has that number as its id.
   *
   * @throws InputException when there is no such column
   */
  public List<LabeledPhoto> photos(String column) {
    if (!columns.contains(column)) {
      throw new InputException(
          "%s: no column \"%s\"; it has %s".formatted(file, column, String.join(", ", columns)));
    }
    String date = Attribute.DATE_TAKEN.column();
    List<LabeledPhoto> photos = new ArrayList<>();
    DuckDb.query(
        file,
        "SELECT CAST(photo AS VARCHAR), CAST(%1$s AS VARCHAR), %2$s, %3$s FROM %4$s WHERE %1$s IS NOT NULL"
            .formatted(
                DuckDb.name(column),
                hasOwners() ? "CAST(owner AS VARCHAR)" : "NULL",
                columns.contains(date) ? "CAST(" + date + " AS VARCHAR)" : "NULL",
                source(file)),
        row ->
            photos.add(
                new LabeledPhoto(
                    id(String.valueOf(row.getString(1))),
                    String.valueOf(row.getString(2)).strip(),
                    Optional.ofNullable(row.getString(3)),
                    Optional.ofNullable(row.getString(4))
                        .filter(text -> text.length() >= MONTH)
                        .map(text -> text.substring(0, MONTH)))));
    return photos.stream().filter(photo -> !photo.value().isEmpty()).toList();
  }

  /**
   * The photos of classes that have at least so many.
   *
   * @throws InputException when no class has
   */
  public List<LabeledPhoto> photos(String column, int leastOfClass) {
    List<LabeledPhoto> photos = photos(column);
    Map<String, Long> counts = SplitMaker.counts(photos);
    List<LabeledPhoto> kept =
        photos.stream()
            .filter(photo -> counts.getOrDefault(photo.value(), 0L) >= leastOfClass)
            .toList();
    if (kept.isEmpty()) {
      throw new InputException(
          "%s: no class of \"%s\" has %d photos; min_photos sets how many it takes"
              .formatted(file, column, leastOfClass));
    }
    return kept;
  }

  /** Rows of the table, with a value or without. */
  public int rows() {
    int[] rows = {0};
    DuckDb.query(file, "SELECT count(*) FROM " + source(file), row -> rows[0] = row.getInt(1));
    return rows[0];
  }

  private static String id(String photo) {
    return Photo.flickrId(photo).map(number -> Long.toString(number)).orElse(photo);
  }

  private static boolean isCsv(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /** By its first bytes, whatever it is called. */
  private static boolean isParquet(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(
          in.readNBytes(PARQUET.length()), PARQUET.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new InputException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String source(Path file) {
    return isCsv(file)
        ? "read_csv(%s, header = true, all_varchar = true)".formatted(DuckDb.files(List.of(file)))
        : "read_parquet(%s)".formatted(DuckDb.files(List.of(file)));
  }
}
