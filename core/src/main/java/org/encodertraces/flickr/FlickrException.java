package org.encodertraces.flickr;

import java.io.IOException;

/** What Flickr answered in place of what was asked, in words; never with the key in it. */
public final class FlickrException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int code;

  FlickrException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Flickr's error code, or the HTTP status. */
  public int code() {
    return code;
  }
}
