package org.encodertraces.result;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a result is a result of: one experiment, with its settings, of one encoder on one data set.
 * Two results of one plan entry tell the same; the file of one is never overwritten by another's.
 * What is absent here is absent in its JSON.
 *
 * @param data absolute path of the embeddings or photos
 * @param encoder its id; where photos are embedded anew, as it was asked for
 * @param through absolute path of the map that the embeddings went through; absent where they were
 *     taken as they are
 * @param photos that were read beside the embeddings, or instead of them
 * @param together all that was asked in the same run, this too, where it shares batches with it
 */
public record PlanEntry(
    String data,
    String encoder,
    @Nullable String through,
    ExperimentSettings settings,
    @Nullable Photos photos,
    @Nullable List<ExperimentSettings> together) {

  /**
   * Photos, and how they were read.
   *
   * @param seed of the split of a folder that has none of its own
   * @param label column of the classes; absent for the usual one
   * @param batch pictures a call of the network; absent where none was run
   * @param device absent where no network was run, and for the CPU
   */
  public record Photos(
      String images,
      String dataset,
      long seed,
      @Nullable String label,
      @Nullable Integer batch,
      @Nullable String device) {}

  /** An experiment on embeddings alone. */
  public PlanEntry(String data, String encoder, ExperimentSettings settings) {
    this(data, encoder, null, settings, null, null);
  }

  /** The map, where there was one. */
  public Optional<String> map() {
    return Optional.ofNullable(through);
  }

  /** Whether nothing was asked but what is asked by default. */
  boolean isDefault() {
    return through == null && settings.equals(settings.withDefaults());
  }
}
