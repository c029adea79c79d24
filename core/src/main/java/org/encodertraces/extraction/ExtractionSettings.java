package org.encodertraces.extraction;

import java.util.List;
import org.encodertraces.UsageException;
import org.encodertraces.processing.Processing;

/**
 * What decides the bytes of an extraction, besides photos and encoders.
 *
 * @param seed of the random scales
 * @param batch photos whose crops go through the network together; embeddings depend on it in their
 *     last digits
 * @param upright whether Exif orientation is applied, which the study does not do
 */
public record ExtractionSettings(
    List<Processing> processings, long seed, int batch, boolean upright) {

  /** Photos a batch unless the user says otherwise. */
  public static final int DEFAULT_BATCH = 16;

  public ExtractionSettings {
    processings = List.copyOf(processings);
    if (processings.isEmpty()) {
      throw new UsageException("no processing to extract");
    }
    if (batch < 1 || batch > 1024) {
      throw new UsageException("--batch %d: expected 1 to 1024".formatted(batch));
    }
  }
}
