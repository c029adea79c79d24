package org.encodertraces.cli;

import org.encodertraces.UsageException;
import org.encodertraces.linalg.Engine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads compute; of the commands that more of them make faster. */
final class ThreadsOption {

  private static final int MOST = 1024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; changes the speed, never a number. Default: one a processor.")
  private @Nullable Integer threads;

  int count() {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (count < 1 || count > MOST) {
      throw new UsageException("--threads %d: expected 1 to %d".formatted(count, MOST));
    }
    return count;
  }

  /** What computes, for a command. */
  Engine engine(CommonOptions common) {
    return Engine.of(count(), common.progress());
  }
}
