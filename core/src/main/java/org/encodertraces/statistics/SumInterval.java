package org.encodertraces.statistics;

/**
 * The 95 % interval of a sum of two figures with intervals of their own (G. Y. Zou and A. Donner,
 * "Construction of confidence limits about effect measures: a general approach", Statistics in
 * Medicine 27, 2008): distances to the ends add up as the sides of a right angle do.
 */
public final class SumInterval {

  private SumInterval() {}

  /** Of {@code a + b}. */
  public static Interval of(double a, Interval ofA, double b, Interval ofB) {
    return new Interval(
        a + b - Math.hypot(a - ofA.low(), b - ofB.low()),
        a + b + Math.hypot(ofA.high() - a, ofB.high() - b));
  }
}
