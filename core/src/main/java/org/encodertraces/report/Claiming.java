package org.encodertraces.report;

import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.ClaimedResult;

/**
 * How the page words the claims of one kind of result. A section brings it; claims of a kind that
 * has none are told by their figures alone.
 */
public interface Claiming {

  /** Whether it words the claim of this result. */
  boolean isOf(ClaimedResult result);

  /** What is claimed, behind "of each": {@code probe that it reads above chance}. */
  String claim();

  /**
   * Heading of a column of figures.
   *
   * @param about what the results are about
   */
  default String column(String about) {
    return about;
  }

  /** The figure with its interval, in a cell. */
  default String figure(Standing standing) {
    return Markup.figure(standing.effect().value(), standing.effect().interval());
  }

  /** Of an effect that is found, or stands alone. */
  String found(Standing standing);

  /** Of one that, by its individual interval, goes the other way. */
  String opposite(Standing standing);

  /** Of what cannot be told from no effect: also what could have been found. */
  String undecided(Standing standing);
}
