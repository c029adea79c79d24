package org.encodertraces.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.copies.CopyKind;
import org.encodertraces.copies.ThresholdOutcome;
import org.encodertraces.experiment.ThresholdSettings;
import org.encodertraces.experiment.ThresholdTable;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ThresholdResult;
import org.encodertraces.study.StudyRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "threshold",
    description = {
      "The cosine that tells a copy of a photo from another photo: for each kind of copy the threshold",
      "that keeps 90, 95 and 99 %% of the copies, how many wrong pairs it lets pass in a collection of N",
      "photos, and the best that any threshold can do. Of --images and --encoder, or of vectors of an",
      "index of your own: --originals and --copies, whose rows belong to the same photos."
    })
final class ThresholdCommand implements Callable<Integer> {

  private static final Map<String, String> OPTIONS = Map.of("kinds", "--sets");

  @Mixin private CommonOptions common;
  @Mixin private ExtractionOptions extraction;
  @Mixin private ParametersOptions parameters;

  @Option(names = "--encoder", paramLabel = "E", description = EncoderOption.REFERENCES)
  private @Nullable String encoder;

  @Option(
      names = "--originals",
      paramLabel = "FILE",
      description = "Vectors of the originals: .npy, .npz, .safetensors or .parquet.")
  private @Nullable Path originals;

  @Option(
      names = "--copies",
      paramLabel = "FILE",
      description =
          "Vectors of copies, row i of the photo of the originals' row i; the originals may have more"
              + " rows, which are strangers to all.")
  private @Nullable Path copies;

  @Option(
      names = "--sets",
      split = ",",
      paramLabel = "P,…",
      hideParamSyntax = true,
      description =
          "Kinds of copies: parameters by name. Default: those of --parameters, or messenger, social,"
              + " thumbnail, screenshot, webp, resaved, cropped, turned.")
  private @Nullable List<String> sets;

  @Option(
      names = "--chains",
      paramLabel = "none|twice|pairs",
      hideParamSyntax = true,
      description =
          "Which kinds are applied one after another: none, each twice, or of any two sets the first"
              + " kinds as well. Default: ${DEFAULT-VALUE}.")
  private CopyKind.Chains chains = CopyKind.Chains.TWICE;

  @Option(
      names = "--collection",
      paramLabel = "N",
      description =
          "Photos of the collection in which wrong pairs are counted. Default: as many as there are.")
  private @Nullable Integer collection;

  @Option(
      names = "--photos",
      paramLabel = "N",
      description =
          "Photos at most, chosen by a hash of their ids. \"Keeps 99 %%\" takes 368. Default:"
              + " ${DEFAULT-VALUE}.")
  private int photos = ThresholdSettings.THRESHOLD_PHOTOS;

  @Option(
      names = "--strangers-except",
      paramLabel = "FILE",
      description =
          "CSV of pairs that are no strangers, two photos' names (or rows) a line, such as the"
              + " threshold-pairs.csv that a run leaves, with the true strangers taken out.")
  private @Nullable Path strangersExcept;

  @Option(
      names = "--kind",
      paramLabel = "NAME",
      description =
          "The kind of copy whose lines for other programs are printed. Default: the first.")
  private @Nullable String kind;

  @Option(
      names = "--keep",
      paramLabel = "90|95|99",
      description = "The percentage of copies that these lines keep. Default: ${DEFAULT-VALUE}.")
  private String keep = "95";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the result files. Default: results, in the current folder.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the result object, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!ThresholdOutcome.SHARES.contains(keep)) {
      throw new UsageException("--keep %s: expected 90, 95 or 99".formatted(keep));
    }
    publish(
        new PlannedCommand("threshold", common, extraction, OPTIONS)
            .run(parameters.known(), asked(), reference(), ResultOptions.folder(out, json)));
    return 0;
  }

  /** The encoder, or the name that vectors are told apart by. */
  private String reference() {
    if (originals != null || copies != null) {
      if (originals == null || copies == null || encoder != null || extraction.images().given()) {
        throw new UsageException(
            "--originals and --copies go together, and without --images and --encoder");
      }
      return "vectors/" + originals.getFileName();
    }
    if (encoder == null || !extraction.images().given()) {
      throw new UsageException("expected --images and --encoder, or --originals and --copies");
    }
    return encoder;
  }

  /** What was given, by the keys of the settings. */
  private ObjectNode asked() throws IOException {
    ObjectNode asked = new ObjectMapper().createObjectNode();
    List<String> named = sets();
    if (named != null) {
      named.forEach(asked.putArray("sets")::add);
    }
    asked.put("chains", chains.name().toLowerCase(Locale.ROOT));
    asked.put("photos", photos);
    if (collection != null) {
      asked.put("collection", collection);
    }
    if (strangersExcept != null) {
      asked.put("strangers_except", strangersExcept.toString());
    }
    if (originals != null && copies != null) {
      asked
          .putObject("vectors")
          .put("originals", originals.toString())
          .put("copies", copies.toString());
    }
    return asked;
  }

  private @Nullable List<String> sets() throws IOException {
    List<Parameter> own = parameters.known().own();
    return sets == null && !own.isEmpty() ? own.stream().map(Parameter::id).toList() : sets;
  }

  private void publish(StudyRun.Outcome outcome) {
    ThresholdResult result = (ThresholdResult) outcome.results().get(0);
    if (json) {
      common.out().print(ResultFiles.json(result));
    } else {
      new ThresholdTable(result, keep, kind).lines().forEach(common.out()::println);
      for (Path file : outcome.files()) {
        common.out().println(file);
        common.out().println(StudyRun.beside(file, "-pairs.csv"));
      }
    }
    common.out().flush();
  }
}
