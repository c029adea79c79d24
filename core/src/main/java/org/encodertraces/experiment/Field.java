package org.encodertraces.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.result.Asked;
import org.encodertraces.result.AskedFor;
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
 * @param askedFor what tells the values of a record in the record from its twin's
 * @param fields of a record in the record
 */
public record Field(
    String key,
    Class<?> type,
    Optional<Class<?>> item,
    boolean optional,
    Optional<Asked> asked,
    Optional<AskedFor> askedFor,
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
              Optional.ofNullable(component.getAnnotation(AskedFor.class)),
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
    return asked.isEmpty() || Double.isInfinite(asked.get().least())
        ? ""
        : Double.isInfinite(asked.get().most())
            ? " of %d or more".formatted((long) asked.get().least())
            : " from %d to %d".formatted((long) asked.get().least(), (long) asked.get().most());
  }

  /** The same, with the greatest that its type can hold: for a whole number beyond that. */
  public String expectedOfType() {
    BigInteger least =
        asked.map(Asked::least).filter(Double::isFinite).map(Field::whole).orElse(min());
    BigInteger most =
        asked.map(Asked::most).filter(Double::isFinite).map(Field::whole).orElse(max());
    return String.format(Locale.ROOT, "a whole number from %d to %d", least, most);
  }

  private static BigInteger whole(double number) {
    return BigInteger.valueOf((long) number);
  }

  /** Whether its type can hold a whole number. */
  public boolean holds(BigInteger number) {
    return number.compareTo(min()) >= 0 && number.compareTo(max()) <= 0;
  }

  private BigInteger min() {
    return BigInteger.valueOf(isInt() ? Integer.MIN_VALUE : Long.MIN_VALUE);
  }

  private BigInteger max() {
    return BigInteger.valueOf(isInt() ? Integer.MAX_VALUE : Long.MAX_VALUE);
  }

  private boolean isInt() {
    return type == int.class || type == Integer.class;
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
