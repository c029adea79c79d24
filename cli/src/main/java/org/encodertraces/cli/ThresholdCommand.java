package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.copies.CopyKind;
import org.encodertraces.copies.StrangersExcept;
import org.encodertraces.copies.ThresholdOutcome;
import org.encodertraces.copies.ThresholdRun;
import org.encodertraces.copies.VectorRows;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.ThresholdSettings;
import org.encodertraces.extraction.ExtractionRecord;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.Thumbnail;
import org.encodertraces.io.Csv;
import org.encodertraces.io.FileDigests;
import org.encodertraces.io.FolderLock;
import org.encodertraces.io.WholeFile;
import org.encodertraces.linalg.UnitRows;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.PlanEntry;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.ThresholdResult;
import org.encodertraces.result.Versions;
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
    List<List<String>> except =
        strangersExcept == null ? List.of() : StrangersExcept.read(strangersExcept);
    if (originals != null || copies != null) {
      ofVectors(except);
    } else {
      ofPhotos(except);
    }
    return 0;
  }

  private void ofVectors(List<List<String>> except) throws IOException, InterruptedException {
    if (originals == null || copies == null || encoder != null || extraction.images().given()) {
      throw new UsageException(
          "--originals and --copies go together, and without --images and --encoder");
    }
    FileDigests digests = FileDigests.ofUser();
    String name = String.valueOf(originals.getFileName());
    try (UnitRows ofOriginals = VectorRows.read(originals);
        UnitRows ofCopies = VectorRows.read(copies);
        Engine engine = extraction.engine(common)) {
      requireRows(ofOriginals, ofCopies);
      int asked = collection == null ? ofOriginals.rows() : collection;
      ThresholdOutcome outcome =
          ThresholdRun.ofVectors(
              ofOriginals,
              ofCopies,
              StrangersExcept.rows(except, ofOriginals.rows()),
              asked,
              extraction.images().seed(),
              engine);
      Map<String, String> inputs = new LinkedHashMap<>();
      inputs.put(originals.toString(), digests.of(originals));
      inputs.put(copies.toString(), digests.of(copies));
      publish(
          new ThresholdResult(
              ResultHeader.of(
                  "threshold",
                  "vectors/" + name,
                  "custom",
                  name,
                  new Provenance(
                      common.commandLine(),
                      new PlanEntry(
                          originals.toAbsolutePath().normalize().toString(),
                          "vectors/" + name,
                          settings(Map.of("copies", digests.of(copies)), asked)),
                      Map.of(),
                      inputs,
                      Versions.current().withProduct(engine.product().describe()).libraries())),
              outcome,
              Map.of()));
    }
  }

  private void requireRows(UnitRows ofOriginals, UnitRows ofCopies) {
    if (ofOriginals.dimension() != ofCopies.dimension()) {
      throw new InputException(
          "%s: vectors of %d values; %s has %d"
              .formatted(copies, ofCopies.dimension(), originals, ofOriginals.dimension()));
    }
    if (ofCopies.rows() > ofOriginals.rows() || ofCopies.rows() < 1 || ofOriginals.rows() < 3) {
      throw new InputException(
          "%s: %,d vectors; expected one a copy, of the %,d originals (three or more) of %s"
              .formatted(copies, ofCopies.rows(), ofOriginals.rows(), originals));
    }
  }

  private void ofPhotos(List<List<String>> except) throws IOException, InterruptedException {
    if (encoder == null || !extraction.images().given()) {
      throw new UsageException("expected --images and --encoder, or --originals and --copies");
    }
    List<CopyKind> kinds = CopyKind.of(sets(), chains);
    extraction.requireSense();
    ImageDataset dataset = extraction.images().dataset();
    common.sayIgnored(dataset.ignored());
    int asked = collection == null ? Math.max(2, dataset.all().size()) : collection;
    ThresholdRun.Settings settings =
        new ThresholdRun.Settings(
            kinds,
            asked,
            photos,
            extraction.images().seed(),
            ExtractionSettings.DEFAULT_BATCH,
            extraction.upright(),
            except);
    boolean writes = !json || out != null;
    if (writes) {
      FolderLock.requireFree(folder());
    }
    FirstUse.Ready ready = extraction.open(encoder, Math.min(photos, dataset.all().size()), common);
    try (Encoder opened = ready.encoder();
        Engine engine = extraction.engine(common);
        FolderLock lock = writes ? FolderLock.take(folder(), common.progress()) : null) {
      ThresholdOutcome outcome =
          ThresholdRun.run(dataset.all(), opened, settings.withBatch(ready.batch()), engine);
      outcome
          .skipped()
          .forEach(
              skipped ->
                  common.progress().say(skipped.id() + ": " + skipped.reason() + "; skipped"));
      Map<String, String> chainsByName = new LinkedHashMap<>();
      kinds.forEach(one -> chainsByName.put(one.name(), one.processing().text()));
      publish(
          new ThresholdResult(
              ResultHeader.of(
                  "threshold",
                  opened.card().id(),
                  opened.card().category(),
                  dataset.name(),
                  new Provenance(
                      common.commandLine(),
                      new PlanEntry(
                          dataset.root().toAbsolutePath().normalize().toString(),
                          opened.card().id(),
                          settings(chainsByName, asked)),
                      found(opened, ready, outcome),
                      Map.of("photo list", ExtractionRecord.digest(dataset.all())),
                      Versions.current()
                          .withProduct(engine.product().describe())
                          .withNetwork(opened.card().network())
                          .libraries())),
              outcome,
              Thumbnail.of(dataset, shown(outcome))));
      common.warnOfIgnored(dataset);
    }
  }

  private static Map<String, String> found(
      Encoder opened, FirstUse.Ready ready, ThresholdOutcome outcome) {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("encoder fingerprint", opened.card().fingerprint());
    found.put("transform", opened.card().transform());
    found.put("skipped", Integer.toString(outcome.skipped().size()));
    found.put("batch", Integer.toString(ready.batch()));
    return found;
  }

  private ThresholdSettings settings(Map<String, String> kinds, int asked) throws IOException {
    return new ThresholdSettings(
        kinds,
        asked,
        photos,
        extraction.images().seed(),
        extraction.upright(),
        strangersExcept == null ? null : FileDigests.ofUser().of(strangersExcept));
  }

  private List<Parameter> sets() throws IOException {
    List<Parameter> own = parameters.known().own();
    if (sets == null && !own.isEmpty()) {
      return own;
    }
    List<Parameter> named = new ArrayList<>();
    for (String id : sets == null ? CopyKind.READY_MADE : sets) {
      named.add(parameters.parameter(id));
    }
    return named;
  }

  private static Set<String> shown(ThresholdOutcome outcome) {
    Set<String> ids = new HashSet<>();
    for (ThresholdOutcome.ShownPair pair : outcome.pairs()) {
      ids.add(pair.first());
      ids.add(pair.second());
    }
    return ids;
  }

  private Path folder() {
    return out == null ? Path.of("results") : out;
  }

  private void publish(ThresholdResult result) throws IOException {
    if (json) {
      common.out().print(ResultFiles.json(result));
      common.out().flush();
    } else {
      new ThresholdTable(result, keep, kind).lines().forEach(common.out()::println);
    }
    if (!json || out != null) {
      Path file = ResultFiles.write(folder(), result);
      Path pairs = file.resolveSibling(stem(file) + "-pairs.csv");
      WholeFile.writeString(pairs, pairsOf(result.outcome()));
      if (!json) {
        common.out().println(file);
        common.out().println(pairs);
      }
    }
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ".json".length());
  }

  /** The pairs that are shown, for {@code --strangers-except}. */
  private static String pairsOf(ThresholdOutcome outcome) {
    StringBuilder csv = new StringBuilder("first,second,cosine,looks_alike\n");
    for (ThresholdOutcome.ShownPair pair : outcome.pairs()) {
      csv.append(Csv.line(pair.first(), pair.second(), pair.cosine(), pair.looksAlike()))
          .append('\n');
    }
    return csv.toString();
  }
}
