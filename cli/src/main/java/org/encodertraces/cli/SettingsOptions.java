package org.encodertraces.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.encodertraces.UsageException;
import org.encodertraces.experiment.Asking;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Field;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.result.Asked;
import org.encodertraces.result.AskedFor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of an experiment's settings, made of their records, and what was given by them.
 *
 * @param command what complaints that name no value speak of
 * @param calls what else a value is called by, by its key
 */
record SettingsOptions(String command, List<Value> values, Map<String, String> calls) {

  private static final String PERCENT = "%";

  /**
   * A value that is an option.
   *
   * @param path of keys to it
   * @param option its name
   * @param about its help
   * @param alternative whether it is of a record that may be absent as a whole
   */
  record Value(Field field, List<String> path, String option, String about, boolean alternative) {

    Asked asked() {
      return field.asked().orElseThrow();
    }

    String key() {
      return String.join(".", path);
    }
  }

  /** All of an experiment's, with those of its shorthand. */
  static SettingsOptions of(Experiment<?, ?> experiment) {
    return of(experiment, Map.of());
  }

  /** The same with what else values are called by. */
  static SettingsOptions of(Experiment<?, ?> experiment, Map<String, String> calls) {
    List<Value> values = new ArrayList<>();
    collect(Field.of(experiment.settings()), List.of(), Optional.empty(), false, values);
    experiment
        .shorthand()
        .ifPresent(more -> collect(Field.of(more), List.of(), Optional.empty(), false, values));
    return new SettingsOptions(experiment.command(), values, calls);
  }

  /** Those of these keys alone. */
  SettingsOptions only(String as, Set<String> keys) {
    return new SettingsOptions(
        as, values.stream().filter(value -> keys.contains(value.key())).toList(), calls);
  }

  private static void collect(
      List<Field> fields,
      List<String> above,
      Optional<AskedFor> of,
      boolean alternative,
      List<Value> values) {
    for (Field field : fields) {
      List<String> path = new ArrayList<>(above);
      path.add(field.key());
      if (!field.fields().isEmpty()) {
        collect(
            field.fields(),
            path,
            field.askedFor(),
            field.optional() && field.askedFor().isEmpty(),
            values);
      } else if (field.asked().filter(asked -> !asked.option().isEmpty()).isPresent()) {
        values.add(
            new Value(
                field,
                path,
                field.asked().get().option() + of.map(AskedFor::ending).orElse(""),
                about(field) + of.map(twin -> " " + twin.about()).orElse(""),
                alternative));
      }
    }
  }

  /** With the default, where it is told and says something. */
  private static String about(Field field) {
    Asked asked = field.asked().orElseThrow();
    boolean plain = asked.value().isEmpty() || field.isFlag() || field.item().isPresent();
    return plain
        ? asked.about()
        : "%s Default: %s.".formatted(asked.about(), asked.value().replace("\"", ""));
  }

  /** Whether any names parameters or processings, which may be of the user's own. */
  boolean nameProcessings() {
    return values.stream().anyMatch(value -> value.field().isParameter() || value.asked().names());
  }

  /** Those that stand in the place of photos and an encoder, in words; empty without any. */
  String alternatives() {
    return values.stream()
        .filter(Value::alternative)
        .map(Value::option)
        .collect(Collectors.joining(" and "));
  }

  /** Puts them among a command's. */
  void addTo(CommandSpec spec) {
    addTo(spec, Map.of());
  }

  /**
   * The same.
   *
   * @param canDoWithout by the key of a value that need not be given here, what is done without it
   */
  void addTo(CommandSpec spec, Map<String, String> canDoWithout) {
    for (Value value : values) {
      spec.addOption(option(value, canDoWithout));
    }
  }

  private static OptionSpec option(Value value, Map<String, String> canDoWithout) {
    Asked asked = value.asked();
    String without = canDoWithout.get(value.key());
    OptionSpec.Builder option =
        OptionSpec.builder(value.option())
            .required(asked.required() && without == null)
            .description(escaped(without == null ? value.about() : value.about() + " " + without));
    Field field = value.field();
    boolean list = field.item().isPresent();
    if (!asked.label().isEmpty()) {
      option.paramLabel(asked.label() + (list ? ",…" : ""));
    }
    option.hideParamSyntax(list);
    if (list) {
      option.type(List.class).auxiliaryTypes(field.item().get()).splitRegex(",");
    } else if (field.isFlag()) {
      option.type(boolean.class);
    } else if (field.isParameter() || field.type() == String.class) {
      option.type(String.class);
    } else if (field.isWhole()) {
      option.type(BigInteger.class).converters(SettingsOptions::whole);
    } else {
      option.type(Double.class);
      if (asked.label().endsWith(PERCENT)) {
        option.converters(SettingsOptions::percentage);
      }
    }
    return option.build();
  }

  /** Help takes percent signs for its own. */
  static String escaped(String text) {
    return text.replace("%", "%%");
  }

  /** However large: whether it can be is said with its range. */
  private static BigInteger whole(String text) {
    try {
      return new BigInteger(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not a whole number".formatted(text));
    }
  }

  private static Double percentage(String text) {
    String number =
        text.endsWith(PERCENT) ? text.substring(0, text.length() - PERCENT.length()) : text;
    try {
      return Double.valueOf(number.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no percentage, such as 0.5%%".formatted(text));
    }
  }

  /** What was given, by the keys of the settings. */
  ObjectNode given(ParseResult parsed) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode given = json.createObjectNode();
    for (Value value : values) {
      if (parsed.hasMatchedOption(value.option())) {
        ObjectNode at = given;
        for (String key : value.path().subList(0, value.path().size() - 1)) {
          at = at.withObjectProperty(key);
        }
        at.set(
            value.path().get(value.path().size() - 1),
            tree(value, parsed.matchedOptionValue(value.option(), null), json));
      }
    }
    return given;
  }

  private static JsonNode tree(Value value, Object given, ObjectMapper json) {
    if (value.asked().choices().length > 0) {
      return json.valueToTree(String.valueOf(given).toLowerCase(Locale.ROOT));
    }
    boolean fits = given instanceof BigInteger whole && whole.bitLength() < Long.SIZE;
    return json.valueToTree(fits ? (Object) ((BigInteger) given).longValue() : given);
  }

  /** Who asks by these. */
  Asking asking(KnownProcessings known, long seed, boolean upright) {
    return new Asking(
        known,
        Path.of(""),
        seed,
        upright,
        new Asking.Complaint() {
          @Override
          public RuntimeException about(String key, Optional<String> value, String said) {
            return new UsageException(
                value
                    .map(one -> "%s %s: %s".formatted(name(key), one, said))
                    .orElseGet(() -> "%s: %s".formatted(name(key), said)));
          }

          @Override
          public String name(String key) {
            return option(key);
          }
        });
  }

  /** What a value is called. */
  private String option(String key) {
    return values.stream()
        .filter(value -> value.key().equals(key))
        .findFirst()
        .map(Value::option)
        .orElseGet(() -> key.isEmpty() ? command : calls.getOrDefault(key, key));
  }
}
