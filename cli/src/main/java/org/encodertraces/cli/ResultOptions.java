package org.encodertraces.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an experiment's results go. */
final class ResultOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the result files. Default: results, in the current folder.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print the result object, or an array of several, and nothing else.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** The folder of result files; none where results are printed instead. */
  Optional<Path> folder() {
    if (out != null) {
      return Optional.of(out);
    }
    return json ? Optional.empty() : Optional.of(Path.of("results"));
  }
}
