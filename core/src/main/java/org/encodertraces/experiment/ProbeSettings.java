package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.Wording;

/**
 * A probe of a processing parameter.
 *
 * @param training {@code one} or {@code all}
 * @param seeds training runs
 * @param randomSplits whether ten random splits of the photos are probed besides
 */
@JsonTypeName("probe")
public record ProbeSettings(
    @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
        Classes parameter,
    Trainer classifier,
    @Asked(
            option = "--training",
            label = "all|one",
            choices = {"all", "one"},
            about =
                "Classes each training photo is shown under: one as in the study, or all, which"
                    + " finds fainter traces in few photos.",
            value = "\"one\"")
        String training,
    @Asked(
            option = "--seeds",
            label = "N",
            about = "Training runs, a seed each.",
            least = 1,
            most = 1000,
            value = "10")
        int seeds,
    @Asked(
            option = "--paired",
            about =
                "Also probe each embedding less the mean of its photo's over all classes: what a"
                    + " trace looks like without the content.",
            value = "false")
        boolean paired,
    @Asked(
            option = "--random-splits",
            about =
                "Also probe ten random splits of all photos, to tell how far the figure moves"
                    + " with them; what audit asks for.",
            value = "false")
        boolean randomSplits,
    @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
        boolean dropBadRows)
    implements ExperimentSettings {
  @Override
  public String about() {
    return parameter.id();
  }

  @Override
  public ProbeSettings withDefaults() {
    return new ProbeSettings(
        parameter, Trainer.STUDY, "one", ProcessingProbe.Settings.STUDY_SEEDS, false, false, false);
  }
}
