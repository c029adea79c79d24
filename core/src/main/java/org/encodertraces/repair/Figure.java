package org.encodertraces.repair;

import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.ShareInterval;

/**
 * A figure with its 95 % interval over photos.
 *
 * @param value what it is
 * @param low lower end
 * @param high upper end
 */
public record Figure(double value, double low, double high) {

  static Figure of(double value, Interval interval) {
    return new Figure(value, interval.low(), interval.high());
  }

  /**
   * The mean of shares over photos, in percent.
   *
   * @param perPhoto [photos] 0 … 1
   * @param cells answers behind each
   */
  static Figure percent(double[] perPhoto, int cells) {
    return of(100 * mean(perPhoto), ShareInterval.of(perPhoto, cells).scaled(100));
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
