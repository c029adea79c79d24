package org.encodertraces.dataset;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.encodertraces.InputException;

/**
 * One photo.
 *
 * @param id path below the data set's folder with '/' between its parts, or what else tells it from
 *     every other; what random draws hang on
 * @param label class, 0 …, or {@link #NO_LABEL}
 * @param marks further whole numbers that go beside its embedding, by the tensor's name; all photos
 *     of a data set have the same ones
 */
public record Photo(String id, PhotoBytes bytes, int label, Map<String, Long> marks) {

  /** The label of photos in a folder without classes. */
  public static final int NO_LABEL = -1;

  /** The mark of FlickrExif's photos: the number that Flickr gives a photo. */
  public static final String FLICKR_ID = "Flickr ID";

  /** The mark of PairCams' photos that says what they show. */
  public static final String SUBJECT = "subject";

  /** The mark of PairCams' photos that says what took them ({@link CameraType#mark}). */
  public static final String CAMERA_TYPE = "model";

  public Photo {
    // Map.of iterates in another order in every JVM, and marks become tensors of a file.
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
  }

  public Photo(String id, PhotoBytes bytes, int label) {
    this(id, bytes, label, Map.of());
  }

  /**
   * The photo's mark of this name.
   *
   * @throws InputException when it has none, which other photos of its data set have
   */
  public long mark(String name) {
    Long mark = marks.get(name);
    if (mark == null) {
      throw new InputException(
          "%s: photo %s has no \"%s\", which other photos of its data set have"
              .formatted(bytes.place(), id, name));
    }
    return mark;
  }

  /**
   * The number of a photo that is called by nothing else, {@code {Flickr id}.jpg}: no folder before
   * it, no zero in front.
   */
  public static Optional<Long> flickrId(String id) {
    return id.matches("(0|[1-9]\\d{0,17})\\.\\w+")
        ? Optional.of(Long.parseLong(id.substring(0, id.indexOf('.'))))
        : Optional.empty();
  }

  /**
   * A photo in a file that a list names; a name that no file can have is a photo that no one reads.
   */
  public static Photo listed(String id, Path folder, String name, int label) {
    try {
      return inFile(id, folder.resolve(name), label);
    } catch (InvalidPathException e) {
      return new Photo(
          id,
          new PhotoBytes.Nowhere(folder + "/" + name, "no name of a file: " + e.getReason()),
          label);
    }
  }

  /** A photo in a file of its own. */
  public static Photo inFile(String id, Path file, int label) {
    return new Photo(id, new PhotoBytes.InFile(file), label);
  }
}
