package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import org.encodertraces.result.ExperimentSettings;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds between copies and strangers.
 *
 * @param kinds of copies by name, each with its chain; none for vectors
 * @param collection photos of the collection that is asked about
 * @param photos at most
 * @param upright whether Exif orientation was applied
 * @param strangersExcept SHA-256 of the file of pairs that are no strangers; absent without one
 */
@JsonTypeName("threshold")
public record ThresholdSettings(
    Map<String, String> kinds,
    int collection,
    int photos,
    long seed,
    boolean upright,
    @Nullable String strangersExcept)
    implements ExperimentSettings {

  /** Photos that thresholds are measured on, unless the user says otherwise. */
  public static final int THRESHOLD_PHOTOS = 1000;

  @Override
  public String about() {
    return "";
  }

  @Override
  public ThresholdSettings withDefaults() {
    return new ThresholdSettings(kinds, collection, THRESHOLD_PHOTOS, 0, false, null);
  }
}
