package org.encodertraces.result;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What every result file begins with.
 *
 * @param kind {@code knn}, {@code probe} …
 * @param category of the encoder, as the study's figures color them
 * @param created UTC, ISO 8601
 * @param version of this program
 */
public record ResultHeader(
    String kind,
    String encoder,
    String category,
    String dataset,
    String created,
    String version,
    Provenance provenance) {

  /** A header of now. */
  public static ResultHeader of(
      String kind, String encoder, String category, String dataset, Provenance provenance) {
    return new ResultHeader(
        kind,
        encoder,
        category,
        dataset,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Versions.current().own(),
        provenance);
  }
}
