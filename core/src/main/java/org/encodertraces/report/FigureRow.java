package org.encodertraces.report;

import java.util.Optional;
import java.util.OptionalDouble;
import org.encodertraces.result.Range;

/**
 * One number of a result, as a line of a table.
 *
 * @param figure as results call it
 * @param at where of several: a class, a step, a cell; may be empty
 * @param unit {@code %}, {@code points} or nothing
 * @param interval 95 %, by itself; none where none is taken
 * @param n what the figure is over; 0 where that is not told
 * @param of what {@code n} counts; empty with 0
 * @param p one-sided, of the page's claims alone
 * @param standing what may be claimed; empty of other figures
 */
record FigureRow(
    Labeled labeled,
    String figure,
    String at,
    double value,
    Optional<Range> interval,
    String unit,
    long n,
    String of,
    OptionalDouble p,
    String standing) {

  /** A figure that claims nothing. */
  FigureRow(
      Labeled labeled,
      String figure,
      String at,
      double value,
      Optional<Range> interval,
      String unit,
      long n,
      String of) {
    this(labeled, figure, at, value, interval, unit, n, of, OptionalDouble.empty(), "");
  }
}
