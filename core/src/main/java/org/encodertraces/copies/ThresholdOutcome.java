package org.encodertraces.copies;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds of one encoder, or of one pair of files of vectors.
 *
 * @param photos whose originals were compared
 * @param collection photos of the collection that is asked about
 * @param floor cosines of two photos at hand that are no near-duplicates
 * @param fewerThanOne the threshold below which wrong pairs are fewer than one in 1,000 photos
 * @param pairs those of highest cosine: first pictures that look alike and nobody struck out, then
 *     strangers
 */
public record ThresholdOutcome(
    int photos,
    int collection,
    Floor floor,
    List<Kind> copies,
    StrangersThreshold fewerThanOne,
    @Nullable Units fewerThanOneUnits,
    List<ConfigLine> fewerThanOneLines,
    List<ShownPair> pairs,
    Effect effect,
    List<SkippedPhoto> skipped) {

  /** Shares of copies that thresholds are told for, in percent, as they are called. */
  public static final List<String> SHARES = List.of("90", "95", "99");

  /** Median and the middle 90 % of the strangers' cosines. */
  public record Floor(double median, double low, double high) {}

  /**
   * One kind of copy.
   *
   * @param processing its name
   * @param chain its operations; empty for vectors
   * @param copies of photos that were measured
   * @param median of their cosines to their originals
   * @param keeps by {@link #SHARES}
   * @param found share of the copies that {@code fewerThanOne}'s threshold finds, percent; absent
   *     without that threshold
   */
  public record Kind(
      String processing,
      String set,
      String chain,
      int copies,
      double median,
      Map<String, KeptCopies> keeps,
      @JsonUnwrapped Separation separation,
      @JsonUnwrapped Detection detection,
      @Nullable Figure found) {}

  /**
   * Two photos of high cosine.
   *
   * @param looksAlike by their perceptual hashes
   */
  public record ShownPair(String first, String second, double cosine, boolean looksAlike) {}

  /**
   * How many pairs are taken for no strangers.
   *
   * @param lookAlike by perceptual hash, and not struck out
   * @param struckOut by the user
   */
  public record Effect(int lookAlike, int struckOut) {}
}
