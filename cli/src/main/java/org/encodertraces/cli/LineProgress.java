package org.encodertraces.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.encodertraces.Progress;

/** Progress as plain lines, one every few seconds: for logs and pipes. */
record LineProgress(PrintWriter err) implements Progress {

  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

  @Override
  public Task start(String name, long total) {
    AtomicLong done = new AtomicLong();
    AtomicLong lastLine = new AtomicLong(System.nanoTime());
    return units -> {
      long after = done.addAndGet(units);
      long last = lastLine.get();
      long now = System.nanoTime();
      boolean due = now - last >= NANOS_BETWEEN_LINES;
      if (due && lastLine.compareAndSet(last, now)) {
        err.printf("%s: %d of %d%n", name, after, total);
      }
    };
  }

  @Override
  public void say(String line) {
    err.println(line);
  }
}
