package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.encodertraces.Progress;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.Material;
import org.encodertraces.experiment.Need;
import org.encodertraces.processing.Processing;
import org.encodertraces.report.Markup;
import org.encodertraces.report.PageResults;
import org.encodertraces.report.Section;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.Wording;
import org.encodertraces.study.PlanFile;
import org.encodertraces.study.StudyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What adding an experiment takes: settings, a result, the experiment, all here, and one line of
 * the list, here {@link #WITH}. It gets its command, file, provenance, section and place in a plan,
 * and what it claims its place among the claims of the page.
 */
class AddedExperimentTest {

  private static final Path GOLDEN =
      Path.of("../core/src/test/resources/golden/embeddings/ImageNet").toAbsolutePath().normalize();

  private static final List<Experiment<?, ?>> WITH = with(new Width());

  @TempDir Path work;

  @JsonTypeName("width")
  record WidthSettings(
      @Asked(option = "--parameter", required = true, label = "P", about = Wording.PARAMETER)
          Classes parameter,
      @Asked(option = "--times", label = "N", about = "How often it is counted.", value = "2")
          int times)
      implements ExperimentSettings {
    @Override
    public String about() {
      return parameter.id();
    }

    @Override
    public WidthSettings withDefaults() {
      return new WidthSettings(parameter, 2);
    }
  }

  record WidthResult(@JsonUnwrapped ResultHeader header, String parameter, int width)
      implements ClaimedResult {

    /** That embeddings are wider than three values, as if measured on 20 photos. */
    @Override
    public Effect effect() {
      Range interval = new Range(width - 1, width + 1);
      return new Effect(width, Optional.of(interval), 3, 1, OptionalDouble.of(0.001), 0, 20);
    }
  }

  static final class Width implements Experiment<WidthSettings, WidthResult> {
    @Override
    public Class<WidthSettings> settings() {
      return WidthSettings.class;
    }

    @Override
    public Class<WidthResult> result() {
      return WidthResult.class;
    }

    @Override
    public String about() {
      return "How wide embeddings are.";
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.HALVES);
    }

    @Override
    public List<Processing> processings(WidthSettings settings) {
      return settings.parameter().parameter().classes();
    }

    @Override
    public WidthResult run(WidthSettings settings, Material material, Engine engine)
        throws IOException {
      ParameterEmbeddings embeddings = material.under(settings.parameter(), false);
      return new WidthResult(
          material.header(this, settings, embeddings.files(), Map.of(), engine),
          settings.parameter().id(),
          embeddings.dimension() * settings.times());
    }

    @Override
    public List<String> lines(WidthResult result) {
      return List.of(result.width() + " wide");
    }

    @Override
    public Optional<Section> section() {
      return Optional.of(
          new Section() {
            @Override
            public String title() {
              return "Widths";
            }

            @Override
            public Markup html(PageResults results) {
              Markup html = new Markup();
              for (WidthResult result : results.ofType(WidthResult.class)) {
                html.add("<section id=\"widths\">%s</section>\n", result.width());
              }
              return html;
            }
          });
    }
  }

  private static List<Experiment<?, ?>> with(Experiment<?, ?> more) {
    List<Experiment<?, ?>> all = new ArrayList<>(Experiments.all());
    all.add(more);
    return all;
  }

  private static String execute(Object... arguments) {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Traces.commandLine(WITH);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(new StringWriter()));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = String.valueOf(arguments[i]);
    }
    assertThat(commandLine.execute(words)).isZero();
    return out.toString();
  }

  private static void run(Path plan, Path out) throws Exception {
    try (Engine engine = Engine.of(1, Progress.NONE);
        StudyRun run =
            StudyRun.open(
                PlanFile.read(plan, WITH).into(out.toString()),
                StudyRun.Manner.ofPlan("traces run"),
                WITH,
                engine)) {
      run.run();
    }
  }

  @Test
  void itHasACommandAFileAProvenanceASectionAndAPlaceInAPlan() throws Exception {
    assertThat(execute("width", "--help"))
        .contains("How wide embeddings are.", "--times=N", "Default: 2.", "--parameter=P");
    Path results = work.resolve("results");
    execute(
        "width",
        "--embeddings",
        GOLDEN,
        "--encoder",
        "planted/toy",
        "--parameter",
        "jpeg",
        "--out",
        results);
    Path file = results.resolve("ImageNet/planted-toy/width-jpeg.json");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    int width = json.get("width").asInt();
    assertThat(width).isPositive().isEven();
    assertThat(json.at("/provenance/plan/settings/times").asInt()).isEqualTo(2);
    assertThat(json.at("/provenance/inputs")).hasSize(12);

    Path plan =
        Files.writeString(
            work.resolve("plan.json"),
            """
            {"data": {"embeddings": "%s"}, "encoders": ["planted/toy"], "parameters": ["jpeg"],
             "experiments": [{"experiment": "width", "times": 4}]}
            """
                .formatted(GOLDEN));
    Path out = work.resolve("out");
    run(plan, out);
    assertThat(ResultFiles.readAll(out.resolve("results"), WITH))
        .singleElement()
        .isInstanceOfSatisfying(
            WidthResult.class, result -> assertThat(result.width()).isEqualTo(2 * width));
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<h3>Widths</h3>", "<section id=\"widths\">" + 2 * width)
        .contains(
            "The page makes one claim",
            "width of JPEG quality is %d.0 (%d.0 to %d.0; 20 photos) where no effect gives 3: found (the page&#39;s only claim, p 0.001)"
                .formatted(2 * width, 2 * width - 1, 2 * width + 1));

    Path again = work.resolve("again");
    run(file, again);
    assertThat(ResultFiles.readAll(again.resolve("results"), WITH))
        .singleElement()
        .isInstanceOfSatisfying(
            WidthResult.class, result -> assertThat(result.width()).isEqualTo(width));
  }

  /** What the compiler no longer tells, since the list is open. */
  @Test
  void everyExperimentOfTheListIsComplete() {
    assertThat(WITH.stream().map(Experiment::name)).doesNotHaveDuplicates();
    assertThat(WITH.stream().map(Experiment::command)).doesNotHaveDuplicates();
    for (Experiment<?, ?> experiment : WITH) {
      assertThat(experiment.settings().isRecord()).as(experiment.name()).isTrue();
      assertThat(experiment.result().isRecord()).as(experiment.name()).isTrue();
      assertThat(experiment.needs()).as(experiment.name()).isNotEmpty();
      assertThat(experiment.about()).as(experiment.name()).endsWith(".");
    }
  }
}
