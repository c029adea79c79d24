package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.encodertraces.statistics.Interval;

/** A 95 % interval as {@code [low, high]}. */
public record Range(double low, double high) {

  static Range of(Interval interval) {
    return new Range(interval.low(), interval.high());
  }

  /** The same for statistics. */
  Interval interval() {
    return new Interval(low, high);
  }

  @JsonCreator
  static Range fromJson(List<Double> values) {
    if (values.size() != 2) {
      throw new IllegalArgumentException("expected [low, high], got " + values);
    }
    return new Range(values.get(0), values.get(1));
  }

  @JsonValue
  List<Double> toJson() {
    return List.of(low, high);
  }
}
