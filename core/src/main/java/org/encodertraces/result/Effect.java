package org.encodertraces.result;

import java.util.Optional;
import java.util.OptionalDouble;
import org.encodertraces.statistics.ClaimFamily;

/**
 * What a result may be claimed to show, and what speaks for it; in percent, or points of them.
 *
 * <p>There is one rule for "found", here and on a page: the one-sided p, corrected for the claims
 * made together, is at most 5 %, and the individual 95 % interval lies above the figure of no
 * effect by the margin.
 *
 * @param value the figure
 * @param interval individual, 95 %, over test photos; none where a file does not tell it
 * @param none the figure without any effect: chance, or a fall of 0
 * @param margin above it below which an effect would print as none
 * @param p one-sided, of a figure as high without any effect; none where a file does not tell it
 * @param smallestP that this test could give
 * @param photos that the interval is over
 */
public record Effect(
    double value,
    Optional<Range> interval,
    double none,
    double margin,
    OptionalDouble p,
    double smallestP,
    int photos) {

  /** Whether the interval, taken alone, lies above no effect by the margin. */
  public boolean above() {
    return interval.filter(range -> range.low() >= none + margin).isPresent();
  }

  /** Whether the interval, taken alone, lies below no effect by the margin. */
  public boolean below() {
    return interval.filter(range -> range.high() <= none - margin).isPresent();
  }

  /** Whether the effect is found as the only claim made. */
  public boolean foundAlone() {
    return above() && p.isPresent() && p.getAsDouble() <= ClaimFamily.ALONE;
  }
}
