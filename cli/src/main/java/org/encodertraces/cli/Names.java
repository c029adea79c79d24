package org.encodertraces.cli;

/** Values as they are printed. */
final class Names {

  private Names() {}

  /** A number without a needless {@code .0}. */
  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
