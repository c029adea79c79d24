package org.encodertraces.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.InputException;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.io.JsonFault;
import org.encodertraces.io.WholeFile;
import org.encodertraces.result.ResultFiles;

/** Plans as JSON (docs/plan.schema.json). */
public final class PlanFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PlanFile() {}

  /**
   * Reads a plan, a result, or a result's provenance, and spells out what it leaves to defaults.
   *
   * @throws InputException naming file, key and what was expected
   */
  public static StudyPlan read(Path file, List<Experiment<?, ?>> known) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "%s: %s; expected a plan or a result"
              .formatted(file, Files.isDirectory(file) ? "is a folder" : "no such file"));
    }
    JsonNode json = tree(file);
    if (!(json instanceof ObjectNode plan)) {
      throw new InputException(file + ": expected a plan: an object with data and experiments");
    }
    return new PlanReader(file, known).read(plan);
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InputException(JsonFault.words(file, e), e);
    }
  }

  /** The plan as JSON, every value spelled out; reads back as the same. */
  public static String json(StudyPlan plan) {
    try {
      return JSON.writeValueAsString(tree(plan)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan is always JSON", e);
    }
  }

  /** Writes a plan. */
  public static void write(Path file, StudyPlan plan) throws IOException {
    WholeFile.writeString(file, json(plan));
  }

  private static ObjectNode tree(StudyPlan plan) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode data = json.putObject("data");
    put(data, "images", plan.data().images());
    put(data, "embeddings", plan.data().embeddings());
    put(data, "through", plan.data().through());
    put(data, "dataset", plan.data().dataset());
    put(data, "label", plan.data().label());
    plan.encoders().forEach(json.putArray("encoders")::add);
    ArrayNode parameters = json.putArray("parameters");
    plan.parameters().stream()
        .map(one -> JSON.<JsonNode>valueToTree(one))
        .filter(one -> isUsed(one, plan))
        .forEach(parameters::add);
    ArrayNode experiments = json.putArray("experiments");
    for (StudyPlan.Planned planned : plan.experiments()) {
      ObjectNode one = withoutNulls(ResultFiles.tree(planned.settings()));
      if (!planned.encoders().isEmpty()) {
        planned.encoders().forEach(one.putArray("encoders")::add);
      }
      experiments.add(one);
    }
    json.put("seed", plan.seed());
    if (plan.batch() != null) {
      json.put("batch", plan.batch());
    }
    json.put("upright", plan.upright());
    json.put("device", plan.device());
    put(json, "out", plan.out());
    return json;
  }

  /** Whether an experiment is done on a parameter: one that none names says nothing. */
  private static boolean isUsed(JsonNode parameter, StudyPlan plan) {
    return plan.experiments().stream()
        .anyMatch(planned -> holds(ResultFiles.tree(planned.settings()), parameter));
  }

  private static boolean holds(JsonNode json, JsonNode wanted) {
    return json.equals(wanted) || json.valueStream().anyMatch(below -> holds(below, wanted));
  }

  private static void put(
      ObjectNode json, String key, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static ObjectNode withoutNulls(ObjectNode json) {
    json.properties().removeIf(entry -> entry.getValue().isNull());
    return json;
  }
}
