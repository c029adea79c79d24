package org.encodertraces.report;

import java.util.Optional;

/** A section of the page. */
public interface Section {

  /** Its name in the page's list of sections. */
  String title();

  /**
   * What it shows of these results: {@code <section id="…">} with a heading; empty where there is
   * nothing to show.
   */
  Markup html(PageResults results);

  /** How the claims of its results are worded, where they make some. */
  default Optional<Claiming> claiming() {
    return Optional.empty();
  }
}
