package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.repair.Fit;
import org.encodertraces.repair.Form;
import org.encodertraces.repair.MapNotes;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.Repair;
import org.encodertraces.repair.RepairData;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.Use;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.RepairResult;

/** The table of repairs, and where they are asked for the maps. */
final class RepairExperiment implements Experiment<RepairSettings, RepairResult> {

  private static final String METHODS = "methods";
  private static final String CANONICAL = "canonical";
  private static final String HELD_OUT = "held_out";

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
    return RepairData.wanted(settings.parameters(), canonical(settings));
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
    if (asked.path(METHODS) instanceof ArrayNode methods) {
      // What repairs are compared with is always there.
      Set<String> names = new LinkedHashSet<>(List.of(Method.IDENTITY.id()));
      methods.forEach(name -> names.add(name.asText().strip()));
      ArrayNode all = asked.putArray(METHODS);
      names.forEach(all::add);
    }
    if (asked.path(CANONICAL).isTextual()) {
      asked.put(CANONICAL, processing(asked.get(CANONICAL).asText(), asking).text());
    }
    List<Parameter> own = asking.known().own();
    if (!asked.hasNonNull(HELD_OUT) && !own.isEmpty()) {
      asked.set(HELD_OUT, new ObjectMapper().valueToTree(own.stream().map(Classes::of).toList()));
    }
    return List.of(asked);
  }

  private static Processing processing(String nameOrChain, Asking asking) {
    try {
      return asking.known().processing(nameOrChain.strip());
    } catch (IllegalArgumentException e) {
      throw asking.wrong(CANONICAL, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void require(RepairSettings settings, Asking asking) {
    for (String method : settings.methods()) {
      if (Method.named(method).isEmpty()) {
        throw asking.wrong(
            METHODS,
            method,
            "expected some of " + Arrays.stream(Method.values()).map(Method::id).toList());
      }
    }
    settings.cameras();
  }

  @Override
  public void requirePhotos(RepairSettings settings, Ahead photos, Asking.Complaint complaint) {
    List<String> ids = new ArrayList<>(photos.train().ids());
    ids.addAll(photos.val().ids());
    try {
      RepairStudy.requirePhotos(ids, settings.seed(), settings.judges());
    } catch (InputException e) {
      throw complaint.about("", Optional.empty(), String.valueOf(e.getMessage()));
    }
    if (settings.use().equals(Use.CLASSIFICATION.id()) && !photos.tellsClasses()) {
      throw complaint.about("use", Optional.of(settings.use()), RepairData.NO_CLASSES);
    }
  }

  @Override
  public RepairResult run(RepairSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    return ran(settings, material, engine).result();
  }

  @Override
  public List<Ran<RepairResult>> runWithFiles(
      List<RepairSettings> together, Material material, Engine engine)
      throws IOException, InterruptedException {
    List<Ran<RepairResult>> ran = new ArrayList<>();
    for (RepairSettings settings : together) {
      ran.add(ran(settings, material, engine));
    }
    return ran;
  }

  private Ran<RepairResult> ran(RepairSettings settings, Material material, Engine engine)
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
    RepairResult result =
        RepairResult.of(
            material.header(this, settings, files, BadRows.found(data.opened()), engine),
            data.fitted(),
            data.unprocessed().name(),
            use,
            outcome);
    return new Ran<>(
        result, settings.wantsMaps() ? maps(outcome, data.fitted(), material) : Map.of());
  }

  /** The maps of what was fitted; not all methods are one. */
  private static Map<String, Beside> maps(
      RepairStudy.Outcome outcome, Parameter fitted, Material material) {
    Map<String, Beside> maps = new LinkedHashMap<>();
    for (Fit.Done fit : outcome.fits()) {
      if (fit.repair() instanceof Repair.Mapped mapped) {
        Map<String, Object> notes =
            MapNotes.of(
                fit, fitted, material.encoder().id(), material.command(), outcome.fitPhotos());
        maps.put(
            "-" + fit.method().id() + ".safetensors",
            file -> AffineMapFile.write(file, mapped.map(), notes));
      }
    }
    return maps;
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
