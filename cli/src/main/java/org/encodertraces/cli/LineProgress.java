package org.encodertraces.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.encodertraces.Progress;

/** Progress as plain lines, at most one a tenth of the way: for logs and pipes. */
record LineProgress(PrintWriter err) implements Progress {

  private static final int LINES = 10;

  @Override
  public Task start(String name, long total) {
    AtomicLong done = new AtomicLong();
    return units -> {
      long after = done.addAndGet(units);
      if (after * LINES / Math.max(1, total) != (after - units) * LINES / Math.max(1, total)) {
        err.printf("%s: %d of %d%n", name, after, total);
      }
    };
  }

  @Override
  public void say(String line) {
    err.println(line);
  }
}
