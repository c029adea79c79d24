package org.encodertraces.report;

import org.encodertraces.copies.KeptCopies;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.jspecify.annotations.Nullable;

/** When a threshold on the cosine tells nothing, by the rule of {@link KeptCopies}. */
final class Hopeless {

  static final String WORDS = KeptCopies.NO_THRESHOLD;

  private Hopeless() {}

  /** Of a threshold that was measured for a kind of copy. */
  static boolean is(@Nullable KeptCopies kept) {
    return kept != null && kept.tellsNothing();
  }

  /** Of a ladder's step. */
  static boolean is(Duplicates duplicates) {
    return KeptCopies.tellsNothing(duplicates.strangersPassing(), duplicates.strangers());
  }
}
