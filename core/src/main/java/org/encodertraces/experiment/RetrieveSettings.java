package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.encodertraces.result.ExperimentSettings;

/** Recall of near-duplicates. */
@JsonTypeName("retrieve")
public record RetrieveSettings() implements ExperimentSettings {
  @Override
  public String about() {
    return "";
  }

  @Override
  public RetrieveSettings withDefaults() {
    return this;
  }
}
