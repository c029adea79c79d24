package org.encodertraces;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long work of several parts will still take, judged by how long what is done took.
 *
 * <p>Parts are expected to take some seconds, or nothing is known of them. A part under way is
 * judged by its own speed as soon as enough of it is done; one that lies ahead by its expectation,
 * times how far parts of the same kind were off. So a forecast begins with guesses and ends with
 * measurements, and what it says is "about". Called from any thread.
 */
public final class Forecast {

  /** A part is judged by its own speed when so much of it, and for so long, was done. */
  private static final double MEASURED_SHARE = 0.02;

  private static final double MEASURED_SECONDS = 1;

  private static final double NANOS = 1e9;

  private final List<Part> parts;
  private final LongSupplier clock;
  private final long started;
  private final Map<String, Kind> kinds = new HashMap<>();
  private int current = -1;
  private long currentStarted;
  private long total;
  private long done;
  private long found;

  /**
   * A part of the work.
   *
   * @param kind of work whose parts are as wrongly expected as one another
   * @param size it is expected to take: seconds, or for a relative part any measure of work that is
   *     common to its kind
   * @param relative whether only the speed of its kind can tell how long it takes
   */
  public record Part(String kind, double size, boolean relative) {

    /** A part that is expected to take so long. */
    public static Part ofSeconds(String kind, double seconds) {
      return new Part(kind, seconds, false);
    }

    /** A part of so much work, of a speed that is not known before some of its kind is done. */
    public static Part ofWork(String kind, double work) {
      return new Part(kind, work, true);
    }
  }

  /** What the finished parts of a kind took, and were expected to take. */
  private record Kind(double took, double expected) {
    Kind and(double seconds, double expectation) {
      return new Kind(took + seconds, expected + expectation);
    }
  }

  /**
   * A forecast of work that begins now.
   *
   * @param clock in nanoseconds, as {@link System#nanoTime}: never turned back
   */
  public Forecast(List<Part> parts, LongSupplier clock) {
    this.parts = List.copyOf(parts);
    this.clock = clock;
    this.started = clock.getAsLong();
  }

  /** One part of which nothing is known beforehand. */
  public static Forecast ofOnePart(LongSupplier clock) {
    return new Forecast(List.of(Part.ofWork("all", 1)), clock);
  }

  /**
   * Part {@code index} begins; those before it are done, or are not to be done.
   *
   * @param units of it, all alike
   */
  public synchronized void begin(int index, long units) {
    end();
    current = index;
    currentStarted = clock.getAsLong();
    total = units;
    done = 0;
    found = 0;
  }

  /** Units of the part under way are done. */
  public synchronized void step(long units) {
    done += units;
  }

  /** Units of the part under way were done before it began: they tell nothing of its speed. */
  public synchronized void find(long units) {
    done += units;
    found += units;
  }

  /** The part under way is done. */
  public synchronized void end() {
    if (current >= 0 && current < parts.size() && done > found) {
      kinds.put(parts.get(current).kind(), kindWithCurrent(1));
    }
    total = 0;
    done = 0;
    found = 0;
  }

  /** The time since the work began. */
  public synchronized Duration spent() {
    return Duration.ofNanos(clock.getAsLong() - started);
  }

  /** About how long all that is left will take; empty while there is nothing to judge it by. */
  public synchronized Optional<Duration> left() {
    double seconds = 0;
    for (int i = Math.max(0, current); i < parts.size(); i++) {
      double part = i == current ? leftOfCurrent() : expected(parts.get(i));
      if (Double.isNaN(part)) {
        return Optional.empty();
      }
      seconds += part;
    }
    return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private double leftOfCurrent() {
    if (total == 0) {
      return 0;
    }
    if (isMeasured()) {
      return elapsed() / (done - found) * (total - done);
    }
    double whole = expected(parts.get(current)) * (total - found) / total;
    return Math.max(0, whole - elapsed());
  }

  private boolean isMeasured() {
    long own = total - found;
    long worked = done - found;
    return worked > 0
        && (worked >= own || (worked >= MEASURED_SHARE * own && elapsed() >= MEASURED_SECONDS));
  }

  private double elapsed() {
    return (clock.getAsLong() - currentStarted) / NANOS;
  }

  /**
   * What is known of the kind of the part under way, of which this share of its own work is done.
   */
  private Kind kindWithCurrent(double shareDone) {
    Part part = parts.get(current);
    double own = total > found ? (double) (total - found) / total : 1;
    Kind before = kinds.getOrDefault(part.kind(), new Kind(0, 0));
    return before.and(elapsed(), part.size() * own * shareDone);
  }

  private double expected(Part part) {
    boolean underWay = total > 0 && isMeasured() && parts.get(current).kind().equals(part.kind());
    Kind kind =
        underWay
            ? kindWithCurrent((double) (done - found) / (total - found))
            : kinds.getOrDefault(part.kind(), new Kind(0, 0));
    if (kind.expected() > 0) {
      return part.size() * kind.took() / kind.expected();
    }
    return part.relative() ? Double.NaN : part.size();
  }

  /** A time as a person would say it who does not know better: "about 3 min". */
  public static String words(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    if (seconds < 5) {
      return "a few seconds";
    }
    if (seconds < 55) {
      return "about %d s".formatted(seconds < 20 ? seconds : (seconds + 5) / 10 * 10);
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 60) {
      return "about %d min".formatted(minutes < 20 ? Math.max(1, minutes) : (minutes + 2) / 5 * 5);
    }
    long tens = Math.round(minutes / 10.0);
    return tens % 6 == 0
        ? "about %d h".formatted(tens / 6)
        : "about %d h %d min".formatted(tens / 6, tens % 6 * 10);
  }
}
