package org.encodertraces.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Need;
import org.encodertraces.experiment.SettingsReader;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.TraceResult;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command of an experiment: a plan of it alone. Options and help are made of what it needs and
 * of its settings' record.
 */
final class ExperimentCommand<S extends ExperimentSettings, R extends TraceResult>
    implements Callable<Integer> {

  private final Experiment<S, R> experiment;
  private final List<Experiment<?, ?>> known;
  private final Optional<ExperimentWords> words;
  private final SettingsOptions options;
  private final CommonOptions common;
  private final ThreadsOption threads = new ThreadsOption();
  private final ParametersOptions parameters = new ParametersOptions();
  private final EmbeddingsOptions embeddings = new EmbeddingsOptions();
  private final EncoderOption encoder = new EncoderOption();
  private final ImagesOptions images = new ImagesOptions();
  private final ExtractionOptions extraction = new ExtractionOptions();
  private final ResultOptions results = new ResultOptions();
  private final CommandSpec spec;

  private ExperimentCommand(
      Experiment<S, R> experiment, List<Experiment<?, ?>> known, Optional<ExperimentWords> words) {
    this.experiment = experiment;
    this.known = known;
    this.words = words;
    options = SettingsOptions.of(experiment, words.map(ExperimentWords::calls).orElse(Map.of()));
    spec = CommandSpec.wrapWithoutInspection(this);
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().description(SettingsOptions.escaped(experiment.about()));
    common = new CommonOptions(spec);
    if (experiment.isParallel() && !embedsAnew()) {
      mixin("threads", threads);
    }
    if (readsEmbeddings()) {
      mixin("embeddings", embeddings);
    }
    if (embedsAnew()) {
      if (words.filter(ExperimentWords::nameEncoder).isEmpty()) {
        mixin("encoder", encoder);
      }
      mixin("extraction", extraction);
    } else if (needs().contains(Need.PHOTOS)) {
      mixin("images", images);
    }
    if (experiment.canDoWithout()) {
      canDoWithout("--images");
      canDoWithout("--encoder");
    }
    if (options.nameProcessings()) {
      mixin("parameters", parameters);
    }
    options.addTo(spec);
    for (Experiment.View<R> view : experiment.views()) {
      spec.addOption(
          OptionSpec.builder(view.option())
              .type(boolean.class)
              .description(SettingsOptions.escaped(view.about()))
              .build());
    }
    words.ifPresent(more -> mixin("words", more));
    mixin("results", results);
  }

  /**
   * The command of an experiment.
   *
   * @param words of its own, if it has some
   */
  static <S extends ExperimentSettings, R extends TraceResult> CommandSpec of(
      Experiment<S, R> experiment, List<Experiment<?, ?>> known, Optional<ExperimentWords> words) {
    return new ExperimentCommand<>(experiment, known, words).spec;
  }

  private void mixin(String name, Object more) {
    spec.addMixin(name, CommandSpec.forAnnotatedObject(more));
  }

  /** An option that experiments share and cannot do without, where this one can. */
  private void canDoWithout(String option) {
    OptionSpec shared = spec.findOption(option);
    spec.remove(shared);
    spec.addOption(OptionSpec.builder(shared).required(false).build());
  }

  private Set<Need> needs() {
    return experiment.needs();
  }

  private boolean readsEmbeddings() {
    return needs().contains(Need.HALVES) || needs().contains(Need.UNSPLIT);
  }

  private boolean embedsAnew() {
    return needs().contains(Need.ENCODER);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (embedsAnew()) {
      extraction.requireSense();
    }
    ObjectNode asked = options.given(spec.commandLine().getParseResult());
    words.ifPresent(more -> more.ask(asked));
    List<S> settings =
        new SettingsReader(
                options.asking(parameters.known(), seed(), embedsAnew() && extraction.upright()),
                List.of())
            .read(experiment, asked);
    words.ifPresent(more -> settings.forEach(more::require));
    requireNeeds(settings);
    try (Engine engine = engine();
        StudyRun run =
            StudyRun.open(
                plan(settings),
                StudyRun.Manner.ofCommand(common.commandLine(), results.folder()),
                known,
                engine)) {
      return publish(run.run());
    }
  }

  /** Photos and an encoder, where only some settings need them: these, or what stands for them. */
  private void requireNeeds(List<S> settings) {
    if (!experiment.canDoWithout()) {
      return;
    }
    Set<Need> needs = EnumSet.noneOf(Need.class);
    settings.forEach(one -> needs.addAll(experiment.needs(one)));
    boolean both = !encoder.missing() && extraction.images().given();
    boolean some = !encoder.missing() || extraction.images().given();
    if (!needs.isEmpty() && !both) {
      throw new UsageException("expected --images and --encoder, or " + options.alternatives());
    }
    if (needs.isEmpty() && some) {
      throw new UsageException(options.alternatives() + " go without --images and --encoder");
    }
  }

  private Engine engine() {
    if (embedsAnew()) {
      return extraction.engine(common);
    }
    return experiment.isParallel() ? threads.engine(common) : Engine.of(1, common.progress());
  }

  private long seed() {
    return embedsAnew() ? extraction.images().seed() : images.seed();
  }

  /** The encoder, or what stands in its place. */
  private String reference(S settings) {
    return settings
        .encoder()
        .or(() -> words.flatMap(ExperimentWords::encoder))
        .orElseGet(() -> embedsAnew() ? encoder.reference() : embeddings.encoder());
  }

  private StudyPlan plan(List<S> settings) {
    ImagesOptions read = embedsAnew() ? extraction.images() : images;
    boolean photos = read.given();
    return new StudyPlan(
        new StudyPlan.Data(
            photos ? read.images().toString() : null,
            readsEmbeddings() ? embeddings.embeddings().toString() : null,
            readsEmbeddings() ? embeddings.through().map(Path::toString).orElse(null) : null,
            photos ? read.name().orElse(null) : null,
            photos ? read.label().orElse(null) : null),
        List.of(EncoderOption.planned(reference(settings.get(0)))),
        List.of(),
        settings.stream().map(one -> new StudyPlan.Planned(one, List.of())).toList(),
        seed(),
        embedsAnew() ? extraction.batch().orElse(null) : null,
        embedsAnew() && extraction.upright(),
        embedsAnew() ? extraction.device() : "cpu",
        null);
  }

  private int publish(StudyRun.Outcome outcome) {
    List<R> own = outcome.results().stream().map(one -> experiment.result().cast(one)).toList();
    Optional<Experiment.View<R>> view =
        experiment.views().stream()
            .filter(one -> spec.commandLine().getParseResult().hasMatchedOption(one.option()))
            .findFirst();
    if (results.json()) {
      common
          .out()
          .print(
              experiment.isSeveral() || own.size() != 1
                  ? ResultFiles.json(own)
                  : ResultFiles.json(own.get(0)));
    } else if (view.isPresent()) {
      own.forEach(one -> common.out().print(view.get().text().apply(one)));
    } else {
      say(own, outcome.files());
    }
    common.out().flush();
    return own.stream()
        .mapToInt(one -> words.map(more -> more.exitCode(one)).orElse(0))
        .max()
        .orElse(0);
  }

  /** The lines of results, and their files with those beside them. */
  private void say(List<R> own, List<Path> files) {
    for (R one : own) {
      words.ifPresentOrElse(
          more -> more.lines(one).forEach(common.out()::println),
          () -> experiment.lines(one).forEach(common.progress()::say));
    }
    for (int i = 0; i < files.size(); i++) {
      common.out().println(files.get(i));
      for (String ending : experiment.beside(own.get(i)).keySet()) {
        common.out().println(StudyRun.beside(files.get(i), ending));
      }
    }
  }
}
