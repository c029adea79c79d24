package org.encodertraces.probe;

import java.util.Locale;

/** Under which classes each training photo is shown to a probe. */
public enum Training {
  /** Every photo under every class: the most that few photos can give. */
  ALL,
  /** Every photo under one class drawn at random: the study's design. */
  ONE;

  /** The value on the command line and in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
