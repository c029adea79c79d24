package org.encodertraces.experiment;

import java.util.Optional;
import org.encodertraces.result.Asked;
import org.jspecify.annotations.Nullable;

/**
 * A split file, or the table of labels that a split was made of and how.
 *
 * @param file of the split or of the labels
 * @param made how the split was made; absent for a split file
 */
public record SplitSource(
    @Asked(about = "The split file, or the table of labels that a split is made of.") String file,
    @Nullable Making made) {

  /** How a split was made of labels. */
  public record Making(
      @Asked(about = "Photos that a class must have.", least = 1, value = "8") int minPhotos,
      @Asked(about = "Test photos a class.", least = 1) int test,
      @Asked(about = "Validation photos a class.", least = 1) int val,
      @Asked(about = "Photos that a class must have left for training.", least = 1, value = "1")
          int minTrain,
      @Asked(about = "Photos of one owner and calendar month, at most.", least = 1, value = "1")
          int perMonth,
      @Asked(about = "Whether photos of one owner may be in several parts.", value = "false")
          boolean sharedOwners,
      @Asked(about = "Seed of the draw.", value = "0") long seed) {}

  SplitSource withDefaults() {
    return Optional.ofNullable(made)
        .map(own -> new SplitSource(file, new Making(8, own.test(), own.val(), 1, 1, false, 0)))
        .orElse(this);
  }
}
