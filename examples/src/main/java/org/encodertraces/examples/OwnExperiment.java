package org.encodertraces.examples;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.Material;
import org.encodertraces.experiment.Need;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;

/**
 * An experiment of one's own: java … OwnExperiment EMBEDDINGS ENCODER OUT.
 *
 * <p>Every experiment scales embeddings to length 1. This one asks what that throws away: how long
 * they are under each class of a parameter. Its settings and its result are records; its file,
 * provenance and place in a plan come with them.
 */
public final class OwnExperiment {

  private OwnExperiment() {}

  /** What is asked. */
  @JsonTypeName("length")
  public record LengthSettings(
      @Asked(option = "--parameter", required = true, label = "P", about = "Under its classes.")
          Classes parameter)
      implements ExperimentSettings {
    @Override
    public String about() {
      return parameter.id();
    }

    @Override
    public LengthSettings withDefaults() {
      return this;
    }
  }

  /**
   * What comes out.
   *
   * @param lengths mean over training photos, by processing
   */
  public record LengthResult(
      @JsonUnwrapped ResultHeader header, String parameter, Map<String, Double> lengths)
      implements TraceResult {}

  /** Takes lengths. */
  public static final class Length implements Experiment<LengthSettings, LengthResult> {
    @Override
    public Class<LengthSettings> settings() {
      return LengthSettings.class;
    }

    @Override
    public Class<LengthResult> result() {
      return LengthResult.class;
    }

    @Override
    public String about() {
      return "How long embeddings are under each class of a parameter.";
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.HALVES);
    }

    @Override
    public List<Processing> processings(LengthSettings settings) {
      return settings.parameter().parameter().classes();
    }

    @Override
    public LengthResult run(LengthSettings settings, Material material, Engine engine)
        throws IOException {
      ParameterEmbeddings embeddings = material.under(settings.parameter(), false);
      Map<String, Double> lengths = new LinkedHashMap<>();
      for (int i = 0; i < embeddings.classes(); i++) {
        String name = embeddings.parameter().classes().get(i).name();
        lengths.put(name, meanLength(embeddings.train().get(i).rows()));
      }
      return new LengthResult(
          material.header(this, settings, embeddings.files(), Map.of(), engine),
          settings.parameter().id(),
          lengths);
    }

    private static double meanLength(Rows rows) {
      float[] row = new float[rows.dimension()];
      double sum = 0;
      for (int i = 0; i < rows.count(); i++) {
        sum += rows.readNormalized(i, row, 0);
      }
      return sum / rows.count();
    }

    @Override
    public List<String> lines(LengthResult result) {
      return result.lengths().entrySet().stream()
          .map(one -> String.format(Locale.ROOT, "%-12s %.3f", one.getKey(), one.getValue()))
          .toList();
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<Experiment<?, ?>> known = new ArrayList<>(Experiments.all());
    known.add(new Length());
    StudyPlan plan =
        StudyPlan.ofEmbeddings(Path.of(arguments[0]), List.of(arguments[1]), Path.of(arguments[2]))
            .with(new LengthSettings(ExperimentSettings.Classes.of(Parameter.JPEG)));
    var manner = StudyRun.Manner.ofPlan("OwnExperiment");
    try (Engine engine = Engine.ofMachine();
        StudyRun run = StudyRun.open(plan, manner, known, engine)) {
      for (TraceResult result : run.run().results()) {
        Experiments.lines(result, known).forEach(System.out::println);
      }
    }
  }
}
