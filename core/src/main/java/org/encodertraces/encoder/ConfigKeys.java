package org.encodertraces.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;

/**
 * Takes values out of the JSON beside a model one by one, so that each complaint names the file,
 * the key and the value.
 *
 * <p>Null is what Hugging Face writes for "not set": such a key says nothing.
 */
record ConfigKeys(Path file, JsonNode json) {

  /** A key that is set. */
  boolean has(String key) {
    return json.hasNonNull(key);
  }

  JsonNode get(String key) {
    return json.path(key);
  }

  /**
   * Refuses a key that is set and neither known nor without effect: it might be misspelled, or
   * change the pixels.
   *
   * @param known keys that mean something, offered for a misspelled one
   */
  void requireKnown(Set<String> known, Predicate<String> withoutEffect) {
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (has(key) && !known.contains(key) && !withoutEffect.test(key)) {
                String nearest =
                    known.stream()
                        .sorted()
                        .min(Comparator.comparingInt(other -> Spelling.distance(key, other)))
                        .orElseThrow();
                // Of a short word, that many letters are another word.
                int most = Math.min(3, key.length() / 2);
                throw bad(
                    Spelling.distance(key, nearest) <= most
                        ? "unknown key \"%s\" (did you mean \"%s\"?)".formatted(key, nearest)
                        : "unknown key \"%s\"; it might change the pixels, so it is not ignored"
                            .formatted(key));
              }
            });
  }

  boolean flag(String key, boolean missing) {
    if (!has(key)) {
      return missing;
    }
    if (!get(key).isBoolean()) {
      throw bad("\"%s\" is %s; expected true or false".formatted(key, get(key)));
    }
    return get(key).asBoolean();
  }

  double number(String key, double missing) {
    if (!has(key)) {
      return missing;
    }
    if (!get(key).isNumber()) {
      throw bad("\"%s\" is %s; expected a number".formatted(key, get(key)));
    }
    return get(key).asDouble();
  }

  Optional<String> text(String key) {
    if (has(key) && !get(key).isTextual()) {
      throw bad("\"%s\" is %s; expected a text".formatted(key, get(key)));
    }
    return Optional.ofNullable(get(key).textValue());
  }

  <T extends Enum<T>> Optional<T> oneOf(String key, T[] values) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (T value : values) {
      if (value.name().equalsIgnoreCase(text.get())) {
        return Optional.of(value);
      }
    }
    throw bad("\"%s\" is \"%s\"; expected one of %s".formatted(key, text.get(), List.of(values)));
  }

  /** A number of pixels a side. */
  int pixels(JsonNode value, String key) {
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > 10_000) {
      throw bad("\"%s\" is %s; expected 1 to 10000 pixels".formatted(key, value));
    }
    return value.asInt();
  }

  /**
   * The sides that a size names, without those that are null: {shortest_edge} or {height, width}.
   */
  Set<String> sides(String key) {
    Set<String> sides = new TreeSet<>();
    get(key)
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull()) {
                sides.add(entry.getKey());
              }
            });
    return sides;
  }

  /** {height, width} of a whole number, two of them in a list, or an object of both. */
  int[] heightAndWidth(String key) {
    JsonNode size = get(key);
    if (size.isInt()) {
      int side = pixels(size, key);
      return new int[] {side, side};
    }
    if (size.isArray() && size.size() == 2) {
      return new int[] {pixels(size.get(0), key + "[0]"), pixels(size.get(1), key + "[1]")};
    }
    if (sides(key).equals(Set.of("height", "width"))) {
      return new int[] {
        pixels(size.get("height"), key + ".height"), pixels(size.get("width"), key + ".width")
      };
    }
    throw bad(
        "\"%s\" is %s; expected a number or {\"height\": …, \"width\": …}%s"
            .formatted(
                key,
                size.isMissingNode() ? "missing" : size,
                key.equals("size") ? " or {\"shortest_edge\": …}" : ""));
  }

  /** Three numbers, for red, green and blue; one alone counts for all. */
  float[] ofChannels(String key) {
    JsonNode values = get(key);
    List<Float> found = new ArrayList<>();
    if (values.isNumber()) {
      for (int channel = 0; channel < 3; channel++) {
        found.add((float) values.asDouble());
      }
    } else if (values.isArray()) {
      values.forEach(value -> found.add(value.isNumber() ? (float) value.asDouble() : Float.NaN));
    }
    if (found.size() != 3 || found.stream().anyMatch(value -> !Float.isFinite(value))) {
      throw bad(
          "\"%s\" is %s; expected three numbers (red, green, blue), or \"do_normalize\": false"
              .formatted(key, values.isMissingNode() ? "missing" : values));
    }
    return new float[] {found.get(0), found.get(1), found.get(2)};
  }

  /** Refuses a key that a picture would have to be changed for. */
  void refuseIfTrue(String key, String what) {
    if (flag(key, false)) {
      throw bad("\"%s\" is true: a processor that %s is not known here".formatted(key, what));
    }
  }

  /** Refuses a key with any value. */
  void refuseIfSet(String key, String what) {
    if (has(key)) {
      throw bad(
          "\"%s\" is %s: a processor that %s is not known here".formatted(key, get(key), what));
    }
  }

  InputException bad(String what) {
    return new InputException(String.format(Locale.ROOT, "%s: %s", file, what));
  }
}
