package org.encodertraces.statistics;

/**
 * A figure with its 95 % interval over photos.
 *
 * @param value what it is
 * @param low lower end
 * @param high upper end
 */
public record Figure(double value, double low, double high) {

  /** Of a value and its interval. */
  public static Figure of(double value, Interval interval) {
    return new Figure(value, interval.low(), interval.high());
  }

  /** Of a value and its interval, both times {@code factor} &gt; 0. */
  public static Figure of(double value, Interval interval, double factor) {
    return of(factor * value, interval.scaled(factor));
  }

  /**
   * The mean of shares over photos, in percent.
   *
   * @param perPhoto [photos] 0 … 1
   * @param cells answers behind each
   */
  public static Figure percent(double[] perPhoto, int cells) {
    return of(100 * mean(perPhoto), ShareInterval.of(perPhoto, cells).scaled(100));
  }

  /** The mean of values, NaN of none. */
  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
