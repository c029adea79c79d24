package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.repair.Form;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.RepairData;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.Use;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.RepairResult;

/** The table of repairs, without the maps: {@code traces repair} writes those too. */
final class RepairExperiment implements Experiment<RepairSettings, RepairResult> {

  @Override
  public Class<RepairSettings> settings() {
    return RepairSettings.class;
  }

  @Override
  public Class<RepairResult> result() {
    return RepairResult.class;
  }

  @Override
  public String command() {
    return "repair judge";
  }

  @Override
  public String about() {
    return "The table of repairs by itself: fits all methods to embeddings that are there, judges"
        + " each by an auditor that trains anew, and recommends one or none. No map is written.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.HALVES);
  }

  @Override
  public List<Processing> processings(RepairSettings settings) {
    return canonical(settings).isPresent()
        ? RepairData.wanted(settings.parameters(), canonical(settings))
        : settings.parameter().parameter().classes();
  }

  private static Optional<Processing> canonical(RepairSettings settings) {
    return Optional.ofNullable(settings.canonical()).map(KnownProcessings.builtIn()::processing);
  }

  @Override
  public Optional<Parameter> together(List<Parameter> parameters) {
    return Optional.of(RepairData.together(parameters));
  }

  @Override
  public List<ObjectNode> complete(ObjectNode asked, Asking asking) {
    for (String key : List.of("labels", "pairs")) {
      if (asked.path(key).isTextual()) {
        asked.put(key, asking.path(asked.get(key).asText()).toString());
      }
    }
    return List.of(asked);
  }

  @Override
  public void require(RepairSettings settings, Asking asking) {
    for (String method : settings.methods()) {
      if (Method.named(method).isEmpty()) {
        throw asking.wrong(
            "methods",
            method,
            "expected some of " + Arrays.stream(Method.values()).map(Method::id).toList());
      }
    }
    settings.cameras();
    try {
      canonical(settings);
    } catch (IllegalArgumentException e) {
      throw asking.wrong("canonical", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public RepairResult run(RepairSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    List<Method> methods = new ArrayList<>();
    for (String name : settings.methods()) {
      methods.add(Method.named(name).orElseThrow());
    }
    Use use = Use.named(settings.use()).orElseThrow();
    RepairData data =
        RepairData.open(
            material.stored(),
            settings.parameters(),
            settings.known(),
            canonical(settings),
            settings.dropBadRows()
                ? ParameterEmbeddings.BadRows.DROP
                : ParameterEmbeddings.BadRows.REFUSE);
    data.requireFor(use);
    RepairStudy.Outcome outcome =
        RepairStudy.run(
            data.input().with(settings.cameras().open(data, material.stored())),
            new RepairStudy.Settings(
                methods,
                use,
                Optional.ofNullable(settings.fittedOn()).flatMap(Form::named),
                settings.seed(),
                settings.judges()),
            engine);
    List<Path> files = new ArrayList<>(data.files());
    files.addAll(settings.cameras().files(material.stored()));
    return RepairResult.of(
        material.header(this, settings, files, BadRows.found(data.opened()), engine),
        data.fitted(),
        data.unprocessed().name(),
        use,
        outcome);
  }

  @Override
  public List<String> lines(RepairResult result) {
    return result.lines();
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.repairs());
  }
}
