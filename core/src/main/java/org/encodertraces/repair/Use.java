package org.encodertraces.repair;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What vectors are for, and so what a repair is to make better (docs/repair.md, "Uses"). */
public enum Use {
  /** The nearest of other photos show what the query shows, however both were processed. */
  SEARCH,
  /** A classifier learns content and not the processing that a class came under. */
  CLASSIFICATION,
  /** Nobody reads from a vector how its photo was processed. */
  PRIVACY;

  /** The name on the command line and in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The use of this name. */
  public static Optional<Use> named(String id) {
    return Arrays.stream(values()).filter(use -> use.id().equals(id)).findFirst();
  }
}
