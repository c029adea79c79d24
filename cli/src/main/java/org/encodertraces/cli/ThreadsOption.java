package org.encodertraces.cli;

import org.encodertraces.UsageException;
import org.encodertraces.engine.Engine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads, for the commands that share their work out. */
final class ThreadsOption {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; changes the speed, never a number. Default: one a processor.")
  private @Nullable Integer threads;

  int count() {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (count < 1 || count > 1024) {
      throw new UsageException("--threads %d: expected 1 to 1024".formatted(count));
    }
    return count;
  }

  /** What computes, for a command. */
  Engine engine(CommonOptions common) {
    return Engine.of(count(), common.progress());
  }
}
