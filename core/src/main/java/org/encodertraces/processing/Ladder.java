package org.encodertraces.processing;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.encodertraces.Spelling;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Filter;

/**
 * One change of a picture in growing severity. Unlike the study's processings, a rung does one
 * thing alone: what is scaled, sharpened or blurred is not compressed after.
 */
public enum Ladder {
  /** JPEG quality, 4:2:0 as most writers choose. */
  JPEG("JPEG quality", "quality", steps(5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100)) {
    @Override
    Operation operation(double step) {
      return new Operation.Jpeg((int) step, Chroma.SUBSAMPLED_420, false);
    }
  },
  /** Width and height times the step, bilinear with antialias; 1 is the picture as it is. */
  RESIZING("scale", "scale", steps(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)) {
    @Override
    Operation operation(double step) {
      return new Operation.Scale(step, Filter.BILINEAR);
    }
  },
  /** Pillow's sharpness factor; 1 is the picture as it is. */
  SHARPENING("sharpening", "factor", steps(1, 1.5, 2, 3, 4, 6, 8)) {
    @Override
    Operation operation(double step) {
      return new Operation.Sharpen(step);
    }
  },
  /** Standard deviation of a Gaussian blur, in pixels; 0 is the picture as it is. */
  BLUR("blur", "radius, pixels", steps(0, 0.5, 1, 1.5, 2, 3, 4, 6, 8)) {
    @Override
    Operation operation(double step) {
      return new Operation.Blur(step);
    }
  };

  private static final double LARGEST_SCALE = 4;
  private static final double LARGEST_FACTOR = 100;

  private final String title;
  private final String unit;
  private final List<Double> steps;

  Ladder(String title, String unit, List<Double> steps) {
    this.title = title;
    this.unit = unit;
    this.steps = steps;
  }

  abstract Operation operation(double step);

  /** A step as a processing: what a rung does can be asked of every experiment. */
  public Processing processing(double step) {
    return Processing.unnamed(List.of(operation(step)));
  }

  /** The name in files: {@code jpeg}, {@code resizing}, {@code sharpening}, {@code blur}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in a sentence. */
  public String title() {
    return title;
  }

  /** What a step is, for an axis. */
  public String unit() {
    return unit;
  }

  /** Steps unless the user chooses. */
  public List<Double> steps() {
    return steps;
  }

  /** The {@link #steps} of every ladder. */
  public static Map<Ladder, List<Double>> allSteps() {
    Map<Ladder, List<Double>> all = new EnumMap<>(Ladder.class);
    for (Ladder ladder : values()) {
      all.put(ladder, ladder.steps);
    }
    return all;
  }

  /** Whether the ladder can be climbed to this step, and if not, what it takes. */
  public boolean takes(double step) {
    return switch (this) {
      case JPEG -> step >= 1 && step <= 100 && step == Math.rint(step);
      case RESIZING -> step > 0 && step <= LARGEST_SCALE;
      case SHARPENING, BLUR -> step >= 0 && step <= LARGEST_FACTOR;
    };
  }

  /** The steps that {@link #takes} allows, in words. */
  public String expected() {
    return switch (this) {
      case JPEG -> "whole numbers from 1 to 100";
      case RESIZING -> "numbers above 0, up to 4";
      case SHARPENING, BLUR -> "numbers from 0 to 100";
    };
  }

  /**
   * The ladder of this {@link #id}.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Ladder named(String id) {
    return Arrays.stream(values())
        .filter(ladder -> ladder.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown ladder \"%s\"%s; known: %s"
                        .formatted(
                            id,
                            Spelling.didYouMean(
                                id, Arrays.stream(values()).map(Ladder::id).toList()),
                            Arrays.stream(values())
                                .map(Ladder::id)
                                .collect(Collectors.joining(", ")))));
  }

  private static List<Double> steps(double... steps) {
    return DoubleStream.of(steps).boxed().toList();
  }
}
