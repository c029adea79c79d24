package org.encodertraces.report;

import java.util.Optional;

/**
 * What one experiment shows on the page. Its figures stand in the part that goes deeper; what they
 * mean for a search, and what to do about it, stand further up where it says so.
 */
public interface Section {

  /** Its name, which is also its heading. */
  String title();

  /**
   * What it shows of these results, folded away until asked for: {@code <section id="…">}; empty
   * where there is nothing to show.
   */
  Markup html(PageResults results);

  /** What traces cost, for the part "What it costs you"; empty where it says nothing of that. */
  default Markup cost(PageResults results) {
    return new Markup();
  }

  /** Cards for the part "What to do" ({@link Advice}); empty where it has no advice. */
  default Markup advice(PageResults results) {
    return new Markup();
  }

  /** How the claims of its results are worded, where they make some. */
  default Optional<Claiming> claiming() {
    return Optional.empty();
  }
}
