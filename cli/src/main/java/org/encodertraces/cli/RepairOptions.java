package org.encodertraces.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.encodertraces.UsageException;
import org.encodertraces.repair.Method;

/** Words of the repair commands. */
final class RepairOptions {

  private RepairOptions() {}

  /** A method by its name. */
  static Method method(String option, String name) {
    return Method.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "%s %s: expected one of %s"
                        .formatted(
                            option,
                            name,
                            Arrays.stream(Method.values())
                                .map(Method::id)
                                .collect(Collectors.joining(", ")))));
  }
}
