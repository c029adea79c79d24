package org.encodertraces.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.Device;
import org.encodertraces.experiment.Asking;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.Need;
import org.encodertraces.experiment.SettingsReader;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.io.JsonFault;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.ResultFiles;
import org.jspecify.annotations.Nullable;

/** Reads one plan of JSON, and spells it out. */
final class PlanReader {

  private static final List<String> KEYS =
      List.of(
          "data",
          "encoders",
          "parameters",
          "experiments",
          "seed",
          "batch",
          "upright",
          "device",
          "out");

  private static final List<String> DATA_KEYS =
      List.of("images", "embeddings", "through", "dataset", "label");

  private static final String EXPERIMENT = "experiment";
  private static final String ENCODERS = "encoders";
  private static final String PHOTOS = "photos";

  private final Path file;
  private final List<Experiment<?, ?>> experiments;
  private final KnownProcessings known = KnownProcessings.builtIn();
  private final PlanValues values;

  PlanReader(Path file, List<Experiment<?, ?>> experiments) {
    this.file = file;
    this.values = new PlanValues(file);
    this.experiments = experiments;
  }

  StudyPlan read(ObjectNode json) throws IOException {
    if (json.has("kind") && json.get("provenance") instanceof ObjectNode provenance) {
      return read(planOf(provenance));
    }
    if (json.has("command") && json.has("inputs")) {
      return read(planOf(json));
    }
    return json.has("settings") && json.has("encoder") ? readEntry(json) : readPlan(json);
  }

  private ObjectNode planOf(ObjectNode provenance) {
    if (provenance.get("plan") instanceof ObjectNode plan) {
      return plan;
    }
    throw new InputException(
        file + ": tells no plan, so it cannot be repeated: version 0.1 made it");
  }

  /** The one experiment of a result, or those that ran together. */
  private StudyPlan readEntry(ObjectNode entry) throws IOException {
    JsonNode settings = entry.get("settings");
    Experiment<?, ?> experiment = experiment(settings, "settings");
    Set<Need> needs = needs(experiment, settings);
    boolean anew = needs.contains(Need.ENCODER);
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    ObjectNode data = plan.putObject("data");
    if (!anew && !needs.isEmpty()) {
      data.set("embeddings", entry.get("data"));
      copy(entry, data, "through");
    }
    JsonNode photos = entry.path(PHOTOS);
    if (photos.isObject() || anew) {
      data.set("images", photos.isObject() ? photos.get("images") : entry.get("data"));
    }
    copy(photos, data, "dataset", "label");
    copy(photos, plan, "seed", "batch", "device");
    plan.putArray(ENCODERS).add(entry.get("encoder"));
    plan.set(
        "experiments",
        entry.get("together") instanceof ArrayNode together
            ? together
            : plan.arrayNode().add(settings));
    return readPlan(plan);
  }

  private <S extends ExperimentSettings> Set<Need> needs(
      Experiment<S, ?> experiment, JsonNode settings) {
    try {
      return experiment.needs(ResultFiles.settings(settings, experiment.settings()));
    } catch (JsonProcessingException e) {
      throw wrong("settings", JsonFault.reason(e));
    }
  }

  private static void copy(JsonNode from, ObjectNode to, String... keys) {
    for (String key : keys) {
      if (from.hasNonNull(key)) {
        to.set(key, from.get(key));
      }
    }
  }

  private StudyPlan readPlan(ObjectNode json) throws IOException {
    values.requireKnown(json, KEYS, "");
    long seed = values.whole(json, "seed", 0);
    boolean upright = values.flag(json, "upright");
    StudyPlan.Data data = data(json);
    List<String> encoders =
        values.texts(json, ENCODERS, ENCODERS).stream().map(this::reference).distinct().toList();
    List<Parameter> parameters = parameters(json);
    List<StudyPlan.Planned> planned = experiments(json, encoders, parameters, data, seed, upright);
    String device = values.text(json, "device").orElse("cpu");
    sensible("device", device, "cpu, cuda or cuda:N", () -> Device.of(device));
    @Nullable Integer batch = null;
    if (json.hasNonNull("batch")) {
      long asked = values.whole(json, "batch", 0);
      batch = (int) Math.min(Integer.MAX_VALUE, asked);
      int most = batch;
      sensible("batch", asked, "1 to 1024", () -> ExtractionSettings.requireBatch(most));
    }
    return new StudyPlan(
        data,
        withOwn(encoders, planned),
        parameters.stream().map(Classes::of).toList(),
        planned,
        seed,
        batch,
        upright,
        device,
        values.text(json, "out").map(out -> path(out).toString()).orElse(null));
  }

  /** The encoders, and what stands in an encoder's place for experiments on files of their own. */
  private static List<String> withOwn(List<String> encoders, List<StudyPlan.Planned> planned) {
    Set<String> all = new LinkedHashSet<>(encoders);
    planned.forEach(one -> all.addAll(one.encoders()));
    return List.copyOf(all);
  }

  /** Commands make the same checks, and speak of options. */
  private void sensible(String key, Object value, String expected, Runnable check) {
    try {
      check.run();
    } catch (UsageException e) {
      throw wrong(key, "%s: expected %s".formatted(value, expected));
    }
  }

  private StudyPlan.Data data(ObjectNode json) {
    if (!json.hasNonNull("data")) {
      return new StudyPlan.Data(null, null, null, null, null); // of experiments on their own files
    }
    if (!(json.get("data") instanceof ObjectNode data)) {
      throw wrong(
          "data",
          PlanValues.given(json, "data") + "expected an object with images, embeddings or both");
    }
    values.requireKnown(data, DATA_KEYS, "data.");
    Optional<String> images = values.text(data, "images");
    Optional<String> embeddings = values.text(data, "embeddings");
    return new StudyPlan.Data(
        images.map(one -> path(one).toString()).orElse(null),
        embeddings.map(one -> path(one).toString()).orElse(null),
        values.text(data, "through").map(one -> path(one).toString()).orElse(null),
        values.text(data, "dataset").orElse(null),
        values.text(data, "label").orElse(null));
  }

  private List<Parameter> parameters(ObjectNode json) {
    JsonNode own = json.path("parameters");
    if (own.isMissingNode() || own.isNull()) {
      return Parameter.study();
    }
    if (!own.isArray()) {
      throw wrong(
          "parameters", own + ": expected a list of ids, or of objects with id and classes");
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      String key = "parameters[%d]".formatted(i);
      JsonNode one = own.get(i);
      try {
        if (one.isTextual()) {
          parameters.add(known.parameter(one.asText()));
        } else if (one.path("classes").isObject()) {
          Map<String, String> classes = new LinkedHashMap<>();
          one.get("classes")
              .properties()
              .forEach(entry -> classes.put(entry.getKey(), entry.getValue().asText()));
          parameters.add(new Classes(one.path("id").asText(), classes).parameter());
        } else {
          throw wrong(key, one + ": expected an id, or an object with id and classes");
        }
      } catch (IllegalArgumentException e) {
        throw wrong(key, String.valueOf(e.getMessage()));
      }
    }
    return parameters;
  }

  private List<StudyPlan.Planned> experiments(
      ObjectNode json,
      List<String> encoders,
      List<Parameter> parameters,
      StudyPlan.Data data,
      long seed,
      boolean upright)
      throws IOException {
    if (!(json.get("experiments") instanceof ArrayNode own) || own.isEmpty()) {
      throw wrong(
          "experiments",
          PlanValues.given(json, "experiments")
              + "expected a list of such as {\"experiment\": \"knn\", \"k\": 10}");
    }
    List<StudyPlan.Planned> planned = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      String place = "experiments[%d]".formatted(i);
      Experiment<?, ?> experiment = experiment(own.get(i), place);
      ObjectNode asked = own.get(i).deepCopy();
      asked.remove(EXPERIMENT);
      List<String> of = values.texts(asked, ENCODERS, place + "." + ENCODERS);
      asked.remove(ENCODERS);
      List<String> named = of.stream().map(this::reference).toList();
      for (String one : named) {
        if (!encoders.contains(one)) {
          throw wrong(
              place + "." + ENCODERS,
              "%s is none of the plan's%s".formatted(one, Spelling.didYouMean(one, encoders)));
        }
      }
      Asking asking =
          new Asking(
              known,
              folder(),
              seed,
              upright,
              (key, value, said) ->
                  wrong(
                      (key.isEmpty() ? place : place + "." + key)
                          + value.map(one -> " " + one).orElse(""),
                      said));
      for (ExperimentSettings settings : read(experiment, asked, asking, parameters, place)) {
        requireNeeds(StudyNeeds.needs(experiment, settings), experiment.name(), data, place);
        planned.add(new StudyPlan.Planned(settings, named));
      }
    }
    return ofOwn(planned, encoders);
  }

  /**
   * What is studied in a file of its own is no encoder's: beside experiments that are, or without
   * encoders, it stands under its own name.
   */
  private List<StudyPlan.Planned> ofOwn(List<StudyPlan.Planned> planned, List<String> encoders) {
    boolean some = planned.stream().anyMatch(one -> one.settings().encoder().isPresent());
    boolean others = planned.stream().anyMatch(one -> one.settings().encoder().isEmpty());
    if (others && encoders.isEmpty()) {
      throw wrong(ENCODERS, "missing; expected a list of ids or paths of .onnx files");
    }
    if (!some || (!others && !encoders.isEmpty())) {
      return planned;
    }
    return planned.stream()
        .map(
            one ->
                one.encoders().isEmpty()
                    ? new StudyPlan.Planned(
                        one.settings(), one.settings().encoder().map(List::of).orElse(encoders))
                    : one)
        .toList();
  }

  private <S extends ExperimentSettings> List<S> read(
      Experiment<S, ?> experiment,
      ObjectNode asked,
      Asking asking,
      List<Parameter> parameters,
      String place)
      throws IOException {
    try {
      return new SettingsReader(asking, parameters).read(experiment, asked);
    } catch (UsageException e) {
      throw wrong(place, String.valueOf(e.getMessage()));
    }
  }

  private Experiment<?, ?> experiment(@Nullable JsonNode asked, String place) {
    List<String> names = experiments.stream().map(one -> (String) one.name()).toList();
    if (asked == null || !asked.path(EXPERIMENT).isTextual()) {
      throw wrong(place + "." + EXPERIMENT, "missing; expected one of " + String.join(", ", names));
    }
    String name = asked.get(EXPERIMENT).asText();
    return Experiments.named(name, experiments)
        .orElseThrow(
            () ->
                wrong(
                    place + "." + EXPERIMENT,
                    "%s: no such experiment%s; known: %s"
                        .formatted(
                            name, Spelling.didYouMean(name, names), String.join(", ", names))));
  }

  private void requireNeeds(Set<Need> needs, String experiment, StudyPlan.Data data, String place) {
    if (needs.isEmpty()) {
      return;
    }
    if (data.images() == null && data.embeddings() == null) {
      throw wrong("data", "missing; expected images, embeddings or both");
    }
    if ((needs.contains(Need.PHOTOS) || needs.contains(Need.ENCODER)) && data.images() == null) {
      throw wrong(place, "%s needs photos; data names no images".formatted(experiment));
    }
  }

  /** The path of a file; an id as it is. */
  private String reference(String encoder) {
    return encoder.endsWith(".onnx") ? path(encoder).toString() : encoder;
  }

  private Path folder() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private Path path(String path) {
    return folder().resolve(path).normalize();
  }

  private InputException wrong(String key, String said) {
    return values.wrong(key, said);
  }
}
