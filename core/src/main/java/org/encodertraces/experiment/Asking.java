package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.encodertraces.processing.KnownProcessings;

/**
 * Who asks: a plan, or a command line. Decides what a complaint calls a value, and where paths
 * begin.
 *
 * @param known processings and parameters that have a name
 * @param folder that relative paths begin at
 * @param seed where settings have one of their own and none is given
 * @param upright whether Exif orientation is applied
 */
public record Asking(
    KnownProcessings known, Path folder, long seed, boolean upright, Complaint complaint) {

  /** Words a complaint. */
  @FunctionalInterface
  public interface Complaint {
    /**
     * The exception to throw.
     *
     * @param key of the value, in the settings' JSON
     * @param value that was given, where it is short enough to be repeated
     * @param said what is wrong with it: {@code expected a whole number}
     */
    RuntimeException about(String key, Optional<String> value, String said);

    /** What the asker calls a value. */
    default String name(String key) {
      return key;
    }
  }

  /** The exception to throw. */
  RuntimeException wrong(String key, String said) {
    return complaint.about(key, Optional.empty(), said);
  }

  /** The same of a value. */
  RuntimeException wrong(String key, Object value, String said) {
    return complaint.about(key, Optional.of(value.toString()), said);
  }

  /** What the asker calls a value. */
  String name(String key) {
    return complaint.name(key);
  }

  /** What settings of photos that are embedded anew take from who asks. */
  static void ofPhotos(ObjectNode asked, Asking asking) {
    if (!asked.has("seed")) {
      asked.put("seed", asking.seed());
    }
    if (!asked.has("upright")) {
      asked.put("upright", asking.upright());
    }
  }

  /** A path as it is meant. */
  Path path(String path) {
    return folder.resolve(path).toAbsolutePath().normalize();
  }
}
