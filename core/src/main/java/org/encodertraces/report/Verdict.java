package org.encodertraces.report;

import org.encodertraces.report.Claims.Outcome;
import org.encodertraces.report.Claims.Standing;

/**
 * What a claim's standing says, in one sentence.
 *
 * <p>Nothing is said that the figures do not bear: what was found is found after correction for the
 * page's claims; where nothing was found the sentence says what could have been.
 */
record Verdict(Outcome outcome, String sentence) {

  static Verdict of(Standing standing, Claiming words) {
    return new Verdict(
        standing.outcome(),
        switch (standing.outcome()) {
          case FOUND, ALONE -> words.found(standing);
          case OPPOSITE -> words.opposite(standing);
          case UNDECIDED -> words.undecided(standing);
        });
  }
}
