package org.encodertraces.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.TraceResult;

/**
 * What an experiment's command has beside the options of its settings: arguments, and what it
 * prints. Its fields are options and arguments, by picocli's annotations.
 */
interface ExperimentWords {

  /** What values without an option are called, by their keys. */
  default Map<String, String> calls() {
    return Map.of();
  }

  /**
   * Puts what arguments tell among what was asked.
   *
   * @throws org.encodertraces.UsageException when an option of its own cannot be meant
   */
  default void ask(ObjectNode asked) {}

  /**
   * Refuses what does not go with the settings, before anything is done.
   *
   * @throws org.encodertraces.UsageException naming the option or argument
   */
  default void require(ExperimentSettings settings) {}

  /** Whether an argument names the encoder. */
  default boolean nameEncoder() {
    return false;
  }

  /** The encoder that an argument names. */
  default Optional<String> encoder() {
    return Optional.empty();
  }

  /** What is printed of the result. */
  List<String> lines(TraceResult result);

  /** What the command ends with. */
  default int exitCode(TraceResult result) {
    return 0;
  }
}
