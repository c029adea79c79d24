package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.processing.Parameter;
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
 * @param joined parameters that are repaired together, whose classes those of {@code parameter} are
 * @param heldOut parameters beside the study's whose embeddings may be held out
 * @param judges photos that train the auditor, and that test, at most
 * @param labels file of labels of how photos were taken, if any
 * @param attributes columns of it
 * @param pairs folder of a data set of pairs of cameras, if any
 * @param maps whether each method's map is written too; absent where it is not
 */
@JsonTypeName("repair")
public record RepairSettings(
    @Asked(
            option = "--parameter",
            required = true,
            label = "P,…",
            about = Wording.PARAMETER + " Of several, all traces are to go.")
        Classes parameter,
    @Asked(
            option = "--methods",
            label = "M",
            about =
                "Methods to fit and judge, beside identity: random, leace, leace-exact, splince,"
                    + " nap, whiten, mean, combat, canonical. Default: all.",
            value =
                "[\"identity\",\"random\",\"leace\",\"leace-exact\",\"splince\",\"nap\",\"whiten\","
                    + "\"mean\",\"combat\",\"canonical\"]")
        List<String> methods,
    @Asked(
            option = "--for",
            label = "USE",
            about = "What is to become better: search, classification or privacy.",
            choices = {"search", "classification", "privacy"},
            value = "\"search\"")
        @JsonProperty("for")
        String use,
    @Asked(
            option = "--fitted-on",
            label = "raw|unit",
            about =
                "Fit on vectors as stored, or of length 1; whoever applies a map takes vectors the"
                    + " same way. Default: raw for leace-exact, unit for all others.",
            choices = {"raw", "unit"})
        @Nullable String fittedOn,
    @Asked(
            option = "--canonical",
            label = "PROCESSING",
            names = true,
            about =
                "The processing that canonical sends every photo through before it is embedded,"
                    + " such as \"fit(512) jpeg(75,420)\"; of embeddings that exist, those under it"
                    + " must be there.")
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
        boolean dropBadRows,
    @Asked(
            about =
                "The parameters that are repaired together, of which parameter has all classes;"
                    + " absent where it is one.")
        @Nullable List<Classes> joined,
    @Asked(about = "Parameters beside the study's that may be held out; absent without any.")
        @Nullable List<Classes> heldOut,
    @Asked(option = "--labels", label = "FILE", about = LABELS) @Nullable String labels,
    @Asked(option = "--attribute", label = "NAME", about = ATTRIBUTES)
        @Nullable List<String> attributes,
    @Asked(option = "--pairs", label = "DIR", about = PAIRS) @Nullable String pairs,
    @Asked(
            about =
                "Whether each method's map is written beside the table: a .safetensors (weight,"
                    + " bias) with a JSON. Default: no.")
        @Nullable Boolean maps)
    implements ExperimentSettings {

  private static final String LABELS =
      "Parquet or CSV with a column photo and those of the attributes: the table then tells what each"
          + " method leaves of how photos were taken.";

  private static final String ATTRIBUTES = "Columns of the labels, such as Make.";

  private static final String PAIRS =
      "The folder of a data set of pairs of cameras with embeddings of the same encoder: the table"
          + " then tells their recall@1 after each method.";

  /** Whether each method's map is written too. */
  boolean wantsMaps() {
    return Boolean.TRUE.equals(maps);
  }

  /** What is told of how photos were taken. */
  public RepairCameras cameras() {
    return new RepairCameras(labels, attributes == null ? List.of() : attributes, pairs);
  }

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
        false,
        joined,
        heldOut,
        labels,
        attributes,
        pairs,
        maps);
  }

  /** The parameters whose traces are to go. */
  public List<Parameter> parameters() {
    return joined == null
        ? List.of(parameter.parameter())
        : joined.stream().map(Classes::parameter).toList();
  }

  /** Parameters that may be held out. */
  public List<Parameter> known() {
    List<Parameter> known = new ArrayList<>(Parameter.study());
    if (heldOut != null) {
      heldOut.forEach(own -> known.add(own.parameter()));
    }
    return known;
  }
}
