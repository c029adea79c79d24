package org.encodertraces.processing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;

/**
 * The processings and parameters that have a name: the study's, a set of everyday copies ({@code
 * everyday.json}), sets of simulated cameras ({@link CameraParameters}), and a user's own from a
 * file.
 *
 * <p>Names are unique whatever their case, for they are folders.
 */
public final class KnownProcessings {

  private static final String EVERYDAY = "everyday.json";

  private final Map<String, Processing> processings = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** Parameters of the user's file, in order. */
  private final List<Parameter> own = new ArrayList<>();

  private KnownProcessings() {
    Processing.study().forEach(this::add);
    Parameter.study().forEach(this::add);
    try (InputStream in = KnownProcessings.class.getResourceAsStream(EVERYDAY)) {
      if (in == null) {
        throw new IllegalStateException(EVERYDAY + " is missing in the jar");
      }
      new ParametersFile(EVERYDAY, this).read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CameraParameters.all().forEach(this::add);
  }

  /** The study's and the everyday ones. */
  public static KnownProcessings builtIn() {
    return new KnownProcessings();
  }

  /**
   * The built-in ones and those of a JSON file (docs/processings.md).
   *
   * @throws InputException naming the file, the line and the key that is wrong
   */
  public static KnownProcessings with(Path file) throws IOException {
    KnownProcessings known = new KnownProcessings();
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file of parameters");
    }
    int before = known.parameters.size();
    new ParametersFile(file.toString(), known).read(Files.readAllBytes(file));
    known.own.addAll(known.parameters.values().stream().skip(before).toList());
    return known;
  }

  /** The parameters that the user's file defines, in its order. */
  public List<Parameter> own() {
    return List.copyOf(own);
  }

  /** Every named processing. */
  public List<Processing> processings() {
    return List.copyOf(processings.values());
  }

  /** Every parameter. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /**
   * The processing of a name, or of a chain's text.
   *
   * @throws IllegalArgumentException naming the known ones, or what in the chain is not understood
   */
  public Processing processing(String nameOrChain) {
    if (ChainText.looksLikeChain(nameOrChain)) {
      return Processing.unnamed(ChainText.parse(nameOrChain));
    }
    Processing known = processings.get(key(nameOrChain));
    if (known == null || !known.name().equals(nameOrChain)) {
      throw new IllegalArgumentException(
          "unknown processing \"%s\"%s; known: %s; or a chain such as fit(1600,lanczos) jpeg(75,420)"
              .formatted(
                  nameOrChain,
                  Spelling.didYouMean(nameOrChain, names(processings.values())),
                  String.join(", ", names(processings.values()))));
    }
    return known;
  }

  /**
   * The parameter of this id.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public Parameter parameter(String id) {
    Parameter known = parameters.get(key(id));
    if (known == null || !known.id().equals(id)) {
      throw new IllegalArgumentException(
          "unknown parameter \"%s\"%s; known: %s; %s"
              .formatted(
                  id,
                  Spelling.didYouMean(id, names(parameters.values())),
                  parameters.keySet().stream()
                      .filter(one -> !CameraParameters.isOfSwap(one))
                      .collect(Collectors.joining(", ")),
                  CameraParameters.IN_WORDS));
    }
    return known;
  }

  /** Refuses a name that is taken, whatever its case. */
  void add(Processing processing) {
    Processing earlier = processings.putIfAbsent(key(processing.name()), processing);
    if (earlier != null) {
      throw new IllegalArgumentException(
          "the name %s is taken by %s (%s)"
              .formatted(processing.name(), earlier.name(), earlier.text()));
    }
  }

  /** Refuses an id that is taken, whatever its case. */
  void add(Parameter parameter) {
    Parameter earlier = parameters.putIfAbsent(key(parameter.id()), parameter);
    if (earlier != null) {
      throw new IllegalArgumentException(
          "the name %s is taken by a parameter of %s".formatted(parameter.id(), earlier.classes()));
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<String> names(Iterable<?> known) {
    List<String> names = new ArrayList<>();
    known.forEach(one -> names.add(one.toString()));
    return names;
  }
}
