package org.encodertraces.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The first value in which two plans differ.
 *
 * @param key of the value, as {@code experiments[1].k}
 * @param then what the plan of the folder has
 * @param now what the plan has that is to be run
 */
record PlanDifference(String key, JsonNode then, JsonNode now) {

  /** Of two plans; empty where they are the same. */
  static Optional<PlanDifference> first(JsonNode then, JsonNode now) {
    return first("", then, now);
  }

  /** Of what stands in two plans under a key. */
  static Optional<PlanDifference> first(String key, JsonNode then, JsonNode now) {
    if (then.equals(now)) {
      return Optional.empty();
    }
    if (then.isObject() && now.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      now.fieldNames().forEachRemaining(names::add);
      then.fieldNames().forEachRemaining(names::add);
      return names.stream()
          .flatMap(
              name ->
                  first(key.isEmpty() ? name : key + "." + name, then.path(name), now.path(name))
                      .stream())
          .findFirst();
    }
    if (then.isArray() && now.isArray()) {
      for (int i = 0; i < Math.min(then.size(), now.size()); i++) {
        Optional<PlanDifference> inside =
            first("%s[%d]".formatted(key, i), then.get(i), now.get(i));
        if (inside.isPresent()) {
          return inside;
        }
      }
    }
    return Optional.of(new PlanDifference(key, then, now));
  }

  /** Both values; of lists of which one goes on where the other ends, their lengths. */
  String inWords(String when) {
    return then.isArray() && now.isArray()
        ? "%d %s, %d now".formatted(then.size(), when, now.size())
        : "%s %s, %s now".formatted(text(then), when, text(now));
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "none";
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
