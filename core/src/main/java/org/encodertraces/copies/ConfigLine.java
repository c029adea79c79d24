package org.encodertraces.copies;

import java.util.List;
import java.util.Locale;

/**
 * The line that sets a threshold in a program that finds duplicates.
 *
 * @param program that reads it
 * @param where it stands
 * @param line as it is to be written
 */
public record ConfigLine(String program, String where, String line) {

  /** Immich takes distances in this range alone. */
  private static final double IMMICH_LEAST = 0.001;

  private static final double IMMICH_MOST = 0.1;

  /** The lines of a threshold. */
  public static List<ConfigLine> all(Units units) {
    String cosine = decimals(units.cosine());
    String distance = decimals(units.cosineDistance());
    boolean immichTakes =
        units.cosineDistance() >= IMMICH_LEAST && units.cosineDistance() <= IMMICH_MOST;
    return List.of(
        new ConfigLine(
            "immich",
            immichTakes
                ? "immich-config.json (administration, machine learning settings, duplicate"
                    + " detection)"
                : "immich takes distances from 0.001 to 0.1 alone, so not this one",
            "\"machineLearning\": {\"duplicateDetection\": {\"enabled\": true, \"maxDistance\": "
                + distance
                + "}}"),
        new ConfigLine("fastdup", "fastdup.create(…)", "fd.run(ccthreshold=" + cosine + ")"),
        new ConfigLine(
            "qdrant",
            "POST /collections/NAME/points/query, distance Cosine",
            "\"score_threshold\": " + cosine),
        new ConfigLine(
            "pgvector",
            "in the query",
            "WHERE a.id < b.id AND a.embedding <=> b.embedding <= " + distance));
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
