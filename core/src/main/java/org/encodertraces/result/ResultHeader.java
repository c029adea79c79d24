package org.encodertraces.result;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What every result file begins with.
 *
 * @param schemaVersion of the file's fields; 0 in files of version 0.1, which tell none
 * @param kind {@code knn}, {@code probe} …
 * @param category of the encoder, as the study's figures color them
 * @param created UTC, ISO 8601
 * @param version of this program
 */
public record ResultHeader(
    int schemaVersion,
    String kind,
    String encoder,
    String category,
    String dataset,
    String created,
    String version,
    Provenance provenance) {

  /**
   * Of the files that this program writes. A file without one is of version 0.1, schema 1, and
   * reads as it did; fields that came later are absent. A larger one than this is refused.
   */
  public static final int SCHEMA_VERSION = 2;

  /** A header of now. */
  public static ResultHeader of(
      String kind, String encoder, String category, String dataset, Provenance provenance) {
    return new ResultHeader(
        SCHEMA_VERSION,
        kind,
        encoder,
        category,
        dataset,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Versions.current().own(),
        provenance);
  }
}
