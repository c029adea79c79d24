package org.encodertraces.extraction;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.processing.Processing;

/**
 * What decides the bytes of an extraction, besides photos and encoders.
 *
 * @param seed of the random scales
 * @param batch photos whose crops go through the network together; with some networks, embeddings
 *     depend on it in their last digits
 * @param upright whether Exif orientation is applied, which the study does not do
 */
public record ExtractionSettings(
    List<Processing> processings, long seed, int batch, boolean upright) {

  /** Photos a batch of the built-in encoders, unless the user says otherwise. */
  public static final int DEFAULT_BATCH = FirstUse.DEFAULT_BATCH;

  /**
   * Refuses a batch that cannot be meant.
   *
   * @throws UsageException naming the option
   */
  public static void requireBatch(int batch) {
    if (batch < 1 || batch > 1024) {
      throw new UsageException("batch %d: expected 1 to 1024".formatted(batch));
    }
  }

  public ExtractionSettings {
    processings = List.copyOf(processings);
    if (processings.isEmpty()) {
      throw new UsageException("no processing to extract");
    }
    Set<String> names = new HashSet<>();
    for (Processing processing : processings) {
      if (!names.add(processing.name().toLowerCase(Locale.ROOT))) {
        throw new UsageException("two processings are named " + processing.name());
      }
    }
    requireBatch(batch);
  }
}
