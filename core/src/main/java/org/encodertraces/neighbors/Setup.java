package org.encodertraces.neighbors;

import java.util.Locale;

/**
 * How the processings of positives (training photos of the query's class) and negatives (all
 * others) stand to the query's (paper, section 5; protocol, section 5).
 */
public enum Setup {
  /** Everything shares the query's processing. */
  BASELINE,
  /** Everything shares one other processing. */
  ALL_DIFF,
  /** Positives share the query's, negatives another: traces help. */
  POS_SAME,
  /** Negatives share the query's, positives another: traces mislead. */
  NEG_SAME,
  /** Every training photo carries a processing drawn at random. */
  UNIFORM;

  /** The name in result files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
