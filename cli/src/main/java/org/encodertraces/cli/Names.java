package org.encodertraces.cli;

import java.util.Arrays;
import java.util.List;
import org.encodertraces.UsageException;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/** Names on the command line, and the complaint about one that is not known. */
final class Names {

  private Names() {}

  static List<Processing> processings(List<String> names) {
    if (names.equals(List.of("all"))) {
      return Arrays.asList(Processing.values());
    }
    try {
      return names.stream().map(Processing::named).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--processing: " + e.getMessage());
    }
  }

  static Parameter parameter(String name) {
    try {
      return Parameter.named(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--parameter: " + e.getMessage());
    }
  }

  /** A number without a needless {@code .0}. */
  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
