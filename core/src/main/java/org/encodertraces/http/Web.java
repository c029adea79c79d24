package org.encodertraces.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.zip.ZipException;

/**
 * Asks until an answer comes whole. The one place that tells passing faults from final ones: a
 * passing one is asked again after a while, or when the server says; a final one is told at once.
 */
public final class Web {

  /** The hub counts questions in windows of five minutes, which can be sat out. */
  static final Duration LONGEST_TOLD = Duration.ofMinutes(5);

  /** Of all waits that a server asks for in one question. */
  static final Duration MOST_TOLD = Duration.ofMinutes(15);

  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Walk walk;
  private final Time time;
  private final Consumer<String> say;
  private final RandomGenerator jitter = RandomGenerator.getDefault();

  /**
   * An asker.
   *
   * @param client that follows no redirect by itself
   * @param say hears why and until when there is a wait
   */
  public Web(HttpClient client, Time time, Rate rate, Consumer<String> say) {
    this.walk = new Walk(client, time, rate);
    this.time = time;
    this.say = say;
  }

  /** With the JVM's proxies. */
  public static HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT);
    Optional.ofNullable(ProxySelector.getDefault()).ifPresent(client::proxy);
    return client.build();
  }

  /**
   * Asks, and asks again while faults may pass and the limits allow.
   *
   * @param what names the question in messages; holds no secret
   * @throws HttpFault with the last reason, in words
   * @throws IOException that is not the network's fault, from reading
   */
  public <T> T ask(String what, Question<T> question, Limits limits)
      throws IOException, InterruptedException {
    Instant begun = time.now();
    Instant deadline = begun.plus(limits.total());
    Duration told = Duration.ZERO;
    int failures = 0;
    for (int tries = 1; ; tries++) {
      HttpFault fault;
      try {
        return once(question, limits, deadline);
      } catch (HttpFault e) {
        fault = e;
      }
      if (fault.kind() != HttpFault.Kind.PASSING) {
        throw fault.as(fault.kind(), what + ": " + fault.getMessage());
      }
      failures = question.advanced() ? 1 : failures + 1;
      Optional<Duration> asked = fault.told().filter(wait -> !wait.isZero());
      Duration wait = asked.orElse(backoff(failures));
      Instant then = time.now().plus(wait);
      if (asked.isPresent()) {
        told = told.plus(wait);
        deadline = deadline.plus(wait);
        boolean tooLong =
            wait.compareTo(LONGEST_TOLD) > 0
                || told.compareTo(MOST_TOLD) > 0
                || failures >= limits.tries();
        if (tooLong) {
          throw fault.as(
              HttpFault.Kind.LATER,
              "%s: %s; try again at %s".formatted(what, fault.getMessage(), clock(then)));
        }
        say.accept(
            "%s: %s; the server asks to wait until %s"
                .formatted(what, fault.getMessage(), clock(then)));
      }
      if (failures >= limits.tries() || !then.isBefore(deadline)) {
        throw fault.as(
            HttpFault.Kind.PASSING,
            "%s: %s (given up after %d %s in %s)"
                .formatted(
                    what,
                    fault.getMessage(),
                    tries,
                    tries == 1 ? "try" : "tries",
                    Limits.words(Duration.between(begun, time.now()))));
      }
      time.sleep(wait);
    }
  }

  private <T> T once(Question<T> question, Limits limits, Instant deadline)
      throws IOException, InterruptedException {
    try (Arrival arrival = walk.to(question.ask(), limits, deadline)) {
      int status = arrival.status();
      if (status == 511) {
        throw HttpFault.ending(status, "the network asks to sign in first (511)");
      }
      if (isBusy(status)) {
        throw HttpFault.busy(status, ToldWait.of(status, arrival.headers(), time.now()));
      }
      return question.read(arrival);
    } catch (EOFException | ZipException e) {
      throw HttpFault.passing("the packed answer is damaged (%s)".formatted(e.getMessage()), e);
    } catch (InterruptedIOException e) {
      Thread.interrupted(); // from here on the exception tells it
      InterruptedException interrupted = new InterruptedException();
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /** Statuses that mean "later": all others are the server's last word. */
  private static boolean isBusy(int status) {
    return switch (status) {
      case 408, 425, 429 -> true;
      case 501, 505 -> false;
      default -> status >= 500;
    };
  }

  /**
   * Twice as long each time, and up to half as long again, so that many askers do not march in
   * step.
   */
  private Duration backoff(int failures) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(10, failures - 1));
    Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    return bounded.plusMillis((long) (jitter.nextDouble() * bounded.toMillis() / 2));
  }

  /** The next full minute, with the day when it is not today. */
  private String clock(Instant then) {
    ZonedDateTime local = then.plusSeconds(59).atZone(ZoneId.systemDefault());
    LocalDate today = time.now().atZone(ZoneId.systemDefault()).toLocalDate();
    String pattern = local.toLocalDate().equals(today) ? "HH:mm" : "yyyy-MM-dd HH:mm";
    return local.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }
}
