package org.encodertraces.acquisition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * HTTP that keeps to a rate, waits as long as it is told to and tries again what may pass: 429,
 * 5xx, broken and hung connections. Redirects are answers, never followed.
 */
final class RetryingClient {

  private static final int TRIES = 6;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient http;
  private final Duration timeout;
  private final Duration interval;
  private final Pause pause;
  private final RandomGenerator jitter;
  private Instant next = Instant.EPOCH;
  private long calls;

  /** How time passes, so that tests need not wait. */
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** An answer with its whole body, or so much of it as was allowed. */
  record Answer(int status, byte[] body, boolean cut, HttpHeaders headers) {
    /** Whether the server asks to come back. */
    boolean later() {
      return status == TOO_MANY_REQUESTS || status >= 500;
    }
  }

  RetryingClient(int callsPerHour, Duration timeout, Pause pause, RandomGenerator jitter) {
    http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
    this.timeout = timeout;
    this.interval = Duration.ofHours(1).dividedBy(callsPerHour);
    this.pause = pause;
    this.jitter = jitter;
  }

  /** Requests sent, tries among them. */
  long calls() {
    return calls;
  }

  /**
   * Sends a request until it is answered with something other than "later".
   *
   * @param what names the request in messages; never holds the key
   * @param mostBytes of the body that are read
   * @throws FlickrException with the last status when no try passed
   * @throws IOException when the last try broke
   */
  Answer send(HttpRequest request, String what, int mostBytes)
      throws IOException, InterruptedException {
    IOException last = new IOException(what + ": never sent");
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0 && !(last instanceof Later later && later.waited)) {
        pause.sleep(backoff(attempt));
      }
      keepRate();
      try {
        Answer answer = once(request, mostBytes);
        if (!answer.later()) {
          return answer;
        }
        last = new Later(what + ": HTTP status " + answer.status(), false);
        Optional<Duration> asked =
            answer.headers().firstValue("Retry-After").flatMap(RetryingClient::retryAfter);
        if (asked.isPresent()) {
          pause.sleep(asked.get());
          last = new Later(what + ": HTTP status " + answer.status(), true);
        }
      } catch (FlickrException e) {
        throw e;
      } catch (IOException e) {
        last = new IOException(what + ": " + reason(e), e);
      }
    }
    throw new IOException(last.getMessage() + " (after " + TRIES + " tries)", last);
  }

  private static final class Later extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean waited;

    Later(String message, boolean waited) {
      super(message);
      this.waited = waited;
    }
  }

  private void keepRate() throws InterruptedException {
    Instant now = Instant.now();
    if (next.isAfter(now)) {
      pause.sleep(Duration.between(now, next));
    }
    next = (next.isAfter(now) ? next : now).plus(interval);
    calls++;
  }

  private Answer once(HttpRequest request, int mostBytes) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> sent =
        http.sendAsync(request, BodyHandlers.ofInputStream());
    // A timeout of the request ends with its headers; a body that drips for ever must end too.
    CompletableFuture<Answer> answer = sent.thenApplyAsync(response -> answer(response, mostBytes));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      if (!sent.cancel(true)) {
        close(sent);
      }
      throw new IOException("no whole answer within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
        cause = unchecked.getCause();
      }
      throw new IOException(reason(cause), e);
    }
  }

  private static void close(CompletableFuture<HttpResponse<InputStream>> sent) throws IOException {
    if (sent.isDone() && !sent.isCompletedExceptionally()) {
      sent.join().body().close();
    }
  }

  private static Answer answer(HttpResponse<InputStream> response, int mostBytes) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(mostBytes);
      boolean cut = bytes.length == mostBytes && body.read() >= 0;
      return new Answer(response.statusCode(), bytes, cut, response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds or a date (RFC 9110, section 10.2.3), but never longer than anyone would wait. */
  private static Optional<Duration> retryAfter(String header) {
    Duration wait;
    if (header.matches("\\d{1,9}")) {
      wait = Duration.ofSeconds(Long.parseLong(header));
    } else {
      try {
        wait =
            Duration.between(
                Instant.now(),
                ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
    Duration most = Duration.ofHours(1);
    return Optional.of(wait.isNegative() ? Duration.ZERO : wait.compareTo(most) > 0 ? most : wait);
  }

  /**
   * Twice as long each time, and up to half as long again, so that many clients do not march in
   * step.
   */
  private Duration backoff(int attempt) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << (attempt - 1));
    Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    return bounded.plusMillis((long) (jitter.nextDouble() * bounded.toMillis() / 2));
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
