package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.io.JsonFault;
import org.encodertraces.io.WholeFile;

/** Writes and reads result files. */
public final class ResultFiles {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  /** What versions before the exact p called theirs, of 999 relabelings. */
  private static final String EARLIER_P = "permutation_p";

  private static final String KIND = "kind";

  private ResultFiles() {}

  /** The JSON of a result, as its file holds it. */
  public static String json(TraceResult result) {
    return jsonOf(result);
  }

  /** The JSON of several results: an array. */
  public static String json(List<? extends TraceResult> results) {
    return jsonOf(results);
  }

  /** A text that is equal where the same work is done on the same files by the same versions. */
  public static String work(Provenance of) {
    return jsonOf(
        new Provenance(
            "",
            of.plan(),
            new TreeMap<>(of.options()),
            new TreeMap<>(of.inputs()),
            new TreeMap<>(of.libraries())));
  }

  private static String jsonOf(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is always JSON", e);
    }
  }

  /**
   * Writes a result under its data set and encoder, whole or not at all. The same plan writes the
   * same file; the file of another plan, or one that is no result, is never touched.
   *
   * @return the file, below {@code folder}
   * @throws InputException when both names that the result may have are taken by others
   */
  public static Path write(Path folder, TraceResult result) throws IOException {
    Path file = fileOf(folder, result);
    WholeFile.writeString(file, json(result));
    return file;
  }

  /**
   * The file that {@link #write} writes.
   *
   * @throws InputException when both names that the result may have are taken by others
   */
  public static Path fileOf(Path folder, TraceResult result) throws IOException {
    PlanEntry plan = planOf(result.header());
    List<Path> files = files(folder, result.header(), plan);
    for (Path file : files) {
      if (!Files.exists(file) || isOf(plan, file)) {
        return file;
      }
    }
    throw new InputException(
        "%s: is not the result of this plan, and nor is %s; move one of them, or choose another folder"
            .formatted(files.get(1), files.get(0)));
  }

  private static PlanEntry planOf(ResultHeader header) {
    return header
        .provenance()
        .asked()
        .orElseThrow(() -> new IllegalArgumentException("a result without its plan"));
  }

  /**
   * Where the result of a plan may lie: under its name, or where another has that, a longer one.
   */
  private static List<Path> files(Path folder, ResultHeader header, PlanEntry plan) {
    ResultName name =
        ResultName.of(
            header,
            plan.settings().about(),
            plan.map().map(map -> map + "\n").orElse("") + jsonOf(plan.settings()),
            plan.isDefault(),
            jsonOf(plan));
    return List.of(folder.resolve(name.file()), folder.resolve(name.fileOfPlan()));
  }

  /** The values of settings as texts, by their names in JSON; a parameter by its id. */
  static Map<String, String> texts(ExperimentSettings settings) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode json = JSON.valueToTree(settings);
    json.propertyStream()
        .filter(entry -> !entry.getKey().equals("experiment"))
        .forEach(entry -> addTexts(entry.getKey().replace('_', '-'), entry.getValue(), texts));
    return texts;
  }

  /** All settings on one line: {@code k 10, drop-bad-rows false}. */
  public static String line(ExperimentSettings settings) {
    return texts(settings).entrySet().stream()
        .map(setting -> setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void addTexts(String key, JsonNode value, Map<String, String> texts) {
    if (value.isNull()) {
      return;
    }
    if (value.isObject() && value.has("id") && value.has("classes")) {
      texts.put(key, value.get("id").asText());
    } else if (value.isObject()) {
      value
          .propertyStream()
          .forEach(
              entry ->
                  addTexts(
                      entry.getKey().equals("kind") ? key : entry.getKey().replace('_', '-'),
                      entry.getValue(),
                      texts));
    } else if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asText()));
      texts.put(key, String.join(",", items));
    } else {
      texts.put(key, value.asText());
    }
  }

  /** Whether a file holds a result of this plan. */
  private static boolean isOf(PlanEntry plan, Path file) throws IOException {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      return json.has(KIND)
          && json.at("/provenance/plan").equals(JSON.readTree(JSON.writeValueAsString(plan)));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * All results below a folder, in the order of their paths; other JSON is none.
   *
   * @param kinds of results that are known
   * @throws InputException when the folder is missing, or a JSON file in it is no result
   */
  public static List<TraceResult> readAll(Path folder, Collection<? extends ResultKind<?, ?>> kinds)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + ": no such folder of results");
    }
    List<TraceResult> results = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : files) {
      JsonNode json = tree(file);
      if (json.has(KIND)) { // settings and the like lie beside results
        results.add(read(file, json, kinds));
      }
    }
    return results;
  }

  /** A result that is there already. */
  public record Found(Path file, TraceResult result) {}

  /**
   * The result of a plan that an earlier run wrote; empty where there is none, or it is of another
   * version of this program.
   */
  public static Optional<Found> find(
      Path folder, ResultHeader header, Collection<? extends ResultKind<?, ?>> kinds)
      throws IOException {
    PlanEntry plan = planOf(header);
    for (Path file : files(folder, header, plan)) {
      if (Files.exists(file) && isOf(plan, file)) {
        TraceResult result = read(file, tree(file), kinds);
        ResultHeader earlier = result.header();
        return earlier.version().equals(header.version())
                && Objects.equals(
                    earlier.provenance().libraries().get(Versions.COMMIT),
                    header.provenance().libraries().get(Versions.COMMIT))
            ? Optional.of(new Found(file, result))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InputException("%s: not a result: %s".formatted(file, JsonFault.reason(e)), e);
    }
  }

  private static TraceResult read(
      Path file, JsonNode json, Collection<? extends ResultKind<?, ?>> kinds) {
    int schema = json.path("schema_version").asInt(1);
    if (schema > ResultHeader.SCHEMA_VERSION) {
      throw new InputException(
          "%s: schema_version %d is of a newer program; this one reads up to %d"
              .formatted(file, schema, ResultHeader.SCHEMA_VERSION));
    }
    if (json instanceof ObjectNode object && object.has(EARLIER_P) && !object.has("p")) {
      object.set("p", object.get(EARLIER_P));
    }
    ResultKind<?, ?> kind =
        kinds.stream()
            .filter(known -> known.name().equals(json.path(KIND).asText()))
            .findFirst()
            .orElseThrow(
                () ->
                    new InputException(
                        "%s: \"%s\" is %s; expected %s"
                            .formatted(
                                file,
                                KIND,
                                json.path(KIND),
                                kinds.stream()
                                    .map(ResultKind::name)
                                    .collect(Collectors.joining(", ")))));
    try {
      return reader(kinds).treeToValue(json, kind.result());
    } catch (JsonProcessingException e) {
      throw new InputException("%s: not a result: %s".formatted(file, JsonFault.reason(e)), e);
    }
  }

  /** Knows the settings of these kinds by their names. */
  private static ObjectMapper reader(Collection<? extends ResultKind<?, ?>> kinds) {
    ObjectMapper mapper = JSON.copy();
    kinds.forEach(kind -> mapper.registerSubtypes(kind.settings()));
    return mapper;
  }

  /** Settings as JSON, as a result's provenance holds them. */
  public static ObjectNode tree(ExperimentSettings settings) {
    return JSON.valueToTree(settings);
  }

  /**
   * Settings of JSON that is known to hold every value.
   *
   * @throws JsonProcessingException when a value is none that it can be
   */
  public static <S extends ExperimentSettings> S settings(JsonNode json, Class<S> type)
      throws JsonProcessingException {
    ObjectMapper mapper = JSON.copy();
    mapper.registerSubtypes(type);
    return mapper.treeToValue(json, type);
  }
}
