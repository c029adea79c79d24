package org.encodertraces;

/** An option's value cannot be meant: out of range, unknown, or against another option. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
