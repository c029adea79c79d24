package org.encodertraces.dataset;

import java.util.List;
import java.util.Locale;

/**
 * The two halves of a data set: what probes and indexes are built from, and what asks them; or all
 * of one that has no halves, as FlickrExif and PairCams.
 */
public enum Split {
  TRAIN,
  VAL,
  ALL;

  /** The halves. */
  public static final List<Split> HALVES = List.of(TRAIN, VAL);

  /** The name in file names and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
