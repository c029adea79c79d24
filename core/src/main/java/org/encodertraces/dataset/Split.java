package org.encodertraces.dataset;

import java.util.Locale;

/** The two halves of a data set: what probes and indexes are built from, and what asks them. */
public enum Split {
  TRAIN,
  VAL;

  /** The name in file names and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
