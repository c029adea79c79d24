package org.encodertraces;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what was done in this run and what was found done; stops behind so many units. */
public final class StoppedWork implements Progress {

  /** What ends the work. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final AtomicLong done = new AtomicLong();
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong total = new AtomicLong();
  private final long last;
  private volatile String said = "";

  private StoppedWork(long last) {
    this.last = last;
  }

  /** Stops in the unit behind {@code last}. */
  public static StoppedWork behind(long last) {
    return new StoppedWork(last);
  }

  /** Does not stop. */
  public static StoppedWork never() {
    return new StoppedWork(Long.MAX_VALUE);
  }

  public long done() {
    return done.get();
  }

  public long found() {
    return found.get();
  }

  /** Units of the last task. */
  public long total() {
    return total.get();
  }

  /** The last line. */
  public String said() {
    return said;
  }

  @Override
  public Task start(String name, long units) {
    total.set(units);
    return new Task() {
      @Override
      public void step(long units) {
        if (done.addAndGet(units) > last) {
          throw new Stopped();
        }
      }

      @Override
      public void find(long units) {
        found.addAndGet(units);
      }
    };
  }

  @Override
  public void say(String line) {
    said = line;
  }
}
