package org.encodertraces.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.junit.jupiter.api.Test;

/** The page of results has every field of every record, and no other. */
class ResultPageTest {

  private static final Path PAGE = Path.of("../docs/results.md");

  private static final Pattern SECTION = Pattern.compile("^## `?([a-z ]+?)`?$", Pattern.MULTILINE);

  private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

  private static final String OF_ALL = "every result";

  private final Map<Class<?>, Integer> uses = new LinkedHashMap<>();

  @Test
  void everyFieldIsToldOf() throws IOException {
    Experiments.all().forEach(experiment -> count(experiment.result()));
    count(ResultHeader.class);
    Map<String, List<String>> records = new LinkedHashMap<>();
    records.put(OF_ALL, fields(ResultHeader.class, ""));
    for (Experiment<?, ?> experiment : Experiments.all()) {
      List<String> own = new ArrayList<>();
      for (RecordComponent component : experiment.result().getRecordComponents()) {
        if (component.getType() != ResultHeader.class) {
          add(component, "", own);
        }
      }
      records.put(experiment.name(), own);
    }
    uses.keySet().stream()
        .filter(this::isShape)
        .forEach(shape -> records.put(name(shape), fields(shape, "")));
    Map<String, List<String>> page = page();

    Files.write(
        Path.of("target/result-fields.txt"),
        records.entrySet().stream().map(Object::toString).toList());
    assertThat(page.keySet()).containsExactlyInAnyOrderElementsOf(records.keySet());
    records.forEach(
        (kind, fields) ->
            assertThat(page.get(kind)).as(kind).containsExactlyInAnyOrderElementsOf(fields));
  }

  /** A record that stands in several places is told of once. */
  private boolean isShape(Class<?> record) {
    return uses.getOrDefault(record, 0) > 1;
  }

  private static String name(Class<?> shape) {
    return new SnakeCaseStrategy().translate(shape.getSimpleName()).replace('_', ' ');
  }

  private void count(Class<?> record) {
    for (RecordComponent component : record.getRecordComponents()) {
      Type type = component.getGenericType();
      while (type instanceof ParameterizedType generic) {
        type = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      }
      boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
      if (type instanceof Class<?> below && below.isRecord() && !isValue(below)) {
        boolean first = unwrapped || uses.merge(below, 1, Integer::sum) == 1;
        if (first && below != ResultHeader.class) {
          count(below);
        }
      }
    }
  }

  /** Fields by section. */
  private static Map<String, List<String>> page() throws IOException {
    Map<String, List<String>> page = new LinkedHashMap<>();
    String text = Files.readString(PAGE);
    List<java.util.regex.MatchResult> sections = SECTION.matcher(text).results().toList();
    for (int i = 0; i < sections.size(); i++) {
      int end = i + 1 < sections.size() ? sections.get(i + 1).start() : text.length();
      page.put(
          sections.get(i).group(1),
          ROW.matcher(text.substring(sections.get(i).end(), end))
              .results()
              .map(row -> row.group(1))
              .toList());
    }
    return page;
  }

  private List<String> fields(Class<?> record, String above) {
    List<String> fields = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      add(component, above, fields);
    }
    return fields;
  }

  private void add(RecordComponent component, String above, List<String> fields) {
    if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
      fields.addAll(fields(component.getType(), above));
      return;
    }
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    String name =
        above
            + (named != null && !named.value().isEmpty()
                ? named.value()
                : new SnakeCaseStrategy().translate(component.getName()));
    addOf(component.getGenericType(), name, fields);
  }

  private void addOf(Type type, String name, List<String> fields) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      boolean list = generic.getRawType() == List.class;
      addOf(last, name + (list ? "[]" : ".*"), fields);
    } else if (type instanceof Class<?> record
        && record.isRecord()
        && !isValue(record)
        && !isShape(record)) {
      fields.addAll(fields(record, name + "."));
    } else {
      fields.add(name);
    }
  }

  private static boolean isValue(Class<?> record) {
    return Arrays.stream(record.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
  }
}
