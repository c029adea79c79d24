package org.encodertraces.http;

import java.time.Duration;
import java.util.Locale;

/**
 * How much patience a question deserves. Every wait ends by one of these.
 *
 * @param tries without an advance between them
 * @param first longest time until the first line of an answer
 * @param whole longest time of one try, until its last byte
 * @param total longest time of all tries and the waits between them, but for the waits that the
 *     server asked for, which have a limit of their own
 * @param stall time in which {@code stallBytes} must come, or the connection is given up
 */
public record Limits(
    int tries, Duration first, Duration whole, Duration total, Duration stall, long stallBytes) {

  /** A span as people say it: {@code 45 s}, {@code 2 min 7 s}, {@code 1 h 48 min}. */
  public static String words(Duration span) {
    long seconds = Math.max(0, (span.toMillis() + 500) / 1_000);
    if (seconds < 60) {
      return span.toMillis() < 10_000 && span.toMillis() % 1_000 != 0
          ? String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1e3)
          : seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    long minutes = seconds / 60;
    return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }
}
