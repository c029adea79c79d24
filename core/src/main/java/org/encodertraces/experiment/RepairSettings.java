package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.Use;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.Wording;
import org.jspecify.annotations.Nullable;

/**
 * Repairs, judged.
 *
 * @param methods by name, in order
 * @param use {@code search}, {@code classification} or {@code privacy}
 * @param fittedOn {@code raw} or {@code unit} of all methods; absent where each has its own
 * @param canonical the chain that photos go through before they are embedded, if any
 * @param seed of the split of the photos
 * @param judges photos that train the auditor, and that test, at most
 */
@JsonTypeName("repair")
public record RepairSettings(
    @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
        Classes parameter,
    @Asked(
            option = "--methods",
            label = "M",
            about = "Methods to fit and judge.",
            value =
                "[\"identity\",\"random\",\"leace\",\"leace-exact\",\"splince\",\"nap\",\"whiten\","
                    + "\"mean\",\"combat\",\"canonical\"]")
        List<String> methods,
    @Asked(
            option = "--for",
            label = "USE",
            about = "What is to become better.",
            choices = {"search", "classification", "privacy"},
            value = "\"search\"")
        @JsonProperty("for")
        String use,
    @Asked(
            option = "--fitted-on",
            label = "FORM",
            about =
                "Fit all methods on vectors as stored, or of length 1. Default: raw for"
                    + " leace-exact, unit for all others.",
            choices = {"raw", "unit"})
        @Nullable String fittedOn,
    @Asked(about = "The chain that canonical sends photos through before they are embedded.")
        @Nullable String canonical,
    @Asked(about = "Seed of the split of the photos.", value = "0") long seed,
    @Asked(
            option = "--judges",
            label = "N",
            about = "Photos that train the auditor, and that test, at most.",
            least = 1,
            value = "1000")
        int judges,
    @Asked(option = "--drop-bad-rows", about = Wording.DROP_BAD_ROWS, value = "false")
        boolean dropBadRows)
    implements ExperimentSettings {
  @Override
  public String about() {
    return parameter.id();
  }

  @Override
  public RepairSettings withDefaults() {
    return new RepairSettings(
        parameter,
        Arrays.stream(Method.values()).map(Method::id).toList(),
        Use.SEARCH.id(),
        null,
        canonical,
        0,
        RepairStudy.JUDGES,
        false);
  }
}
