package org.encodertraces.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Photo;
import org.encodertraces.image.PictureSize;
import org.encodertraces.io.Parquet;
import org.jspecify.annotations.Nullable;

/** Acquisition labels of many photos: Parquet with a row a photo. */
public final class ExifTable {

  /** The photo's id. */
  public static final String PHOTO = "photo";

  private ExifTable() {}

  /**
   * Reads the Exif of photos into a Parquet file: the id, a column an {@link Attribute}, {@code
   * width} and {@code height} in pixels, and {@code missing}: why columns are empty.
   *
   * @return how many photos have a value, by column
   */
  public static Map<String, Integer> write(Path target, List<Photo> photos, Progress progress)
      throws IOException {
    ExifReader reader = new ExifReader(Cameras.known());
    List<Parquet.Column> columns = new ArrayList<>();
    columns.add(new Parquet.Column(PHOTO, "VARCHAR"));
    for (Attribute attribute : Attribute.values()) {
      columns.add(new Parquet.Column(attribute.column(), type(attribute)));
    }
    columns.add(new Parquet.Column("width", "INTEGER"));
    columns.add(new Parquet.Column("height", "INTEGER"));
    columns.add(new Parquet.Column("missing", "VARCHAR"));
    Map<String, Integer> filled = new LinkedHashMap<>();
    for (Attribute attribute : Attribute.values()) {
      filled.put(attribute.column(), 0);
    }
    try (Progress.Task task = progress.start("exif", photos.size())) {
      Parquet.write(
          target,
          columns,
          sink -> {
            for (Photo photo : photos) {
              sink.row(row(photo, reader, filled));
              task.step(1);
            }
          });
    }
    return filled;
  }

  private static @Nullable Object[] row(
      Photo photo, ExifReader reader, Map<String, Integer> filled) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(photo.id());
    byte[] bytes;
    try {
      bytes = photo.bytes().read();
    } catch (IOException e) {
      for (int i = 0; i < Attribute.values().length + 2; i++) {
        row.add(null);
      }
      row.add("the photo cannot be read: " + e.getMessage());
      return row.toArray();
    }
    ExifReader.Labels labels = reader.read(bytes);
    for (Attribute attribute : Attribute.values()) {
      Optional<String> value = labels.get(attribute);
      value.ifPresent(present -> filled.merge(attribute.column(), 1, Integer::sum));
      row.add(value.map(text -> typed(attribute, text)).orElse(null));
    }
    Optional<PictureSize> size = PictureSize.of(bytes);
    row.add(size.map(PictureSize::width).orElse(null));
    row.add(size.map(PictureSize::height).orElse(null));
    row.add(reasons(labels, size.isEmpty()));
    return row.toArray();
  }

  /** Columns by reason, so that one reason for all of them is said once. */
  private static @Nullable String reasons(ExifReader.Labels labels, boolean noPicture) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    if (noPicture) {
      byReason.put("not a picture whose header can be read", List.of("width", "height"));
    }
    labels
        .missing()
        .forEach(
            (attribute, reason) ->
                byReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(attribute.column()));
    return byReason.isEmpty()
        ? null
        : byReason.entrySet().stream()
            .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
            .collect(Collectors.joining("; "));
  }

  private static String type(Attribute attribute) {
    return switch (attribute) {
      case ORIENTATION, JPEG_QUALITY -> "INTEGER";
      default -> "VARCHAR";
    };
  }

  private static Object typed(Attribute attribute, String text) {
    return switch (attribute) {
      case ORIENTATION, JPEG_QUALITY -> Integer.valueOf(text);
      default -> text;
    };
  }
}
