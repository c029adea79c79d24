package org.encodertraces.http;

import java.time.Duration;
import java.time.Instant;

/** Keeps questions apart, so that no more are asked in an hour than a server allows. */
public final class Rate {

  private final Duration interval;
  private final Time time;
  private Instant next = Instant.EPOCH;
  private long calls;

  private Rate(Duration interval, Time time) {
    this.interval = interval;
    this.time = time;
  }

  /** So many an hour. */
  public static Rate perHour(int calls, Time time) {
    return new Rate(Duration.ofHours(1).dividedBy(calls), time);
  }

  /** As fast as they come. */
  public static Rate unlimited(Time time) {
    return new Rate(Duration.ZERO, time);
  }

  /** Questions asked, tries and redirects among them. */
  public long calls() {
    return calls;
  }

  /** Waits until the next question is due. */
  void keep() throws InterruptedException {
    Instant now = time.now();
    if (next.isAfter(now)) {
      time.sleep(Duration.between(now, next));
    }
    next = (next.isAfter(now) ? next : now).plus(interval);
    calls++;
  }
}
