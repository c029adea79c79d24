package org.encodertraces.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.encodertraces.Forecast;

/** Progress as plain lines, for logs and pipes: a few a minute at first, and ever fewer. */
final class LineProgress extends TimedProgress {

  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

  /** A line may be later than the last by a share of the time before it: hours fill no log. */
  private static final int SHARE_OF_TIME = 10;

  private final PrintWriter err;
  private final LongSupplier clock;

  LineProgress(PrintWriter err) {
    this(err, System::nanoTime);
  }

  /** Lines by another clock. */
  LineProgress(PrintWriter err, LongSupplier clock) {
    super(clock);
    this.err = err;
    this.clock = clock;
  }

  @Override
  Shown show(String name, long total) {
    long started = clock.getAsLong();
    return new Shown() {
      private long lastLine = started;

      @Override
      public void update(long done, Optional<Duration> left) {
        long now = clock.getAsLong();
        if (now - lastLine >= Math.max(NANOS_BETWEEN_LINES, (now - started) / SHARE_OF_TIME)) {
          lastLine = now;
          say(
              "%s: %d of %d%s"
                  .formatted(
                      name,
                      done,
                      total,
                      left.map(time -> ", " + Forecast.words(time) + " left").orElse("")));
        }
      }
    };
  }

  @Override
  public void say(String line) {
    err.println(line);
  }
}
