package org.encodertraces.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultFiles;

/**
 * The numbers of a result of any kind, by their places in its JSON: those of experiments whose
 * records this package need not know. An object with {@code low} and {@code high} is one figure.
 */
final class FigureTree {

  /** What tells where a result comes from, shows single photos, or is counted elsewhere. */
  private static final List<String> LEFT_OUT =
      List.of(
          "provenance", "thumbnails", "pairs", "hardest", "skipped", "schema_version", "chosen");

  /** What names an element of an array. */
  private static final List<String> NAMES = List.of("method", "processing", "name", "class");

  /** What the interval of an object is of, where it is not called a value. */
  private static final List<String> VALUES = List.of("value", "cosine");

  /** What all figures of a result are over. */
  private static final List<String> COUNTS = List.of("test_photos", "photos");

  private final Labeled labeled;
  private final List<FigureRow> rows = new ArrayList<>();
  private final long photos;

  private FigureTree(Labeled labeled, JsonNode json) {
    this.labeled = labeled;
    this.photos =
        COUNTS.stream().filter(json::has).findFirst().map(key -> json.get(key).asLong()).orElse(0L);
  }

  static List<FigureRow> of(Labeled labeled) {
    try {
      JsonNode json = new ObjectMapper().readTree(ResultFiles.json(labeled.result()));
      FigureTree tree = new FigureTree(labeled, json);
      tree.object(json, "", "");
      return tree.rows;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is always JSON", e);
    }
  }

  private void object(JsonNode json, String figure, String at) {
    json.propertyStream()
        .filter(entry -> !LEFT_OUT.contains(entry.getKey()))
        .forEach(
            entry ->
                value(
                    entry.getValue(),
                    figure.isEmpty() ? entry.getKey() : figure + "." + entry.getKey(),
                    at));
  }

  private void value(JsonNode json, String figure, String at) {
    if (json.isNumber()) {
      add(json, figure, at, Optional.empty());
    } else if (json.isObject()) {
      if (json.path("low").isNumber() && json.path("high").isNumber()) {
        bounded(json, figure, at);
      } else {
        object(json, figure, at);
      }
    } else if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        JsonNode one = json.get(i);
        if (one.isObject()) {
          String name = name(one, i);
          object(one, figure, at.isEmpty() ? name : at + ", " + name);
        }
      }
    }
  }

  private void bounded(JsonNode json, String figure, String at) {
    Range range = new Range(json.get("low").asDouble(), json.get("high").asDouble());
    json.propertyStream()
        .filter(entry -> !entry.getKey().equals("low") && !entry.getKey().equals("high"))
        .forEach(
            entry -> {
              if (VALUES.contains(entry.getKey()) && entry.getValue().isNumber()) {
                add(entry.getValue(), figure, at, Optional.of(range));
              } else {
                value(entry.getValue(), figure + "." + entry.getKey(), at);
              }
            });
  }

  private static String name(JsonNode element, int index) {
    return NAMES.stream()
        .filter(key -> element.path(key).isTextual())
        .findFirst()
        .map(key -> element.get(key).asText())
        .orElse(String.valueOf(index + 1));
  }

  private void add(JsonNode value, String figure, String at, Optional<Range> interval) {
    rows.add(
        new FigureRow(
            labeled,
            figure,
            at,
            value.asDouble(),
            interval,
            "",
            photos,
            photos == 0 ? "" : "photos"));
  }
}
