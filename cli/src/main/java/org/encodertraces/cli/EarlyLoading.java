package org.encodertraces.cli;

import java.util.List;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.linalg.OpenBlas;

/**
 * Brings in the native library that every experiment multiplies by while the command line is still
 * being read: a fifth of a second of a small command on two cores (PERFORMANCE.md).
 */
final class EarlyLoading {

  private EarlyLoading() {}

  /** Begins where these words start an experiment, and goes on beside the caller. */
  static void begin(List<Experiment<?, ?>> experiments, String... arguments) {
    if (wanted(experiments, arguments)) {
      Thread thread = new Thread(EarlyLoading::load, "early loading");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Whether the first words are an experiment's, and no help is asked for. */
  static boolean wanted(List<Experiment<?, ?>> experiments, String... arguments) {
    List<String> words = List.of(arguments);
    return !words.contains("--help")
        && experiments.stream()
            .map(experiment -> List.of(experiment.command().split(" ", -1)))
            .anyMatch(
                command ->
                    words.size() > command.size()
                        && words.subList(0, command.size()).equals(command));
  }

  private static void load() {
    try {
      new OpenBlas();
    } catch (LinkageError | RuntimeException e) {
      // Whoever needs it meets the same and says so, with the words for it.
      System.getLogger(EarlyLoading.class.getName()).log(System.Logger.Level.DEBUG, e::toString);
    }
  }
}
