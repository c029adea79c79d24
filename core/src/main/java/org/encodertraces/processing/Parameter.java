package org.encodertraces.processing;

import static org.encodertraces.processing.Processing.INTERPOLATION_BICUBIC;
import static org.encodertraces.processing.Processing.INTERPOLATION_BILINEAR;
import static org.encodertraces.processing.Processing.INTERPOLATION_BOX;
import static org.encodertraces.processing.Processing.INTERPOLATION_LANCZOS;
import static org.encodertraces.processing.Processing.JPEG75_420;
import static org.encodertraces.processing.Processing.JPEG75_444;
import static org.encodertraces.processing.Processing.JPEG85_420;
import static org.encodertraces.processing.Processing.JPEG85_444;
import static org.encodertraces.processing.Processing.JPEG95_420;
import static org.encodertraces.processing.Processing.JPEG95_444;
import static org.encodertraces.processing.Processing.RESIZE_DOUBLE;
import static org.encodertraces.processing.Processing.RESIZE_HALF;
import static org.encodertraces.processing.Processing.SHARPEN_2;
import static org.encodertraces.processing.Processing.SHARPEN_4;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.encodertraces.Spelling;

/** The four processing parameters of the study and the processings that are their classes. */
public enum Parameter {
  JPEG("JPEG quality", JPEG75_420, JPEG75_444, JPEG85_420, JPEG85_444, JPEG95_420, JPEG95_444),
  SHARPENING("sharpening", JPEG95_444, SHARPEN_2, SHARPEN_4),
  RESIZING("resizing", JPEG95_444, RESIZE_HALF, RESIZE_DOUBLE),
  INTERPOLATION(
      "interpolation",
      INTERPOLATION_BILINEAR,
      INTERPOLATION_BICUBIC,
      INTERPOLATION_LANCZOS,
      INTERPOLATION_BOX);

  private final String title;
  private final List<Processing> classes;

  Parameter(String title, Processing... classes) {
    this.title = title;
    this.classes = List.of(classes);
  }

  /** The name on the command line and in files: {@code jpeg}, {@code sharpening} … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in a sentence. */
  public String title() {
    return title;
  }

  /** The classes in the study's order; class c of a probe is element c. */
  public List<Processing> classes() {
    return classes;
  }

  /**
   * The parameter of this {@link #id}.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Parameter named(String id) {
    return stream()
        .filter(parameter -> parameter.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown parameter \"%s\"%s; known: %s"
                        .formatted(
                            id,
                            Spelling.didYouMean(id, stream().map(Parameter::id).toList()),
                            stream().map(Parameter::id).collect(Collectors.joining(", ")))));
  }

  static Stream<Parameter> stream() {
    return Arrays.stream(values());
  }
}
