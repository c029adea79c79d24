package org.encodertraces.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a server asks to wait. */
final class ToldWait {

  /**
   * The hub's <a href="https://huggingface.co/docs/hub/rate-limits">RateLimit</a> header, as in
   * {@code "resolvers";r=0;t=55}: remaining questions, and seconds until there are more.
   */
  private static final Pattern RATE_LIMIT =
      Pattern.compile("\\br\\s*=\\s*(\\d{1,9})\\s*;\\s*t\\s*=\\s*(\\d{1,9})");

  private ToldWait() {}

  /** By Retry-After (RFC 9110, section 10.2.3), which goes first, or else by RateLimit. */
  static Optional<Duration> of(int status, HttpHeaders headers, Instant now) {
    Optional<Duration> told =
        headers.firstValue("Retry-After").flatMap(text -> retryAfter(text.strip(), headers, now));
    return told.isPresent() || status != 429 ? told : rateLimit(headers);
  }

  private static Optional<Duration> retryAfter(String text, HttpHeaders headers, Instant now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    // The server's clock against the server's: this machine's may be wrong.
    Instant there = headers.firstValue("Date").flatMap(ToldWait::date).orElse(now);
    return date(text)
        .map(then -> then.isBefore(there) ? Duration.ZERO : Duration.between(there, then));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> rateLimit(HttpHeaders headers) {
    Optional<Duration> longest = Optional.empty();
    for (String line : headers.allValues("RateLimit")) {
      Matcher limit = RATE_LIMIT.matcher(line);
      while (limit.find()) {
        Duration wait = Duration.ofSeconds(Long.parseLong(limit.group(2)));
        boolean spent = Long.parseLong(limit.group(1)) == 0;
        if (spent && (longest.isEmpty() || longest.get().compareTo(wait) < 0)) {
          longest = Optional.of(wait);
        }
      }
    }
    return longest;
  }
}
