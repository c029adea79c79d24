package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.encodertraces.processing.Ladder;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;

/**
 * A ladder.
 *
 * @param steps severities, ascending
 * @param photos at most
 * @param upright whether Exif orientation was applied
 */
@JsonTypeName("ladder")
public record LadderSettings(
    @Asked(about = "jpeg, resizing, sharpening or blur. Default: all four.") String ladder,
    @Asked(about = "Severities, ascending. Default: the ladder's own.") List<Double> steps,
    @Asked(
            option = "--photos",
            label = "N",
            about = "Photos at most, chosen by a hash of their ids; a stranger takes two.",
            least = 2,
            value = "500")
        int photos,
    @Asked(about = "Seed of the choice. Default: the plan's.") long seed,
    @Asked(about = "Whether Exif orientation is applied. Default: as the plan says.")
        boolean upright)
    implements ExperimentSettings {

  /** Photos that climb ladders, unless the user says otherwise. */
  public static final int LADDER_PHOTOS = 500;

  @Override
  public String about() {
    return ladder;
  }

  @Override
  public LadderSettings withDefaults() {
    return new LadderSettings(ladder, Ladder.named(ladder).steps(), LADDER_PHOTOS, 0, false);
  }
}
