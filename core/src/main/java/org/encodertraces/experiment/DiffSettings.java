package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.encodertraces.result.ExperimentSettings;
import org.jspecify.annotations.Nullable;

/**
 * What changes when one encoder takes another's place.
 *
 * @param other id of the encoder that does
 * @param transform what is done differently in front of the first, in words
 * @param otherTransform the same of the other
 * @param k neighbors a photo
 * @param threshold cosine of duplicates
 * @param photos at most
 */
@JsonTypeName("diff")
public record DiffSettings(
    String other,
    String transform,
    String otherTransform,
    @Nullable Integer batch,
    @Nullable Integer otherBatch,
    int k,
    double threshold,
    int photos,
    long seed,
    boolean upright)
    implements ExperimentSettings {

  /** Photos that a difference is measured on, unless the user says otherwise. */
  public static final int DIFF_PHOTOS = 2000;

  /** Cosine of duplicates, unless the user says otherwise. */
  public static final double DIFF_THRESHOLD = 0.9;

  @Override
  public String about() {
    return other;
  }

  @Override
  public DiffSettings withDefaults() {
    return new DiffSettings(
        other, "", "", null, null, KnnSettings.STUDY_K, DIFF_THRESHOLD, DIFF_PHOTOS, 0, false);
  }
}
