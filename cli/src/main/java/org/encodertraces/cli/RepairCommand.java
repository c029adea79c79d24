package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.encoder.FoldedEncoder;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.RepairCameras;
import org.encodertraces.experiment.RepairSettings;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.io.FileDigests;
import org.encodertraces.io.WholeFile;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.repair.Fit;
import org.encodertraces.repair.Form;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.Repair;
import org.encodertraces.repair.RepairData;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.Use;
import org.encodertraces.report.ReportPage;
import org.encodertraces.report.Sections;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.PlanEntry;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.RepairResult;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.Versions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

@Command(
    name = "repair",
    description = {
      "Takes traces out of embeddings, and shows what is left on photos that no repair saw: fits"
          + " all",
      "methods, judges each by an auditor that trains anew, and recommends one with its price, or",
      "says that none helps. Of --images, what is missing is extracted first; of --embeddings,"
          + " what",
      "needs pictures is left out. Ends with DIR/repair.json, DIR/report.html and",
      "DIR/METHOD.safetensors."
    },
    subcommands = {RepairFitCommand.class, RepairApplyCommand.class, RepairFoldCommand.class})
final class RepairCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ParametersOptions parameters;
  @Mixin private ExtractionOptions extraction;
  @Mixin private EncoderOption encoder;

  @Option(
      names = "--embeddings",
      paramLabel = "DIR",
      description = "The data set's folder, which holds the processing folders.")
  private @Nullable Path embeddings;

  @Option(
      names = "--parameter",
      paramLabel = "P,…",
      split = ",",
      hideParamSyntax = true,
      description =
          "Parameters whose traces are to go, of the study or of --parameters. Default, of"
              + " --images: the study's and those of --parameters.")
  private @Nullable List<String> parameterIds;

  @Option(names = "--out", paramLabel = "DIR", description = "Output folder.")
  private @Nullable Path out;

  @Option(
      names = "--methods",
      paramLabel = "M,…",
      split = ",",
      hideParamSyntax = true,
      description =
          "identity, random, leace, leace-exact, splince, nap, whiten, mean, combat, canonical."
              + " Default: all.")
  private @Nullable List<String> methods;

  @Option(
      names = "--for",
      paramLabel = "USE",
      description =
          "What is to become better: search, classification or privacy. Default: ${DEFAULT-VALUE}.")
  private String use = Use.SEARCH.id();

  @Option(
      names = "--canonical",
      paramLabel = "PROCESSING",
      description =
          "The processing that canonical sends every photo through before it is embedded, such as"
              + " \"fit(512) jpeg(75,420)\".")
  private @Nullable String canonical;

  @Option(
      names = "--fitted-on",
      paramLabel = "raw|unit",
      description =
          "Fit all methods on vectors as stored, or of length 1. Default: raw for leace-exact, unit"
              + " for all others.")
  private @Nullable String fittedOn;

  @Option(
      names = "--judges",
      paramLabel = "N",
      description =
          "Photos that train the auditor, and that test, at most. Default: ${DEFAULT-VALUE}.")
  private int judges = RepairStudy.JUDGES;

  @Option(
      names = "--drop-bad-rows",
      description = "Leave photos out whose embedding holds NaN, infinities or only zeros.")
  private boolean dropBadRows;

  @Option(names = "--labels", paramLabel = "FILE", description = RepairSettings.LABELS)
  private @Nullable String labels;

  @Option(
      names = "--attribute",
      paramLabel = "NAME,…",
      split = ",",
      hideParamSyntax = true,
      description = RepairSettings.ATTRIBUTES)
  private @Nullable List<String> attributes;

  @Option(names = "--pairs", paramLabel = "DIR", description = RepairSettings.PAIRS)
  private @Nullable String pairs;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description =
          "Put the recommended map into a copy of the encoder's graph, as repair fold does. Where"
              + " none helps, no file is written.")
  private @Nullable Path onnx;

  @Option(names = "--json", description = "Print the result object, and nothing else.")
  private boolean json;

  /** Options that this command needs and its subcommands do not. */
  static void arrange(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      if (option.required()) {
        spec.remove(option);
        spec.addOption(option.toBuilder().required(false).build());
      }
    }
  }

  /** What was asked, once it is known to make sense. */
  private record Asked(
      List<Parameter> parameters,
      List<Method> methods,
      Use use,
      Optional<Form> form,
      Optional<Processing> canonical,
      RepairCameras cameras,
      Path out) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Asked asked = asked();
    StoredEncoder stored =
        embeddings == null
            ? extracted(asked)
            : EmbeddingStore.open(embeddings).of(EncoderName.ofReference(encoder.reference()));
    RepairData data =
        RepairData.open(
            stored,
            asked.parameters(),
            parameters.studyAndOwn(),
            embeddings == null ? asked.canonical() : Optional.empty(),
            dropBadRows ? BadRows.DROP : BadRows.REFUSE);
    data.requireFor(asked.use());
    RepairStudy.Outcome outcome;
    RepairResult result;
    try (Engine engine = extraction.engine(common)) {
      outcome =
          RepairStudy.run(
              data.input().with(asked.cameras().open(data, stored)),
              new RepairStudy.Settings(
                  asked.methods(), asked.use(), asked.form(), extraction.images().seed(), judges),
              engine);
      result =
          RepairResult.of(
              header(asked, stored, data, engine),
              data.fitted(),
              data.unprocessed().name(),
              asked.use(),
              outcome);
    }
    write(asked.out(), result, outcome, data, stored);
    say(result, asked.out());
    if (onnx != null) {
      fold(result, asked.out(), onnx);
    }
    return 0;
  }

  private Asked asked() throws IOException {
    if (!extraction.images().given() && embeddings == null) {
      throw new UsageException("repair needs --images or --embeddings");
    }
    if (extraction.images().given() && embeddings != null) {
      throw new UsageException("--images and --embeddings exclude each other");
    }
    if (encoder.missing()) {
      throw new UsageException("repair needs --encoder");
    }
    if (out == null) {
      throw new UsageException("repair needs --out");
    }
    if (embeddings != null && parameterIds == null) {
      throw new UsageException("repair of --embeddings needs --parameter");
    }
    if (judges < 1) {
      throw new UsageException("--judges %d: expected 1 or more".formatted(judges));
    }
    extraction.requireSense();
    List<Parameter> chosen = new ArrayList<>();
    if (parameterIds == null) {
      chosen.addAll(parameters.studyAndOwn());
    } else {
      for (String id : parameterIds) {
        chosen.add(parameters.parameter(id));
      }
    }
    return new Asked(
        chosen,
        RepairOptions.methods(methods),
        RepairOptions.use(use),
        RepairOptions.form(fittedOn),
        canonical == null ? Optional.empty() : Optional.of(parameters.processing(canonical)),
        new RepairCameras(whole(labels), attributes == null ? List.of() : attributes, whole(pairs)),
        out);
  }

  /** A path that a plan can be run with from any folder. */
  private static @Nullable String whole(@Nullable String path) {
    return path == null ? null : Path.of(path).toAbsolutePath().normalize().toString();
  }

  /** Extracts what is missing into the output folder. */
  private StoredEncoder extracted(Asked asked) throws IOException, InterruptedException {
    ImageDataset dataset = extraction.dataset();
    common.sayIgnored(dataset.ignored());
    Path folder = asked.out().resolve("embeddings");
    FirstUse.Ready ready = extraction.open(encoder.reference(), dataset.all().size(), common);
    try (Encoder opened = ready.encoder()) {
      Extraction.Outcome outcome =
          new Extraction(
                  dataset,
                  List.of(opened),
                  extraction.settings(
                      RepairData.wanted(asked.parameters(), asked.canonical()),
                      ready,
                      folder.resolve(dataset.name())),
                  new Extraction.Destination(folder, asked.out().resolve("skipped.csv")),
                  extraction.threads(),
                  common.progress())
              .run(Split.HALVES);
      if (!outcome.skipped().isEmpty()) {
        common
            .progress()
            .say(
                "skipped %d photos: see %s"
                    .formatted(outcome.skipped().size(), asked.out().resolve("skipped.csv")));
      }
      common.warnOfIgnored(dataset);
      return EmbeddingStore.open(outcome.folder()).of(EncoderName.ofId(opened.card().id()));
    }
  }

  private ResultHeader header(Asked asked, StoredEncoder stored, RepairData data, Engine engine)
      throws IOException {
    FileDigests digests = FileDigests.ofUser();
    Map<String, String> inputs = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>(data.files());
    files.addAll(asked.cameras().files(stored));
    for (Path file : files) {
      inputs.put(file.toString(), digests.of(file));
    }
    Path root = stored.store().folder().root().toAbsolutePath().normalize();
    ExperimentSettings settings =
        new RepairSettings(
            Classes.of(data.fitted()),
            asked.methods().stream().map(Method::id).toList(),
            asked.use().id(),
            asked.form().map(Form::id).orElse(null),
            embeddings == null ? asked.canonical().map(Processing::text).orElse(null) : null,
            extraction.images().seed(),
            judges,
            dropBadRows,
            asked.parameters().size() == 1
                ? null
                : asked.parameters().stream().map(Classes::of).toList(),
            heldOut(),
            asked.cameras().labels(),
            asked.cameras().attributes().isEmpty() ? null : asked.cameras().attributes(),
            asked.cameras().pairs());
    return ResultHeader.of(
        settings.experiment(),
        stored.name().id(),
        stored.category().orElse("custom"),
        String.valueOf(root.getFileName()),
        new Provenance(
            common.commandLine(),
            new PlanEntry(root.toString(), stored.name().id(), settings),
            Map.of(
                "dropped rows",
                "%d train, %d val"
                    .formatted(data.opened().dropped().train(), data.opened().dropped().val())),
            inputs,
            Versions.current().withProduct(engine.product().describe()).libraries()));
  }

  /** Parameters of the user's own, where there are some. */
  private @Nullable List<Classes> heldOut() throws IOException {
    List<Parameter> own = parameters.known().own();
    return own.isEmpty() ? null : own.stream().map(Classes::of).toList();
  }

  private void write(
      Path folder,
      RepairResult result,
      RepairStudy.Outcome outcome,
      RepairData data,
      StoredEncoder stored)
      throws IOException {
    for (Fit.Done fit : outcome.fits()) {
      if (fit.repair() instanceof Repair.Mapped mapped) {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("command", common.commandLine());
        notes.put("photos", outcome.fitPhotos());
        AffineMapFile.write(
            folder.resolve(fit.method().id() + ".safetensors"),
            mapped.map(),
            RepairOptions.notes(fit, data.fitted(), stored.name().id(), notes));
      }
    }
    WholeFile.writeString(folder.resolve("repair.json"), ResultFiles.json(result));
    ReportPage.write(folder.resolve("report.html"), List.of(result), List.of(Sections.repairs()));
  }

  private void say(RepairResult result, Path folder) {
    if (json) {
      common.out().print(ResultFiles.json(result));
      common.out().flush();
      return;
    }
    result.lines().forEach(common.progress()::say);
    common.out().println(folder.resolve("repair.json"));
  }

  private void fold(RepairResult result, Path folder, Path file) throws IOException {
    String recommended = result.recommended();
    if (recommended == null) {
      common.progress().say("--onnx %s: not written, as no repair is recommended".formatted(file));
      return;
    }
    FoldedEncoder folded =
        RepairFoldCommand.fold(
            folder.resolve(recommended + ".safetensors"), encoder.reference(), file);
    RepairFoldCommand.said(folded).forEach(common.progress()::say);
  }
}
