package org.encodertraces.copies;

import org.encodertraces.statistics.Interval;

/** A figure with its 95 % interval over photos. */
public record Figure(double value, double low, double high) {

  /** Of a value and its interval, both times {@code factor} > 0. */
  public static Figure of(double value, Interval interval, double factor) {
    return new Figure(factor * value, factor * interval.low(), factor * interval.high());
  }
}
