package org.encodertraces.camera;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;

/**
 * The numbers of a camera by their keys, each checked against its range when it is read, so that an
 * error names the file, the key and the value.
 *
 * @param place the file, for messages
 */
record CameraNumbers(String place, Map<String, JsonNode> values) {

  /** A number's bounds; {@code whole} for integers. */
  private record Range(double low, double high, boolean whole) {}

  private static final Map<String, Range> RANGES = ranges();

  private static final List<String> WORDS = List.of("matrix", "demosaicing", "subsampling");

  /** What each object of a file holds. */
  private static final Map<String, List<String>> GROUPS = groups();

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      groups.put(stage.word(), stage.keys());
    }
    groups.put("color", List.of("red_gain", "blue_gain", "matrix"));
    return groups;
  }

  private static Map<String, Range> ranges() {
    Map<String, Range> ranges = new LinkedHashMap<>();
    ranges.put("distortion", new Range(-0.2, 0.2, false));
    ranges.put("corner_light", new Range(0.1, 1, false));
    ranges.put("lateral_red", new Range(-0.01, 0.01, false));
    ranges.put("lateral_blue", new Range(-0.01, 0.01, false));
    ranges.put("blur", new Range(0, 5, false));
    ranges.put("shake", new Range(0, 1, false));
    ranges.put("widest", new Range(0.9, 32, false));
    ranges.put("f_number", new Range(0.9, 32, false));
    ranges.put("focal_length", new Range(1, 1000, false));
    ranges.put("focal_length_35", new Range(5, 2000, true));
    ranges.put("sensor_scale", new Range(1, 4, false));
    ranges.put("shot_noise", new Range(NoiseModel.LOWEST_SHOT, NoiseModel.HIGHEST_SHOT, false));
    ranges.put("read_noise", new Range(-1, 1, false));
    ranges.put("response_pattern", new Range(0, 0.2, false));
    ranges.put("offset_pattern", new Range(0, 0.05, false));
    ranges.put("bits", new Range(12, 14, true));
    ranges.put("black_level", new Range(0, 2048, true));
    ranges.put("base_iso", new Range(25, 6400, true));
    ranges.put("highest_iso", new Range(25, 6400, true));
    ranges.put("longest_exposure", new Range(0.001, 0.5, false));
    ranges.put("serial", new Range(0, 1e9, true));
    ranges.put("red_gain", new Range(1, 4, false));
    ranges.put("blue_gain", new Range(1, 4, false));
    ranges.put("denoising", new Range(0, 20, false));
    ranges.put("denoising_color", new Range(0, 20, false));
    ranges.put("brightness", new Range(1, 8, false));
    ranges.put("contrast", new Range(0, 1, false));
    ranges.put("shadows", new Range(0, 0.5, false));
    ranges.put("saturation", new Range(0, 3, false));
    ranges.put("sharpening", new Range(0, 5, false));
    ranges.put("sharpening_radius", new Range(0.3, 5, false));
    ranges.put("halo", new Range(0, 1, false));
    ranges.put("quality", new Range(1, 100, true));
    ranges.put("color_quality", new Range(1, 100, true));
    ranges.put("table_tilt", new Range(-1, 1, false));
    return ranges;
  }

  /**
   * Reads a camera's file: objects by stage, in each {@code "key": {"value": …, "source": …}}.
   *
   * @throws InputException naming a key that is unknown or has no source
   */
  static CameraNumbers ofFile(String place, JsonNode root, Map<String, JsonNode> base) {
    Map<String, JsonNode> values = new HashMap<>(base);
    root.properties()
        .forEach(
            group -> {
              if (List.of("about", "type", "base").contains(group.getKey())) {
                return;
              }
              if (!group.getValue().isObject() || !GROUPS.containsKey(group.getKey())) {
                throw new InputException(
                    "%s: unknown key \"%s\"%s; expected base, type, about, or one of %s with an object of numbers"
                        .formatted(
                            place,
                            group.getKey(),
                            Spelling.didYouMean(group.getKey(), GROUPS.keySet()),
                            String.join(", ", GROUPS.keySet())));
              }
              group
                  .getValue()
                  .properties()
                  .forEach(
                      number ->
                          put(place, values, group.getKey(), number.getKey(), number.getValue()));
            });
    return new CameraNumbers(place, values);
  }

  private static void put(
      String place, Map<String, JsonNode> values, String group, String key, JsonNode number) {
    JsonNode value = number.path("value");
    if (value.isMissingNode() || number.path("source").asText("").isBlank()) {
      throw new InputException(
          "%s: \"%s\": expected {\"value\": …, \"source\": \"…\"}".formatted(place, key));
    }
    put(place, values, key, value);
    if (!GROUPS.getOrDefault(group, List.of()).contains(key)) {
      throw new InputException(
          "%s: \"%s\" stands in \"%s\"; expected in %s"
              .formatted(
                  place,
                  key,
                  group,
                  GROUPS.entrySet().stream()
                      .filter(one -> one.getValue().contains(key))
                      .map(one -> "\"" + one.getKey() + "\"")
                      .collect(Collectors.joining(" or "))));
    }
  }

  /** The numbers with those of a swap in their place: {@code {"key": value, …, "source": …}}. */
  CameraNumbers with(JsonNode swap) {
    Map<String, JsonNode> changed = new HashMap<>(values);
    swap.properties()
        .forEach(
            number -> {
              if (!number.getKey().equals("source")) {
                put(place, changed, number.getKey(), number.getValue());
              }
            });
    return new CameraNumbers(place, changed);
  }

  private static void put(String place, Map<String, JsonNode> values, String key, JsonNode value) {
    if (!RANGES.containsKey(key) && !WORDS.contains(key)) {
      List<String> known = new ArrayList<>(RANGES.keySet());
      known.addAll(WORDS);
      throw new InputException(
          "%s: unknown number \"%s\"%s; known: %s"
              .formatted(place, key, Spelling.didYouMean(key, known), String.join(", ", known)));
    }
    values.put(key, value);
  }

  private JsonNode node(String key) {
    JsonNode node = values.get(key);
    if (node == null) {
      throw new InputException(
          "%s: no \"%s\"; name it, or a \"base\" that has it".formatted(place, key));
    }
    return node;
  }

  private double number(String key) {
    Range range = RANGES.get(key);
    JsonNode node = node(key);
    double value = node.isNumber() ? node.asDouble() : Double.NaN;
    if (range == null
        || !(value >= range.low() && value <= range.high())
        || (range.whole() && value != Math.rint(value))) {
      throw new InputException(
          "%s: \"%s\": %s; expected %s from %s to %s"
              .formatted(
                  place,
                  key,
                  node,
                  range != null && range.whole() ? "a whole number" : "a number",
                  range == null ? "" : plain(range.low()),
                  range == null ? "" : plain(range.high())));
    }
    return value;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private int whole(String key) {
    return (int) number(key);
  }

  private List<Double> matrix() {
    JsonNode node = node("matrix");
    List<Double> matrix = new ArrayList<>();
    for (JsonNode one : node) {
      matrix.add(one.isNumber() ? one.asDouble() : Double.NaN);
    }
    if (matrix.size() != 9 || matrix.stream().anyMatch(one -> one.isNaN())) {
      throw new InputException("%s: \"matrix\": expected 9 numbers, row by row".formatted(place));
    }
    return List.copyOf(matrix);
  }

  private Demosaicing demosaicing() {
    String word = node("demosaicing").asText();
    for (Demosaicing method : Demosaicing.values()) {
      if (method.name().toLowerCase(Locale.ROOT).equals(word)) {
        return method;
      }
    }
    throw new InputException(
        "%s: \"demosaicing\": \"%s\"; expected bilinear, malvar, edge or smooth"
            .formatted(place, word));
  }

  private Camera.Subsampling subsampling() {
    String text = node("subsampling").asText();
    for (Camera.Subsampling one : Camera.Subsampling.values()) {
      if (one.text().equals(text)) {
        return one;
      }
    }
    throw new InputException(
        "%s: \"subsampling\": \"%s\"; expected 4:4:4, 4:2:2 or 4:2:0".formatted(place, text));
  }

  Camera camera(String name, boolean phone) {
    Camera camera =
        new Camera(
            name,
            phone,
            new Camera.Optics(
                number("distortion"),
                number("corner_light"),
                number("lateral_red"),
                number("lateral_blue"),
                number("blur"),
                number("shake"),
                number("widest"),
                number("f_number"),
                number("focal_length"),
                number("focal_length_35")),
            new Camera.Sensor(
                number("sensor_scale"),
                number("shot_noise"),
                number("read_noise"),
                number("response_pattern"),
                number("offset_pattern"),
                whole("bits"),
                whole("black_level"),
                whole("base_iso"),
                whole("highest_iso"),
                number("longest_exposure"),
                whole("serial")),
            new Camera.Colors(number("red_gain"), number("blue_gain"), matrix()),
            new Camera.Development(
                demosaicing(),
                number("denoising"),
                number("denoising_color"),
                number("brightness"),
                number("contrast"),
                number("shadows"),
                number("saturation"),
                number("sharpening"),
                number("sharpening_radius"),
                number("halo")),
            new Camera.Output(
                whole("quality"), whole("color_quality"), number("table_tilt"), subsampling()));
    check(camera);
    return camera;
  }

  private void check(Camera camera) {
    if (camera.optics().fNumber() < camera.optics().widest()) {
      throw new InputException(
          "%s: \"f_number\": %s is wider than \"widest\", %s"
              .formatted(place, camera.optics().fNumber(), camera.optics().widest()));
    }
    Camera.Sensor sensor = camera.sensor();
    if (sensor.bits() != 12 && sensor.bits() != 14) {
      throw new InputException(
          "%s: \"bits\": %d; expected 12 or 14".formatted(place, sensor.bits()));
    }
    double most = sensor.shotNoise() * sensor.highestIso() / sensor.baseIso();
    if (sensor.highestIso() < sensor.baseIso() || most > NoiseModel.HIGHEST_SHOT * 1.0001) {
      throw new InputException(
          "%s: \"highest_iso\": %d gives shot noise of %.4f; expected %d or more, up to %.3f of noise, where its source ends"
              .formatted(
                  place, sensor.highestIso(), most, sensor.baseIso(), NoiseModel.HIGHEST_SHOT));
    }
  }
}
