package org.encodertraces.result;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a result is a result of: one experiment, with its settings, of one encoder on one data set.
 * Two results of one plan entry tell the same; the file of one is never overwritten by another's.
 *
 * @param data absolute path of the embeddings or photos
 * @param encoder as it was asked for
 * @param through absolute path of the map that the embeddings went through; absent where they were
 *     taken as they are
 */
public record PlanEntry(
    String data, String encoder, @Nullable String through, ExperimentSettings settings) {

  /** On embeddings as they are. */
  public PlanEntry(String data, String encoder, ExperimentSettings settings) {
    this(data, encoder, null, settings);
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
