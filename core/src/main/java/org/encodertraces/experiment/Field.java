package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.jspecify.annotations.Nullable;

/**
 * A value of settings, as their record tells it.
 *
 * @param key in JSON
 * @param type of the component
 * @param item type of the items of a list
 * @param optional whether it may be absent
 * @param asked how it is asked for
 * @param fields of a record in the record
 */
public record Field(
    String key,
    Class<?> type,
    Optional<Class<?>> item,
    boolean optional,
    Optional<Asked> asked,
    List<Field> fields) {

  /** The values of a record, in order. */
  public static List<Field> of(Class<?> record) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      Class<?> type = component.getType();
      Optional<Class<?>> item =
          component.getGenericType() instanceof ParameterizedType generic && type == List.class
              ? Optional.of((Class<?>) generic.getActualTypeArguments()[0])
              : Optional.empty();
      fields.add(
          new Field(
              key(component),
              type,
              item,
              component.getAnnotatedType().isAnnotationPresent(Nullable.class),
              Optional.ofNullable(component.getAnnotation(Asked.class)),
              type.isRecord() && type != Classes.class ? of(type) : List.of()));
    }
    return fields;
  }

  private static String key(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property != null && !property.value().isEmpty()
        ? property.value()
        : new SnakeCaseStrategy().translate(component.getName());
  }

  /** The values of each item of a list of records. */
  public List<Field> itemFields() {
    return item.filter(Class::isRecord)
        .filter(of -> of != Classes.class)
        .map(Field::of)
        .orElse(List.of());
  }

  /** Whether it is a parameter, spelled out. */
  public boolean isParameter() {
    return type == Classes.class;
  }

  /** What it must be, in words. */
  public String expected() {
    if (asked.isPresent() && asked.get().choices().length > 0) {
      return String.join(" or ", asked.get().choices());
    }
    return item.map(
            of ->
                "a list of "
                    + (of == String.class ? "texts" : of.isRecord() ? "objects" : "numbers"))
        .orElseGet(
            () -> {
              if (isWhole()) {
                return "a whole number" + range();
              } else if (isNumber()) {
                return "a number" + range();
              } else if (isFlag()) {
                return "true or false";
              }
              return type == String.class ? "a text" : "an object";
            });
  }

  private String range() {
    if (asked.isEmpty() || Double.isInfinite(asked.get().least())) {
      return "";
    }
    long least = (long) asked.get().least();
    return Double.isInfinite(asked.get().most())
        ? " of %d or more".formatted(least)
        : " from %d to %d".formatted(least, (long) asked.get().most());
  }

  /** Whether it is a whole number. */
  public boolean isWhole() {
    return type == int.class || type == long.class || type == Integer.class || type == Long.class;
  }

  /** Whether it is any number. */
  public boolean isNumber() {
    return isWhole() || type == double.class || type == Double.class;
  }

  /** Whether it is there or not. */
  public boolean isFlag() {
    return type == boolean.class || type == Boolean.class;
  }
}
