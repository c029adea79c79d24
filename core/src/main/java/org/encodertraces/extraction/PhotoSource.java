package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.dataset.PhotoBytes;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.io.Csv;
import org.encodertraces.io.FileStamp;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;
import org.encodertraces.photo.PhotoReader;

/**
 * What a photo was when it was read, so that a run that continues notices another in its place.
 *
 * <p>A photo is the same if its SHA-256 is. It is not read again for that while the stamp of its
 * file is unchanged: the size and the time of the last change of the contents, and on Unix that of
 * any change of the file, which the system sets and no program can set back. Elsewhere a
 * replacement of the same length that also has the old time is taken for the old photo.
 *
 * @param sha256 of its bytes; empty where they could not be read
 * @param stamp of the file that held them, taken before it was read; empty where there was none
 */
record PhotoSource(String sha256, String stamp) {

  /** The source of bytes that were read after their file had this stamp. */
  static PhotoSource of(byte[] bytes, String stamp) {
    return new PhotoSource(Sha256.of(bytes), stamp);
  }

  /** Size and times of the photo's file; empty where there is none. */
  static String stampOf(PhotoBytes photo) {
    return photo.holder().map(FileStamp::of).orElse("");
  }

  /** Whether the photo need not be read to know that it is the same. */
  boolean hasStampOf(PhotoBytes photo) {
    return stamp.equals(stampOf(photo)) && (sha256.isEmpty() || !stamp.isEmpty());
  }

  /**
   * The source as it is now, when the photo is the same: with another stamp if it was touched.
   * Empty when it is another.
   */
  Optional<PhotoSource> confirmed(PhotoBytes photo) {
    if (hasStampOf(photo)) {
      return Optional.of(this);
    }
    PhotoSource now = read(photo);
    return now.sha256.equals(sha256) ? Optional.of(now) : Optional.empty();
  }

  private static PhotoSource read(PhotoBytes photo) {
    String stamp = stampOf(photo);
    try {
      return of(PhotoReader.bytes(photo), stamp);
    } catch (UnreadableImageException e) {
      return new PhotoSource("", stamp);
    }
  }

  /** The sources in a file, by the photo's id; none where there is no file. */
  static Map<String, PhotoSource> readAll(Path file) throws IOException {
    Map<String, PhotoSource> sources = new HashMap<>();
    if (Files.exists(file)) {
      Csv.read(file).stream()
          .skip(1)
          .filter(row -> row.size() == 3)
          .forEach(row -> sources.put(row.get(0), new PhotoSource(row.get(1), row.get(2))));
    }
    return sources;
  }

  /** Takes the source of a photo. */
  @FunctionalInterface
  interface Line {
    void write(String photo, PhotoSource source) throws IOException;
  }

  /** Hands over sources, one after the other. */
  @FunctionalInterface
  interface Lines {
    void writeTo(Line line) throws IOException;
  }

  /** Writes sources as they come. */
  static void writeAll(Path file, Lines lines) throws IOException {
    WholeFile.writeStream(
        file,
        out -> {
          out.write("photo,sha256,stamp\n".getBytes(StandardCharsets.UTF_8));
          lines.writeTo(
              (photo, source) -> {
                String line = Csv.line(photo, source.sha256, source.stamp) + "\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
              });
        });
  }
}
