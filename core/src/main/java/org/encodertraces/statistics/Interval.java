package org.encodertraces.statistics;

/** A 95 % interval. */
public record Interval(double low, double high) {

  /** Whether {@code value} is one of those that the data do not speak against. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
