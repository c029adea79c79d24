package org.encodertraces;

/**
 * Something the user handed over is not what it must be: a file, a folder, a data set.
 *
 * <p>The message is one line that names the file, the value and what was expected.
 */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
