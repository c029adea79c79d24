package org.encodertraces.statistics;

/** A 95 % interval. */
public record Interval(double low, double high) {

  /** Whether {@code value} is one of those that the data do not speak against. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Half of the way from the lower to the upper end. */
  public double halfWidth() {
    return (high - low) / 2;
  }

  /** In another unit: both ends times {@code factor} > 0, such as 100 for percent. */
  public Interval scaled(double factor) {
    return new Interval(factor * low, factor * high);
  }
}
