package org.encodertraces.flickr;

import java.util.List;

/**
 * A span of upload times, in seconds since 1970, both ends within it.
 *
 * <p>Flickr's search shows no more than some 4,000 results of a query and repeats itself beyond, so
 * windows are halved until each holds fewer.
 */
public record UploadWindow(long from, long to) {

  public UploadWindow {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "a window from %d to %d: expected times from 0 on, in order".formatted(from, to));
    }
  }

  /** Seconds in the window. */
  public long seconds() {
    return to - from + 1;
  }

  /** Whether there is more than one second to split. */
  public boolean canSplit() {
    return seconds() > 1;
  }

  /** Two windows that hold every second of this one once. */
  public List<UploadWindow> halves() {
    if (!canSplit()) {
      throw new IllegalStateException("one second cannot be split");
    }
    long middle = from + (to - from) / 2;
    return List.of(new UploadWindow(from, middle), new UploadWindow(middle + 1, to));
  }
}
