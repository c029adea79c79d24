package org.encodertraces.processing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A family of processings, one the class of each: what a probe tells apart, and what agrees or
 * clashes in nearest-neighbor search.
 *
 * @param id the name on the command line and in files: {@code jpeg}, {@code sharpening} …
 * @param title the name in a sentence
 * @param classes in order, two or more and no two alike; class c of a probe is element c
 */
public record Parameter(String id, String title, List<Processing> classes) {

  public static final Parameter JPEG =
      new Parameter(
          "jpeg",
          "JPEG quality",
          List.of(
              Processing.JPEG75_420,
              Processing.JPEG75_444,
              Processing.JPEG85_420,
              Processing.JPEG85_444,
              Processing.JPEG95_420,
              Processing.JPEG95_444));

  public static final Parameter SHARPENING =
      new Parameter(
          "sharpening",
          "sharpening",
          List.of(Processing.JPEG95_444, Processing.SHARPEN_2, Processing.SHARPEN_4));

  public static final Parameter RESIZING =
      new Parameter(
          "resizing",
          "resizing",
          List.of(Processing.JPEG95_444, Processing.RESIZE_HALF, Processing.RESIZE_DOUBLE));

  public static final Parameter INTERPOLATION =
      new Parameter(
          "interpolation",
          "interpolation",
          List.of(
              Processing.INTERPOLATION_BILINEAR,
              Processing.INTERPOLATION_BICUBIC,
              Processing.INTERPOLATION_LANCZOS,
              Processing.INTERPOLATION_BOX));

  private static final List<Parameter> STUDY = List.of(JPEG, SHARPENING, RESIZING, INTERPOLATION);

  /** More classes than a page can show, and a probe can hold in memory beside its features. */
  private static final int CLASSES_AT_MOST = 64;

  public Parameter {
    if (!Processing.isName(id)) {
      throw new IllegalArgumentException(
          "\"%s\" is no name of a parameter: expected 1 to 64 of A-Z a-z 0-9 _ . -, no dot first"
              .formatted(id));
    }
    classes = List.copyOf(classes);
    if (classes.size() < 2 || classes.size() > CLASSES_AT_MOST) {
      throw new IllegalArgumentException(
          "parameter %s has %d classes: expected 2 to %d"
              .formatted(id, classes.size(), CLASSES_AT_MOST));
    }
    Set<String> chains = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Processing processing : classes) {
      if (!names.add(processing.name().toLowerCase(Locale.ROOT))
          || !chains.add(processing.text())) {
        throw new IllegalArgumentException(
            "parameter %s has two classes that are one: %s, %s"
                .formatted(id, processing, processing.text()));
      }
    }
  }

  /** The study's four. */
  public static List<Parameter> study() {
    return STUDY;
  }

  @Override
  public String toString() {
    return id;
  }
}
