package org.encodertraces.image;

import java.io.IOException;

/** A file that is no picture we can decode; the message says why, without the file's name. */
public final class UnreadableImageException extends IOException {

  private static final long serialVersionUID = 1L;

  public UnreadableImageException(String reason) {
    super(reason);
  }

  public UnreadableImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
