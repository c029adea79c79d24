package org.encodertraces.copies;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;

/**
 * The threshold that keeps a share of a kind's copies, and what it lets pass.
 *
 * @param wrongPairsPer1000 absent with the threshold
 * @param units absent with the threshold
 * @param lines for the configuration of other programs; none where the threshold {@linkplain
 *     #tellsNothing tells nothing}
 */
public record KeptCopies(
    @JsonUnwrapped KeptThreshold threshold,
    @JsonProperty("wrong_pairs_per_1000") @Nullable WrongPairs wrongPairsPer1000,
    @Nullable Units units,
    List<ConfigLine> lines) {

  /** What is said in the place of a threshold that tells nothing. */
  public static final String NO_THRESHOLD = "no threshold tells copies from strangers";

  /** Photos of which wrong pairs are counted. */
  private static final double PHOTOS = 1_000;

  /** Pairs of as many photos. */
  private static final double PAIRS = PHOTOS * (PHOTOS - 1) / 2;

  /**
   * Whether to set this threshold would help nobody: as many pairs of strangers pass it as the
   * collection has photos, or more, so that an average photo has two wrong partners.
   */
  public boolean tellsNothing() {
    return tellsNothing(wrongPairsPer1000);
  }

  static boolean tellsNothing(@Nullable WrongPairs wrong) {
    Figure strangers = wrong == null ? null : wrong.strangers();
    return strangers != null && strangers.value() >= PHOTOS;
  }

  /**
   * The same of a threshold of which only the share of pairs that pass is known, in a collection of
   * 1,000 photos.
   *
   * @param passing pairs of strangers, of so many
   */
  public static boolean tellsNothing(long passing, long pairs) {
    return passing * PAIRS >= PHOTOS * pairs;
  }
}
