package org.encodertraces.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;

/** The values of a plan's JSON by their types; what is none is refused by file and key. */
record PlanValues(Path file) {

  /** What stands in the place of something else, as the beginning of a complaint. */
  static String given(ObjectNode json, String key) {
    return json.hasNonNull(key) ? json.get(key) + ": " : "missing; ";
  }

  void requireKnown(ObjectNode json, List<String> keys, String within) {
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw wrong(
                    within + key,
                    "unknown key%s; known: %s"
                        .formatted(Spelling.didYouMean(key, keys), String.join(", ", keys)));
              }
            });
  }

  long whole(ObjectNode json, String key, long otherwise) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(
          key,
          "%s: expected a whole number%s"
              .formatted(
                  value,
                  value.isIntegralNumber()
                      ? " from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE)
                      : ""));
    }
    return value.asLong();
  }

  boolean flag(ObjectNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw wrong(key, value + ": expected true or false");
    }
    return value.asBoolean(false);
  }

  Optional<String> text(ObjectNode json, String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(key, value + ": expected a text");
    }
    return Optional.of(value.asText());
  }

  List<String> texts(JsonNode json, String key, String place) {
    JsonNode value = json.path(key);
    List<String> texts = new ArrayList<>();
    if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
      throw wrong(place, value + ": expected a list of texts");
    }
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw wrong(place, item + ": expected a text");
      }
      texts.add(item.asText());
    }
    return texts;
  }

  InputException wrong(String key, String said) {
    return new InputException("%s: %s: %s".formatted(file, key, said));
  }
}
