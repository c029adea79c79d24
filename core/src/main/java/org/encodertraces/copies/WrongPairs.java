package org.encodertraces.copies;

import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;

/**
 * What a threshold lets pass of pairs of different photos, a 1,000 photos of a collection.
 *
 * <p>Pairs of strangers grow with the collection: 500 (N - 1) times the share of pairs that pass.
 * Near-duplicates do not: a photo has as many beside it in a large collection as in a small one of
 * the same kind.
 *
 * @param collection photos of the collection, N
 * @param value strangers and suspected near-duplicates together; absent where not supported
 * @param low of it, 95 % over photos
 * @param high of it
 * @param strangers a 1,000 photos; absent where not supported
 * @param nearDuplicates a 1,000 photos, of pairs whose pictures look alike and that nobody struck
 *     out
 * @param allAsStrangers what it would be were suspected and struck-out pairs strangers too: how
 *     much they matter
 * @param strangersPassing pairs at hand
 * @param pairs of different photos at hand, but for suspected and struck-out ones
 * @param nearDuplicatesPassing pairs at hand
 * @param struckPassing pairs that the user struck out: no wrong ones
 * @param support one of the three words below
 */
public record WrongPairs(
    int collection,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Figure strangers,
    Figure nearDuplicates,
    double allAsStrangers,
    long strangersPassing,
    long pairs,
    int nearDuplicatesPassing,
    int struckPassing,
    String support) {

  /** Pairs that pass from which on photos show how the share of pairs varies. */
  public static final int TRUSTED_PAIRS = 10;

  /** Where ten pairs of strangers or more pass. */
  public static final String SUPPORTED = "supported";

  /** Where some pass, but fewer: the interval is wide for that. */
  public static final String FEW = "few pairs";

  /** Where none passes: the share of pairs is beyond what the pairs at hand can tell. */
  public static final String NOT_SUPPORTED = "not supported";

  /** Of so many pairs of strangers that pass. */
  static String support(long passing) {
    return passing >= TRUSTED_PAIRS ? SUPPORTED : passing > 0 ? FEW : NOT_SUPPORTED;
  }
}
