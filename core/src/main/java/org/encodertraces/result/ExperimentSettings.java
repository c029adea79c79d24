package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * What an experiment was asked, every value spelled out, defaults too: all that decides its numbers
 * beside data and encoder. JSON of it is part of a result's provenance, and a digest of it part of
 * a result file's name where it is not the default.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "experiment")
public interface ExperimentSettings {

  /** The experiment's name, as {@code kind} of a result tells it. */
  @JsonIgnore
  default String experiment() {
    return nameOf(getClass());
  }

  /** The experiment's name of a record of settings. */
  static String nameOf(Class<? extends ExperimentSettings> settings) {
    JsonTypeName name = settings.getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalStateException(settings + " has no @JsonTypeName");
    }
    return name.value();
  }

  /**
   * The parameter or attribute, as it stands in the file's name; nothing for experiments without.
   */
  @JsonIgnore
  String about();

  /** The file that is studied, where settings name it themselves and no plan's data do. */
  @JsonIgnore
  default Optional<String> reads() {
    return Optional.empty();
  }

  /**
   * What stands in an encoder's place among results, where {@link #reads} tells what is studied.
   */
  @JsonIgnore
  default Optional<String> encoder() {
    return Optional.empty();
  }

  /** The same about the same, with every default. */
  ExperimentSettings withDefaults();

  /**
   * A parameter: its id, and each class's chain by name, so that another definition of one name is
   * another plan.
   */
  record Classes(String id, Map<String, String> classes) {

    /**
     * The parameter, with the title of the known one that it is.
     *
     * @throws IllegalArgumentException when a name, a chain or the number of classes cannot be
     */
    public Parameter parameter() {
      List<Processing> processings = new ArrayList<>();
      classes.forEach(
          (name, chain) -> processings.add(new Processing(name, ChainText.parse(chain))));
      Parameter parameter = new Parameter(id, id, processings);
      return KnownProcessings.builtIn().parameters().stream()
          .filter(known -> known.id().equals(id) && known.classes().equals(processings))
          .findFirst()
          .orElse(parameter);
    }

    /** The name of the first class. */
    public String first() {
      return classes.keySet().iterator().next();
    }

    /** Of a parameter. */
    public static Classes of(Parameter parameter) {
      Map<String, String> chains = new LinkedHashMap<>();
      for (Processing processing : parameter.classes()) {
        chains.put(processing.name(), processing.text());
      }
      return new Classes(parameter.id(), chains);
    }
  }
}
