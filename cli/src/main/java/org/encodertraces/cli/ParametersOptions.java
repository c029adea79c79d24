package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.encodertraces.UsageException;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names of processings and parameters on the command line, and the file that adds to them. */
final class ParametersOptions {

  /** Between the items of a list of processings: a comma that stands in no parentheses. */
  static final String BETWEEN = ",(?![^()]*\\))";

  private static final String ALL = "all";

  /** What a list of processings may hold. */
  static final String NAMES =
      "Names or chains, such as \"fit(1600) jpeg(75,420)\"; all is the study's, IDENTITY and masks"
          + " too, and the classes of --parameters.";

  @Option(
      names = "--parameters",
      paramLabel = "FILE",
      description = "JSON with parameters and processings of your own (docs/processings.md).")
  private @Nullable Path file;

  KnownProcessings known() throws IOException {
    return file == null ? KnownProcessings.builtIn() : KnownProcessings.with(file);
  }

  /**
   * The processings of these names or chains; {@code all} is the study's 17 and the classes of the
   * file's parameters.
   */
  List<Processing> processings(List<String> names) throws IOException {
    KnownProcessings known = known();
    Set<Processing> found = new LinkedHashSet<>();
    if (names.equals(List.of(ALL))) {
      found.addAll(Processing.study());
      known.own().forEach(parameter -> found.addAll(parameter.classes()));
      return List.copyOf(found);
    }
    for (String name : names) {
      found.add(processing(known, name));
    }
    return List.copyOf(found);
  }

  /** One processing by its name or chain. */
  Processing processing(String name) throws IOException {
    return processing(known(), name);
  }

  Parameter parameter(String id) throws IOException {
    try {
      return known().parameter(id);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--parameter: " + e.getMessage());
    }
  }

  /** The classes of several parameters, each once. */
  List<Processing> classesOf(List<String> ids) throws IOException {
    Set<Processing> classes = new LinkedHashSet<>();
    for (String id : ids) {
      classes.addAll(parameter(id).classes());
    }
    return List.copyOf(classes);
  }

  /** The study's parameters and the file's, in order. */
  List<Parameter> studyAndOwn() throws IOException {
    List<Parameter> parameters = new ArrayList<>(Parameter.study());
    parameters.addAll(known().own());
    return parameters;
  }

  private static Processing processing(KnownProcessings known, String name) {
    try {
      return known.processing(name.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--processing: " + e.getMessage());
    }
  }
}
