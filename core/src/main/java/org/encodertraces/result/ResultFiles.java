package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.encodertraces.InputException;
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

  private ResultFiles() {}

  /** The JSON of a result, as its file holds it. */
  public static String json(TraceResult result) {
    return jsonOf(result);
  }

  /** The JSON of several results: an array. */
  public static String json(List<? extends TraceResult> results) {
    return jsonOf(results);
  }

  private static String jsonOf(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is always JSON", e);
    }
  }

  /** Writes {@code folder/{kind}-{parameter}.json} whole or not at all; returns its path. */
  public static Path write(Path folder, TraceResult result) throws IOException {
    Path file = folder.resolve("%s-%s.json".formatted(result.header().kind(), result.parameter()));
    WholeFile.writeString(file, json(result));
    return file;
  }

  /**
   * All results below a folder, in the order of their paths; JSON without a {@code kind} is none.
   *
   * @throws InputException when the folder is missing, or a JSON file in it is no result
   */
  public static List<TraceResult> readAll(Path folder) throws IOException {
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
      if (json.has("kind")) { // settings and the like lie beside results
        results.add(read(file, json));
      }
    }
    return results;
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InputException("%s: not a result: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static TraceResult read(Path file, JsonNode json) {
    if (json instanceof ObjectNode object && object.has(EARLIER_P) && !object.has("p")) {
      object.set("p", object.get(EARLIER_P));
    }
    try {
      return switch (json.path("kind").asText()) {
        case "knn" -> JSON.treeToValue(json, KnnResult.class);
        case "probe" -> JSON.treeToValue(json, ProbeResult.class);
        case "retrieve" -> JSON.treeToValue(json, RetrieveResult.class);
        case "similarity" -> JSON.treeToValue(json, SimilarityResult.class);
        case "neighbors" -> JSON.treeToValue(json, NeighborsResult.class);
        case "ladder" -> JSON.treeToValue(json, LadderResult.class);
        case "acquisition" -> JSON.treeToValue(json, AcquisitionResult.class);
        default ->
            throw new InputException(
                "%s: \"kind\" is %s; expected knn, probe, retrieve, similarity, neighbors, ladder or acquisition"
                    .formatted(file, json.path("kind")));
      };
    } catch (JsonProcessingException e) {
      throw new InputException("%s: not a result: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}
