package org.encodertraces.ladder;

import java.util.List;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.processing.Ladder;
import org.encodertraces.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What ladders show of one encoder.
 *
 * @param photos that were used
 * @param floor cosine of two unrelated clean photos: the height from which any cosine is to be read
 */
public record LadderOutcome(
    int photos, Spread floor, List<Climb> climbs, List<SkippedPhoto> skipped) {

  /**
   * Median and the middle 90 % of some values.
   *
   * @param medianInterval of the median, 95 %, by photo; absent in files of earlier versions, for
   *     fewer photos than bear one, and for more pairs of photos than fit into memory
   */
  public record Spread(double median, double low, double high, @Nullable Interval medianInterval) {}

  /** All steps of one ladder. */
  public record Climb(Ladder ladder, List<Rung> rungs) {}

  /**
   * One step.
   *
   * @param cosine of each photo at this step to its own clean embedding
   * @param rankMedian median rank of a photo's own original among all clean photos; 1 is the
   *     nearest
   * @param rankHigh 95th percentile of that rank
   * @param found percent of photos whose own original is the nearest
   * @param foundInterval of it, 95 %, by leaving out one photo after another; absent in files of
   *     earlier versions
   */
  public record Rung(
      double step,
      Spread cosine,
      double rankMedian,
      double rankHigh,
      double found,
      @Nullable Interval foundInterval,
      Duplicates duplicates) {}

  /**
   * How well a cosine tells a photo at this step from another photo.
   *
   * @param auc area under the ROC of own originals against others
   * @param threshold largest cosine, to four decimals, that keeps 99 % of the copies
   * @param strangersPassing pairs of a photo and another's original at or above the threshold
   * @param strangers all such pairs
   * @param roc shares of copies kept at thresholds that let given shares of strangers pass
   * @param bounds how sure the figures are; absent in files of earlier versions, and where they
   *     were not taken
   */
  public record Duplicates(
      double auc,
      double threshold,
      long strangersPassing,
      long strangers,
      List<RocPoint> roc,
      @Nullable Bounds bounds) {}

  /**
   * How sure the figures of a step are: n photos make n (n - 1) pairs, but not as many
   * observations.
   *
   * @param kept of the measured copies, those that the threshold keeps
   * @param keepsOfNew percent of new photos' copies that such a threshold keeps, on average
   * @param keepsAtLeast percent of them that it keeps at least, with 95 % confidence
   * @param auc 95 % by photo
   * @param strangersPassing percent of the pairs, 95 % by photo
   */
  public record Bounds(
      int kept, double keepsOfNew, double keepsAtLeast, Interval auc, Interval strangersPassing) {}

  /** One point of a ROC; both in 0 … 1. */
  public record RocPoint(double strangers, double copies) {}
}
