package org.encodertraces.difference;

import java.util.List;
import org.encodertraces.photo.SkippedPhoto;
import org.jspecify.annotations.Nullable;

/**
 * What changes for users when B takes A's place. Percentages, each with its 95 % interval over
 * photos; the photos they are sought among are held fixed.
 *
 * @param photos that were compared
 * @param k neighbors a photo has
 * @param threshold cosine at or above which two photos are duplicates
 * @param neighborsChanged of the k nearest under A, those that are not under B
 * @param firstChanged photos whose nearest is another
 * @param classesFlipped photos whose k nearest vote for another class; absent where photos have no
 *     classes
 * @param duplicatesChanged of the pairs that are duplicates under either, those that are not under
 *     both; absent where there are none
 * @param duplicatesGained pairs that are duplicates under B alone, a 1,000 photos
 * @param duplicatesLost pairs that are duplicates under A alone, a 1,000 photos
 * @param duplicatesOfA pairs
 * @param duplicatesOfB pairs
 * @param cosine median of each photo's embedding by A to that by B; absent where the two have other
 *     widths
 * @param cosineLow 5th percentile of the photos' cosines
 * @param mixedIndexRecall photos that a query by B finds first, as themselves, in an index by A;
 *     absent where the widths differ
 * @param mixedNeighborsKept of the k nearest under A, those that a query by B finds there
 * @param hardest the photos that lose most neighbors
 */
public record DiffOutcome(
    int photos,
    int k,
    double threshold,
    Share neighborsChanged,
    Share firstChanged,
    @Nullable Share classesFlipped,
    @Nullable Share duplicatesChanged,
    Share duplicatesGained,
    Share duplicatesLost,
    int duplicatesOfA,
    int duplicatesOfB,
    @Nullable Share cosine,
    @Nullable Double cosineLow,
    @Nullable Share mixedIndexRecall,
    @Nullable Share mixedNeighborsKept,
    List<HitPhoto> hardest,
    List<SkippedPhoto> skipped) {

  /** A figure with its 95 % interval; ends are absent where there is none. */
  public record Share(double value, @Nullable Double low, @Nullable Double high) {}

  /**
   * A photo that changes much.
   *
   * @param changed of its k nearest
   * @param cosine of its two embeddings; absent where the widths differ
   * @param before its nearest under A, best first
   * @param after its nearest under B
   */
  public record HitPhoto(
      String photo,
      int changed,
      @Nullable Double cosine,
      List<String> before,
      List<String> after) {}

  /**
   * The largest percentage of what users would see: neighbors, nearest ones, duplicates and classes
   * changed. Recall of a mixed index is none of it: whoever embeds all photos anew never mixes.
   */
  public double worst() {
    double worst = Math.max(neighborsChanged.value(), firstChanged.value());
    if (classesFlipped != null) {
      worst = Math.max(worst, classesFlipped.value());
    }
    return duplicatesChanged == null ? worst : Math.max(worst, duplicatesChanged.value());
  }
}
