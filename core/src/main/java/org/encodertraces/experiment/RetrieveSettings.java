package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;

/**
 * Recall of near-duplicates.
 *
 * @param queries pairs whose photos ask, drawn by chance; {@link #ALL}
 */
@JsonTypeName("retrieve")
public record RetrieveSettings(
    @Asked(
            option = "--queries",
            label = "N",
            about =
                "Pairs whose photos ask, drawn by chance, the same each time; 0 takes all. Every"
                    + " pair stays in the galleries.",
            least = 0,
            value = "0")
        int queries)
    implements ExperimentSettings {

  /** Of {@link #queries}: every pair. */
  public static final int ALL = 0;

  @Override
  public String about() {
    return "";
  }

  @Override
  public RetrieveSettings withDefaults() {
    return new RetrieveSettings(ALL);
  }
}
