package org.encodertraces.acquisition;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
import org.encodertraces.io.TableFormat;
import org.jspecify.annotations.Nullable;

/** Acquisition labels of many photos: a table with a row a photo. */
public final class ExifTable {

  /** The photo's id. */
  public static final String PHOTO = "photo";

  private ExifTable() {}

  /**
   * Reads the Exif of photos into a table: the id, a column an {@link Attribute}, {@code width} and
   * {@code height} in pixels, and {@code missing}: why columns are empty.
   *
   * @return how many photos have a value, by column
   */
  public static Map<String, Integer> write(
      Path target, TableFormat format, List<Photo> photos, Progress progress) throws IOException {
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
          format,
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

  /**
   * The row of a photo. Whatever its file makes a library throw, memory and stack run out included,
   * is a reason in its own row and nothing to the others.
   */
  private static @Nullable Object[] row(Photo photo, ExifReader reader, Map<String, Integer> filled)
      throws IOException {
    try {
      byte[] bytes = photo.bytes().read();
      ExifReader.Labels labels = reader.read(bytes);
      return row(photo, labels, PictureSize.of(bytes), filled);
    } catch (ClosedByInterruptException e) {
      throw e; // the run is stopped; the photo is innocent
    } catch (NoSuchFileException e) {
      return rowOfNothing(photo, "it is gone, or a link to nothing");
    } catch (AccessDeniedException e) {
      return rowOfNothing(photo, "no permission to read it");
    } catch (IOException e) {
      return rowOfNothing(photo, "the photo cannot be read: " + reason(e));
    } catch (OutOfMemoryError e) {
      return rowOfNothing(photo, "the file is too large to read into memory");
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      return rowOfNothing(photo, "the photo cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : String.valueOf(e.getMessage());
  }

  private static @Nullable Object[] rowOfNothing(Photo photo, String reason) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(photo.id());
    for (int i = 0; i < Attribute.values().length + 2; i++) {
      row.add(null);
    }
    row.add(reason);
    return row.toArray();
  }

  private static @Nullable Object[] row(
      Photo photo,
      ExifReader.Labels labels,
      Optional<PictureSize> size,
      Map<String, Integer> filled) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(photo.id());
    for (Attribute attribute : Attribute.values()) {
      Optional<String> value = labels.get(attribute);
      value.ifPresent(present -> filled.merge(attribute.column(), 1, Integer::sum));
      row.add(value.map(text -> typed(attribute, text)).orElse(null));
    }
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
