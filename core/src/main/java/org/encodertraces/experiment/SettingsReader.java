package org.encodertraces.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.Spelling;
import org.encodertraces.io.JsonFault;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.ResultFiles;

/**
 * Makes settings of what was asked in a plan or on a command line, every value spelled out, or says
 * what is wrong with it.
 */
public final class SettingsReader {

  private static final String PARAMETER = "parameter";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Asking asking;
  private final List<Parameter> parameters;

  /**
   * A reader.
   *
   * @param parameters that an experiment is done on which names none
   */
  public SettingsReader(Asking asking, List<Parameter> parameters) {
    this.asking = asking;
    this.parameters = List.copyOf(parameters);
  }

  /** The parameter of what was asked, which is spelled out. */
  static Classes parameter(ObjectNode asked) {
    Map<String, String> classes = new LinkedHashMap<>();
    asked
        .at("/parameter/classes")
        .properties()
        .forEach(entry -> classes.put(entry.getKey(), entry.getValue().asText()));
    return new Classes(asked.at("/parameter/id").asText(), classes);
  }

  /**
   * The settings that were asked for, several where one value stands for several.
   *
   * @param asked values by their keys
   */
  public <S extends ExperimentSettings> List<S> read(Experiment<S, ?> experiment, ObjectNode asked)
      throws IOException {
    List<Field> fields = Field.of(experiment.settings());
    List<Field> known = new ArrayList<>(fields);
    experiment.shorthand().ifPresent(record -> known.addAll(Field.of(record)));
    check(asked, known, "");
    List<S> settings = new ArrayList<>();
    for (ObjectNode one : onParameters(experiment, asked, fields)) {
      for (ObjectNode complete : experiment.complete(one, asking)) {
        fill(complete, fields, "");
        S whole = bound(experiment, complete);
        experiment.require(whole, asking);
        settings.add(whole);
      }
    }
    return settings;
  }

  private <S extends ExperimentSettings> S bound(Experiment<S, ?> experiment, ObjectNode json) {
    json.put("experiment", experiment.name());
    try {
      return ResultFiles.settings(json, experiment.settings());
    } catch (JsonProcessingException e) {
      throw asking.wrong("", JsonFault.reason(e));
    }
  }

  /** One for each parameter where the experiment takes one and none is named. */
  private <S extends ExperimentSettings> List<ObjectNode> onParameters(
      Experiment<S, ?> experiment, ObjectNode asked, List<Field> fields) {
    if (fields.stream().noneMatch(Field::isParameter)) {
      return List.of(asked.deepCopy());
    }
    String text = asked.path(PARAMETER).asText();
    if (text.contains(",")) {
      List<Parameter> several = new ArrayList<>();
      for (String id : text.split(",", -1)) {
        several.add(parameter(TextNode.valueOf(id.strip())));
      }
      Optional<Parameter> together = experiment.together(several);
      if (together.isPresent()) {
        ObjectNode one = asked.deepCopy();
        one.set(PARAMETER, JSON.valueToTree(Classes.of(together.get())));
        one.set("joined", JSON.valueToTree(several.stream().map(Classes::of).toList()));
        return List.of(one);
      }
    }
    List<Parameter> own =
        asked.hasNonNull(PARAMETER) ? List.of(parameter(asked.get(PARAMETER))) : parameters;
    if (own.isEmpty()) {
      throw asking.wrong(PARAMETER, "missing");
    }
    return own.stream()
        .map(
            parameter -> {
              ObjectNode one = asked.deepCopy();
              one.set(PARAMETER, JSON.valueToTree(Classes.of(parameter)));
              return one;
            })
        .toList();
  }

  /** A parameter by its id, or spelled out. */
  private Parameter parameter(JsonNode json) {
    try {
      if (json.isTextual()) {
        return parameters.stream()
            .filter(one -> one.id().equals(json.asText()))
            .findFirst()
            .orElseGet(() -> asking.known().parameter(json.asText()));
      }
      if (!json.path("id").isTextual() || !json.path("classes").isObject()) {
        throw asking.wrong(PARAMETER, json, "expected an id, or an object with id and classes");
      }
      return JSON.treeToValue(json, Classes.class).parameter();
    } catch (IllegalArgumentException e) {
      throw asking.wrong(PARAMETER, String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      throw asking.wrong(PARAMETER, JsonFault.reason(e));
    }
  }

  private void check(ObjectNode asked, List<Field> known, String within) {
    List<String> keys = known.stream().map(Field::key).toList();
    for (var entry : asked.properties()) {
      String key = within + entry.getKey();
      Field field =
          known.stream()
              .filter(one -> one.key().equals(entry.getKey()))
              .findFirst()
              .orElseThrow(
                  () ->
                      asking.wrong(
                          key,
                          "unknown key%s; known: %s"
                              .formatted(
                                  Spelling.didYouMean(entry.getKey(), keys),
                                  String.join(", ", keys))));
      check(field, entry.getValue(), key);
    }
  }

  private void check(Field field, JsonNode value, String key) {
    if (field.isParameter() || value.isNull()) {
      return;
    }
    boolean right;
    if (!field.fields().isEmpty()) {
      right = value.isObject();
      if (value instanceof ObjectNode object) {
        check(object, field.fields(), key + ".");
      }
    } else if (field.item().isPresent()) {
      right = value.isArray();
      for (JsonNode item : value) {
        right &= isRight(field, item, key);
      }
    } else if (field.isWhole()) {
      right = value.isIntegralNumber();
      if (right && !field.holds(value.bigIntegerValue())) {
        throw asking.wrong(key, value, "expected " + field.expectedOfType());
      }
    } else if (field.isNumber()) {
      right = value.isNumber();
    } else if (field.isFlag()) {
      right = value.isBoolean();
    } else {
      List<String> choices = field.asked().map(a -> Arrays.asList(a.choices())).orElse(List.of());
      right = value.isTextual() && (choices.isEmpty() || choices.contains(value.asText()));
    }
    if (right && value.isNumber()) {
      right = field.asked().filter(asked -> isBeyond(asked, value.asDouble())).isEmpty();
    }
    if (!right) {
      throw asking.wrong(
          key, value.isTextual() ? value.asText() : value, "expected " + field.expected());
    }
  }

  private boolean isRight(Field list, JsonNode item, String key) {
    if (item instanceof ObjectNode object && !list.itemFields().isEmpty()) {
      check(object, list.itemFields(), key + ".");
      fill(object, list.itemFields(), key + ".");
      return true;
    }
    Class<?> type = list.item().orElseThrow();
    return type == String.class
        ? item.isValueNode()
        : type.isRecord() ? item.isObject() : item.isNumber();
  }

  private static boolean isBeyond(Asked asked, double value) {
    return value < asked.least() || value > asked.most();
  }

  /** Puts the defaults of what is not there, and refuses what has none. */
  private void fill(ObjectNode json, List<Field> fields, String within) {
    for (Field field : fields) {
      String key = within + field.key();
      if (json.hasNonNull(field.key())) {
        if (json.get(field.key()) instanceof ObjectNode object && !field.fields().isEmpty()) {
          fill(object, field.fields(), key + ".");
        }
        continue;
      }
      String value = field.asked().map(asked -> asked.value()).orElse("");
      if (!value.isEmpty()) {
        json.set(field.key(), tree(value));
      } else if (!field.fields().isEmpty() && !field.optional()) {
        fill(json.putObject(field.key()), field.fields(), key + ".");
      } else if (!field.optional()) {
        throw asking.wrong(key, "missing; expected " + field.expected());
      }
    }
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a default is JSON: " + json, e);
    }
  }
}
