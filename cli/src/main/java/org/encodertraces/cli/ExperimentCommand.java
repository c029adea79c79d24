package org.encodertraces.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Asking;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Field;
import org.encodertraces.experiment.Need;
import org.encodertraces.experiment.SettingsReader;
import org.encodertraces.result.Asked;
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
  private final CommonOptions common;
  private final ThreadsOption threads = new ThreadsOption();
  private final ParametersOptions parameters = new ParametersOptions();
  private final EmbeddingsOptions embeddings = new EmbeddingsOptions();
  private final EncoderOption encoder = new EncoderOption();
  private final ImagesOptions images = new ImagesOptions();
  private final ExtractionOptions extraction = new ExtractionOptions();
  private final ResultOptions results = new ResultOptions();
  private final CommandSpec spec;

  /** A value that is an option. */
  private record Value(Field field, List<String> path) {
    Asked asked() {
      return field.asked().orElseThrow();
    }

    String key() {
      return String.join(".", path);
    }
  }

  private ExperimentCommand(Experiment<S, R> experiment, List<Experiment<?, ?>> known) {
    this.experiment = experiment;
    this.known = known;
    spec = CommandSpec.wrapWithoutInspection(this);
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().description(experiment.about());
    common = new CommonOptions(spec);
    if (experiment.isParallel() && !embedsAnew()) {
      mixin("threads", threads);
    }
    if (readsEmbeddings()) {
      mixin("embeddings", embeddings);
    }
    if (embedsAnew()) {
      mixin("encoder", encoder);
      mixin("extraction", extraction);
    } else if (needs().contains(Need.PHOTOS)) {
      mixin("images", images);
    }
    if (values().stream()
        .anyMatch(value -> value.field().isParameter() || namesProcessing(value))) {
      mixin("parameters", parameters);
    }
    values().forEach(value -> spec.addOption(option(value)));
    for (Experiment.View<R> view : experiment.views()) {
      spec.addOption(
          OptionSpec.builder(view.option())
              .type(boolean.class)
              .description(escaped(view.about()))
              .build());
    }
    mixin("results", results);
  }

  /** The command of an experiment. */
  static <S extends ExperimentSettings, R extends TraceResult> CommandSpec of(
      Experiment<S, R> experiment, List<Experiment<?, ?>> known) {
    return new ExperimentCommand<>(experiment, known).spec;
  }

  private void mixin(String name, Object options) {
    spec.addMixin(name, CommandSpec.forAnnotatedObject(options));
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

  private static boolean namesProcessing(Value value) {
    return value.key().equals("processing");
  }

  private List<Value> values() {
    List<Value> values = new ArrayList<>();
    collect(Field.of(experiment.settings()), List.of(), values);
    experiment.shorthand().ifPresent(record -> collect(Field.of(record), List.of(), values));
    return values;
  }

  private static void collect(List<Field> fields, List<String> above, List<Value> values) {
    for (Field field : fields) {
      List<String> path = new ArrayList<>(above);
      path.add(field.key());
      if (!field.fields().isEmpty()) {
        collect(field.fields(), path, values);
      } else if (field.asked().filter(asked -> !asked.option().isEmpty()).isPresent()) {
        values.add(new Value(field, path));
      }
    }
  }

  private static OptionSpec option(Value value) {
    Asked asked = value.asked();
    OptionSpec.Builder option =
        OptionSpec.builder(asked.option())
            .required(asked.required())
            .description(escaped(about(value.field(), asked)));
    if (!asked.label().isEmpty()) {
      option.paramLabel(asked.label());
    }
    Field field = value.field();
    if (field.item().isPresent()) {
      option.type(List.class).auxiliaryTypes(field.item().get()).splitRegex(",");
    } else {
      option.type(field.isFlag() ? boolean.class : boxed(field));
    }
    return option.build();
  }

  private static Class<?> boxed(Field field) {
    if (field.isParameter() || field.type() == String.class) {
      return String.class;
    }
    if (field.isWhole()) {
      return field.type() == int.class || field.type() == Integer.class
          ? Integer.class
          : Long.class;
    }
    return Double.class;
  }

  /** With the default, where it is told and says something. */
  private static String about(Field field, Asked asked) {
    boolean plain = asked.value().isEmpty() || field.isFlag() || field.item().isPresent();
    return plain
        ? asked.about()
        : "%s Default: %s.".formatted(asked.about(), asked.value().replace("\"", ""));
  }

  /** Help takes percent signs for its own. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (embedsAnew()) {
      extraction.requireSense();
    }
    List<S> settings = new SettingsReader(asking(), List.of()).read(experiment, asked());
    try (Engine engine = engine();
        StudyRun run =
            StudyRun.open(
                plan(settings),
                new StudyRun.Manner(common.commandLine(), results.folder(), false),
                known,
                engine)) {
      publish(run.run());
    }
    return 0;
  }

  private Engine engine() {
    if (embedsAnew()) {
      return extraction.engine(common);
    }
    return experiment.isParallel() ? threads.engine(common) : Engine.of(1, common.progress());
  }

  private Asking asking() throws IOException {
    return new Asking(
        parameters.known(),
        Path.of(""),
        seed(),
        embedsAnew() && extraction.upright(),
        new Asking.Complaint() {
          @Override
          public RuntimeException about(String key, Optional<String> value, String said) {
            return new UsageException(
                value
                    .map(one -> "%s %s: %s".formatted(name(key), one, said))
                    .orElseGet(() -> "%s: %s".formatted(name(key), said)));
          }

          @Override
          public String name(String key) {
            return option(key);
          }
        });
  }

  private String option(String key) {
    return values().stream()
        .filter(value -> value.key().equals(key))
        .findFirst()
        .map(value -> value.asked().option())
        .orElseGet(() -> stepsOption(key));
  }

  /** What plans alone call so comes of an option of another name. */
  private String stepsOption(String key) {
    return key.isEmpty() ? experiment.command() : key;
  }

  private long seed() {
    return embedsAnew() ? extraction.images().seed() : images.seed();
  }

  /** What was given, by the keys of the settings. */
  private ObjectNode asked() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode asked = json.createObjectNode();
    for (Value value : values()) {
      String name = value.asked().option();
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        Object given = spec.commandLine().getParseResult().matchedOptionValue(name, null);
        ObjectNode at = asked;
        for (String key : value.path().subList(0, value.path().size() - 1)) {
          at = at.withObjectProperty(key);
        }
        at.set(
            value.path().get(value.path().size() - 1),
            json.valueToTree(
                value.asked().choices().length > 0
                    ? String.valueOf(given).toLowerCase(Locale.ROOT)
                    : given));
      }
    }
    return asked;
  }

  private StudyPlan plan(List<S> settings) {
    boolean photos = embedsAnew() || needs().contains(Need.PHOTOS);
    ImagesOptions read = embedsAnew() ? extraction.images() : images;
    String reference = embedsAnew() ? encoder.reference() : embeddings.encoder();
    return new StudyPlan(
        new StudyPlan.Data(
            photos ? read.images().toString() : null,
            readsEmbeddings() ? embeddings.embeddings().toString() : null,
            readsEmbeddings() ? embeddings.through().map(Path::toString).orElse(null) : null,
            photos ? read.name().orElse(null) : null,
            photos ? read.label().orElse(null) : null),
        List.of(PlannedCommand.reference(reference)),
        List.of(),
        settings.stream().map(one -> new StudyPlan.Planned(one, List.of())).toList(),
        seed(),
        embedsAnew() ? extraction.batch().orElse(null) : null,
        embedsAnew() && extraction.upright(),
        embedsAnew() ? extraction.device() : "cpu",
        null);
  }

  private void publish(StudyRun.Outcome outcome) {
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
      own.forEach(one -> experiment.lines(one).forEach(common.progress()::say));
      outcome.files().forEach(common.out()::println);
    }
    common.out().flush();
  }
}
