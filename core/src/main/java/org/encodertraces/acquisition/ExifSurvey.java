package org.encodertraces.acquisition;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Photo;
import org.encodertraces.io.TableFormat;

/** Which attributes a collection's own Exif can teach: those with classes of enough photos. */
public final class ExifSurvey {

  /** Attributes that answer "by camera?". */
  private static final List<Attribute> ASKED =
      List.of(Attribute.MAKE, Attribute.MODEL, Attribute.ISO_SPEED);

  private ExifSurvey() {}

  /**
   * An attribute that can be asked about.
   *
   * @param smallest photos of its smallest class that has enough
   */
  public record Askable(Attribute attribute, int smallest) {}

  /**
   * The attributes of photos with two classes or more of so many photos. Where there are any, the
   * labels are written to {@code table}; labels of an earlier run that lie there are taken.
   */
  public static List<Askable> of(
      List<Photo> photos, Path table, int leastOfClass, Progress progress) throws IOException {
    if (Files.exists(table)) {
      LabelTable labels = LabelTable.open(table);
      Map<Attribute, Map<String, Integer>> counts = new TreeMap<>();
      for (Attribute attribute : ASKED) {
        Map<String, Integer> own = counts.computeIfAbsent(attribute, a -> new TreeMap<>());
        labels.photos(attribute.column()).forEach(p -> own.merge(p.value(), 1, Integer::sum));
      }
      return askable(counts, leastOfClass);
    }
    List<Askable> found = askable(counted(photos, progress), leastOfClass);
    if (!found.isEmpty()) {
      ExifTable.write(table, TableFormat.PARQUET, photos, progress);
    }
    return found;
  }

  private static Map<Attribute, Map<String, Integer>> counted(List<Photo> photos, Progress progress)
      throws IOException {
    ExifReader reader = new ExifReader(Cameras.known());
    Map<Attribute, Map<String, Integer>> counts = new TreeMap<>();
    try (Progress.Task task = progress.start("look for cameras", photos.size())) {
      for (Photo photo : photos) {
        count(photo, reader, counts);
        task.step(1);
      }
    }
    return counts;
  }

  private static void count(
      Photo photo, ExifReader reader, Map<Attribute, Map<String, Integer>> counts)
      throws IOException {
    try {
      ExifReader.Labels labels = reader.read(photo.bytes().read());
      for (Attribute attribute : ASKED) {
        labels
            .get(attribute)
            .ifPresent(
                value ->
                    counts
                        .computeIfAbsent(attribute, a -> new TreeMap<>())
                        .merge(value, 1, Integer::sum));
      }
    } catch (ClosedByInterruptException e) {
      throw e; // the run is stopped; the photo is innocent
    } catch (IOException
        | RuntimeException
        | OutOfMemoryError
        | StackOverflowError
        | AssertionError
        | LinkageError e) {
      // A photo that cannot be read has no label; extraction says why.
    }
  }

  private static List<Askable> askable(
      Map<Attribute, Map<String, Integer>> counts, int leastOfClass) {
    List<Askable> found = new ArrayList<>();
    for (Attribute attribute : ASKED) {
      List<Integer> large =
          counts.getOrDefault(attribute, Map.of()).values().stream()
              .filter(count -> count >= leastOfClass)
              .toList();
      if (large.size() > 1) {
        found.add(
            new Askable(attribute, large.stream().mapToInt(Integer::intValue).min().orElseThrow()));
      }
    }
    return found;
  }
}
