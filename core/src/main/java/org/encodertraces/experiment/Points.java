package org.encodertraces.experiment;

/** A change in points as it is printed, to the hundredth. */
final class Points {

  private static final double LEAST_PRINTED = 0.005;

  private Points() {}

  /** What would print as no change has no sign, which would say that something fell. */
  static double of(double change) {
    return Math.abs(change) < LEAST_PRINTED ? 0 : change;
  }
}
