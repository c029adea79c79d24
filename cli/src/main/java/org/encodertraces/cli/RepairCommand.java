package org.encodertraces.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.FoldedEncoder;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.SettingsReader;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.RepairResult;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  /** The experiment that it plans. */
  static final Experiment<?, ?> EXPERIMENT =
      Experiments.named("repair", Experiments.all()).orElseThrow();

  private static final String PARAMETER = "parameter";

  private final SettingsOptions settings = SettingsOptions.of(EXPERIMENT);

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ParametersOptions parameters;
  @Mixin private ExtractionOptions extraction;
  @Mixin private EncoderOption encoder;

  @Option(
      names = "--embeddings",
      paramLabel = "DIR",
      description = "The data set's folder, which holds the processing folders.")
  private @Nullable Path embeddings;

  @Option(names = "--out", paramLabel = "DIR", description = "Output folder.")
  private @Nullable Path out;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description =
          "Put the recommended map into a copy of the encoder's graph, as repair fold does. Where"
              + " none helps, no file is written.")
  private @Nullable Path onnx;

  @Option(names = "--json", description = "Print the result object, and nothing else.")
  private boolean json;

  /** The settings' options, and those that this command needs and its subcommands do not. */
  static void arrange(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      if (option.required()) {
        spec.remove(option);
        spec.addOption(option.toBuilder().required(false).build());
      }
    }
    RepairCommand repair = (RepairCommand) spec.userObject();
    repair.settings.addTo(
        spec,
        Map.of(PARAMETER, "Default, of photos: the study's four, and those of your own file."));
    Optional.ofNullable(command.getSubcommands().get("fit")).ifPresent(RepairFitCommand::arrange);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ObjectNode asked = settings.given(spec.commandLine().getParseResult());
    Path folder = requireSense(asked);
    List<StudyPlan.Planned> planned =
        new SettingsReader(
                settings.asking(
                    parameters.known(), extraction.images().seed(), extraction.upright()),
                List.of())
            .read(EXPERIMENT, whole(asked)).stream()
                .map(one -> new StudyPlan.Planned(one, List.of()))
                .toList();
    RepairResult result;
    try (Engine engine = extraction.engine(common);
        StudyRun run =
            StudyRun.open(
                plan(planned, folder),
                StudyRun.Manner.ofRepair(common.commandLine()),
                Experiments.all(),
                engine)) {
      StudyRun.Outcome outcome = run.run();
      outcome.skipped().ifPresent(list -> common.progress().say("skipped photos: see " + list));
      result = (RepairResult) outcome.results().get(0);
      say(result, outcome.files().get(0));
    }
    if (onnx != null) {
      fold(result, folder, onnx);
    }
    return 0;
  }

  private Path requireSense(ObjectNode asked) {
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
    if (embeddings != null && !asked.has(PARAMETER)) {
      throw new UsageException("repair of --embeddings needs --parameter");
    }
    extraction.requireSense();
    return out.toAbsolutePath().normalize();
  }

  /** What was asked, with what this command asks whatever is given. */
  private ObjectNode whole(ObjectNode asked) throws IOException {
    if (!asked.has(PARAMETER)) {
      asked.put(
          PARAMETER,
          parameters.studyAndOwn().stream().map(Parameter::id).collect(Collectors.joining(",")));
    }
    asked.put("seed", extraction.images().seed());
    asked.put("maps", true);
    return asked;
  }

  private StudyPlan plan(List<StudyPlan.Planned> planned, Path folder) {
    ImagesOptions images = extraction.images();
    boolean photos = images.given();
    return new StudyPlan(
        new StudyPlan.Data(
            photos ? images.images().toString() : null,
            embeddings == null ? null : embeddings.toString(),
            null,
            photos ? images.name().orElse(null) : null,
            photos ? images.label().orElse(null) : null),
        List.of(EncoderOption.planned(encoder.reference())),
        List.of(),
        planned,
        images.seed(),
        extraction.batch().orElse(null),
        extraction.upright(),
        extraction.device(),
        folder.toString());
  }

  private void say(RepairResult result, Path table) {
    if (json) {
      common.out().print(ResultFiles.json(result));
    } else {
      result.lines().forEach(common.progress()::say);
      common.out().println(table);
    }
    common.out().flush();
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
