package org.encodertraces.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock on which a sleep takes no time but counts. */
public final class TestTime implements Time {

  /** Noon and half a minute, so that a few seconds more do not change the minute. */
  private static final Instant START = Instant.parse("2026-03-01T12:00:30Z");

  private final long startNanos = System.nanoTime();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();

  /** All sleeps so far. */
  public List<Duration> waits() {
    return waits;
  }

  /** Time since the start, slept or not. */
  public Duration passed() {
    return Duration.between(START, now());
  }

  @Override
  public Instant now() {
    Duration slept = waits.stream().reduce(Duration.ZERO, Duration::plus);
    return START.plusNanos(System.nanoTime() - startNanos).plus(slept);
  }

  @Override
  public void sleep(Duration duration) {
    waits.add(duration);
  }
}
