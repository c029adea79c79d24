package org.encodertraces.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.UsageException;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.repair.Fit;
import org.encodertraces.repair.Form;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.Use;
import org.jspecify.annotations.Nullable;

/** Words of the repair commands, and what their files tell. */
final class RepairOptions {

  private RepairOptions() {}

  /** A method by its name. */
  static Method method(String option, String name) {
    return Method.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "%s %s: expected one of %s"
                        .formatted(
                            option,
                            name,
                            Arrays.stream(Method.values())
                                .map(Method::id)
                                .collect(Collectors.joining(", ")))));
  }

  /** Methods by their names, each once, the identity among them; all without a list. */
  static List<Method> methods(@Nullable List<String> names) {
    if (names == null) {
      return List.of(Method.values());
    }
    List<Method> methods = new ArrayList<>(List.of(Method.IDENTITY));
    for (String name : names) {
      Method method = method("--methods", name.strip());
      if (!methods.contains(method)) {
        methods.add(method);
      }
    }
    return methods;
  }

  /** How vectors are to be taken, if it was said. */
  static Optional<Form> form(@Nullable String name) {
    if (name == null) {
      return Optional.empty();
    }
    return Optional.of(
        Form.named(name)
            .orElseThrow(
                () -> new UsageException("--fitted-on %s: expected raw or unit".formatted(name))));
  }

  /** A use by its name. */
  static Use use(String name) {
    return Use.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "--for %s: expected search, classification or privacy".formatted(name)));
  }

  /** What the JSON beside a map tells. */
  static Map<String, Object> notes(
      Fit.Done fit, Parameter fitted, String encoder, Map<String, Object> more) {
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put("method", fit.method().id());
    notes.put("rank", fit.rank());
    notes.put("encoder", encoder);
    notes.put("parameter", fitted.id());
    notes.put(
        "processings",
        fitted.classes().stream()
            .collect(
                Collectors.toMap(
                    Processing::name, Processing::text, (a, b) -> a, LinkedHashMap::new)));
    if (!fit.chosen().isEmpty()) {
      notes.put("chosen", fit.chosen());
    }
    notes.putAll(more);
    return notes;
  }
}
