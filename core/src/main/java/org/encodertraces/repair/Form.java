package org.encodertraces.repair;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.embedding.AffineMap.FittedOn;

/** How a repair takes vectors: as they are stored, or scaled to length 1. */
public enum Form {
  RAW,
  UNIT;

  private static final double BEYOND = 1.25;

  /** The name on the command line and in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The form of this name. */
  public static Optional<Form> named(String id) {
    return Arrays.stream(values()).filter(form -> form.id().equals(id)).findFirst();
  }

  /**
   * What is recorded with a map that was fitted on vectors of these lengths. It takes lengths a
   * quarter beyond: other photos' are seldom all within what some showed, while vectors that were
   * scaled on the way lie far outside.
   */
  FittedOn fittedOn(double shortest, double longest) {
    return this == UNIT
        ? new FittedOn.Unit()
        : new FittedOn.Raw(shortest / BEYOND, longest * BEYOND);
  }

  /** Scales a row in place where this asks for it, and returns the length it had. */
  double take(float[] row, int offset, int dimension) {
    double squares = 0;
    for (int i = offset; i < offset + dimension; i++) {
      squares += (double) row[i] * row[i];
    }
    double length = Math.sqrt(squares);
    if (this == UNIT && length > 0) {
      float scale = (float) (1 / length);
      for (int i = offset; i < offset + dimension; i++) {
        row[i] *= scale;
      }
    }
    return length;
  }
}
