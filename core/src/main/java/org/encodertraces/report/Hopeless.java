package org.encodertraces.report;

import org.encodertraces.copies.KeptCopies;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.jspecify.annotations.Nullable;

/**
 * When a threshold on the cosine tells nothing: where it lets pass at least as many pairs of
 * different photos as there are photos, so that an average photo has two wrong partners and more.
 */
final class Hopeless {

  static final String WORDS = KeptCopies.NO_THRESHOLD;

  /** Photos of which wrong pairs are counted. */
  private static final double PER = 1_000;

  /** Pairs of as many photos. */
  private static final double PAIRS = PER * (PER - 1) / 2;

  private Hopeless() {}

  /** By the wrong pairs per 1,000 photos of a collection. */
  static boolean is(@Nullable KeptCopies kept) {
    return kept != null && kept.tellsNothing();
  }

  /** By the share of pairs that pass, in a collection of 1,000 photos. */
  static boolean is(Duplicates duplicates) {
    return duplicates.strangersPassing() * PAIRS >= PER * duplicates.strangers();
  }
}
