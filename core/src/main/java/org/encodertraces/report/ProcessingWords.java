package org.encodertraces.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * What processings are called by those who do not know their names: "half size" for {@code
 * RESIZE_HALF}. The study's files keep photos that nothing else is done to as {@code JPEG95_444},
 * which means another thing beside sharpened photos than beside other qualities.
 */
final class ProcessingWords {

  private static final Map<String, String> STUDY =
      Map.ofEntries(
          Map.entry("IDENTITY", "as it is"),
          Map.entry("JPEG75_420", "quality 75, half color"),
          Map.entry("JPEG75_444", "quality 75, full color"),
          Map.entry("JPEG85_420", "quality 85, half color"),
          Map.entry("JPEG85_444", "quality 85, full color"),
          Map.entry("JPEG95_420", "quality 95, half color"),
          Map.entry("JPEG95_444", "quality 95, full color"),
          Map.entry("SHARPEN_2", "sharpened, factor 2"),
          Map.entry("SHARPEN_4", "sharpened, factor 4"),
          Map.entry("RESIZE_HALF", "half size"),
          Map.entry("RESIZE_DOUBLE", "double size"),
          Map.entry("INTERPOLATION_BILINEAR", "resized, bilinear"),
          Map.entry("INTERPOLATION_BICUBIC", "resized, bicubic"),
          Map.entry("INTERPOLATION_LANCZOS", "resized, Lanczos"),
          Map.entry("INTERPOLATION_BOX", "resized, box"),
          Map.entry("MASK_90", "center masked, 90 %"),
          Map.entry("MASK_95", "center masked, 95 %"));

  /** What a photo is where nothing of a parameter was done to it. */
  private static final Map<String, String> UNTOUCHED =
      Map.of("sharpening", "not sharpened", "resizing", "size as it is");

  /** Names of the program's own everyday copies, which are words in capitals. */
  private static final Map<String, String> EVERYDAY =
      KnownProcessings.builtIn().parameters().stream()
          .flatMap(parameter -> parameter.classes().stream())
          .map(Processing::name)
          .distinct()
          .filter(name -> !STUDY.containsKey(name))
          .collect(
              Collectors.toUnmodifiableMap(
                  name -> name, name -> name.toLowerCase(Locale.ROOT).replace('_', ' ')));

  private ProcessingWords() {}

  /**
   * The words for a processing; a name that a user gave stays as it is.
   *
   * @param parameter whose class it is
   */
  static String of(String parameter, String name) {
    if (name.equals("JPEG95_444")) {
      String untouched = UNTOUCHED.get(parameter);
      if (untouched != null) {
        return untouched;
      }
    }
    String words = STUDY.get(name);
    return words == null ? EVERYDAY.getOrDefault(name, name) : words;
  }

  /** The words for a copy, which may be several processings with a plus between them. */
  static String ofChain(String copy) {
    return Arrays.stream(copy.split(" \\+ ", -1))
        .map(name -> of("", name))
        .collect(Collectors.joining(", then "));
  }

  /** All of them for the scripts: by parameter, and under the empty one what needs none. */
  static String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    Map<String, String> all = new LinkedHashMap<>(EVERYDAY);
    all.putAll(STUDY);
    all.keySet().stream()
        .sorted()
        .forEach(name -> json.withObjectProperty("").put(name, all.get(name)));
    for (Parameter parameter : List.of(Parameter.SHARPENING, Parameter.RESIZING)) {
      json.withObjectProperty(parameter.id()).put("JPEG95_444", of(parameter.id(), "JPEG95_444"));
    }
    return Html.json(json.toString());
  }
}
