package org.encodertraces.dataset;

import java.nio.file.Path;

/**
 * One photo.
 *
 * @param id path below the data set's folder with '/' between its parts; what random draws hang on
 * @param label class, 0 …, or {@link #NO_LABEL}
 */
public record Photo(String id, PhotoBytes bytes, int label) {

  /** The label of photos in a folder without classes. */
  public static final int NO_LABEL = -1;

  /** A photo in a file of its own. */
  public static Photo inFile(String id, Path file, int label) {
    return new Photo(id, new PhotoBytes.InFile(file), label);
  }
}
