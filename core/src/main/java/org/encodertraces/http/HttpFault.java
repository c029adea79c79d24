package org.encodertraces.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a question has no answer, in words, and whether asking again can help. */
public final class HttpFault extends IOException {

  private static final long serialVersionUID = 1L;

  /** Whether asking again can help. */
  public enum Kind {
    /** Another try may pass: a broken connection, a server that is busy, half an answer. */
    PASSING,
    /** The server named a time that is too far off to be waited for; the message tells it. */
    LATER,
    /** The same question gets the same answer. */
    FINAL
  }

  private final Kind kind;
  private final int status;
  private final @Nullable Duration told;

  private HttpFault(
      Kind kind, int status, String message, @Nullable Duration told, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
    this.told = told;
  }

  /** A fault before any answer, or in the middle of one. */
  public static HttpFault passing(String message) {
    return new HttpFault(Kind.PASSING, 0, message, null, null);
  }

  /** An answer that came, but cannot be what the server means. */
  public static HttpFault passing(int status, String message) {
    return new HttpFault(Kind.PASSING, status, message, null, null);
  }

  /** What nobody can help. */
  public static HttpFault ending(int status, String message) {
    return new HttpFault(Kind.FINAL, status, message, null, null);
  }

  static HttpFault passing(String message, Throwable cause) {
    return new HttpFault(Kind.PASSING, 0, message, null, cause);
  }

  static HttpFault ending(String message, Throwable cause) {
    return new HttpFault(Kind.FINAL, 0, message, null, cause);
  }

  static HttpFault busy(int status, Optional<Duration> told) {
    return new HttpFault(Kind.PASSING, status, "HTTP status " + status, told.orElse(null), null);
  }

  /** The same fault, told in a longer way. */
  HttpFault as(Kind otherKind, String message) {
    return new HttpFault(otherKind, status, message, told, this);
  }

  public Kind kind() {
    return kind;
  }

  /** The answer's status, or 0 when none came. */
  public int status() {
    return status;
  }

  /** The message without what was asked, and how often. */
  public String reason() {
    return getCause() instanceof HttpFault first ? first.reason() : getMessage();
  }

  /** How long the server asks to wait. */
  Optional<Duration> told() {
    return Optional.ofNullable(told);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
