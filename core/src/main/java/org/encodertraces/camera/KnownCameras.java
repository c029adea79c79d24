package org.encodertraces.camera;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;
import org.encodertraces.io.JsonFault;

/**
 * The cameras that have a name: two bases, {@code phone} and {@code compact}, and for each and each
 * stage three with that stage alone swapped, {@code phone-tone-1} to {@code -3}, by pixels ever
 * farther away (compact's demosaicings about as far).
 */
public final class KnownCameras {

  /** The two bases, in order. */
  public static final List<String> BASES = List.of("phone", "compact");

  /** Strengths of a swap: 1 … 3. */
  public static final int STRENGTHS = 3;

  private static final KnownCameras BUILT_IN = new KnownCameras();

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final Map<String, Camera> cameras = new LinkedHashMap<>();
  private final Map<String, CameraNumbers> bases = new LinkedHashMap<>();

  private KnownCameras() {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode swaps = resource(mapper, "swaps.json");
    for (String base : BASES) {
      JsonNode root = resource(mapper, base + ".json");
      CameraNumbers numbers = CameraNumbers.ofFile(base + ".json", root, Map.of());
      bases.put(base, numbers);
      boolean phone = root.path("type").asText().equals("phone");
      cameras.put(base, numbers.camera(base, phone));
      for (Stage stage : Stage.values()) {
        for (int strength = 1; strength <= STRENGTHS; strength++) {
          String name = swapped(base, stage, strength);
          JsonNode swap = swaps.path(base).path(stage.word()).path(strength - 1);
          swap.fieldNames()
              .forEachRemaining(
                  key -> {
                    if (!key.equals("source") && !stage.keys().contains(key)) {
                      throw new IllegalStateException(name + " swaps " + key);
                    }
                  });
          cameras.put(name, numbers.with(swap).camera(name, phone));
        }
      }
    }
  }

  /** All, read once. */
  public static KnownCameras builtIn() {
    return BUILT_IN;
  }

  /** The name of a swap. */
  public static String swapped(String base, Stage stage, int strength) {
    return "%s-%s-%d".formatted(base, stage.word(), strength);
  }

  /** Names, bases first among their swaps. */
  public List<String> names() {
    return List.copyOf(cameras.keySet());
  }

  /** All, in the order of {@link #names}. */
  public List<Camera> all() {
    return List.copyOf(cameras.values());
  }

  /**
   * The camera of a name.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public Camera camera(String name) {
    Camera camera = cameras.get(name);
    if (camera == null) {
      throw new IllegalArgumentException(
          "unknown camera \"%s\"%s; known: phone, compact, and each with one stage swapped, such as phone-tone-2 (%s; 1 to %d)"
              .formatted(
                  name,
                  Spelling.didYouMean(name, names()),
                  String.join(", ", List.of(Stage.values()).stream().map(Stage::word).toList()),
                  STRENGTHS));
    }
    return camera;
  }

  /**
   * Cameras of names, and of JSON files: the form of {@code phone.json}, or a {@code base} and the
   * numbers that differ. A file's camera is named after it.
   *
   * @throws InputException naming the file and the key
   * @throws IllegalArgumentException for an unknown name
   */
  public List<Camera> cameras(List<String> namesAndFiles) throws IOException {
    List<Camera> found = new ArrayList<>();
    for (String one : namesAndFiles) {
      found.add(one.endsWith(".json") ? ofFile(Path.of(one)) : camera(one));
    }
    return found;
  }

  private Camera ofFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file of a camera");
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new InputException("%s: no JSON: %s".formatted(file, JsonFault.reason(e)), e);
    }
    if (!root.isObject()) {
      throw new InputException(file + ": expected a JSON object, as of docs/world.md");
    }
    String base = root.path("base").asText();
    CameraNumbers start = bases.get(base);
    if (start == null && root.has("base")) {
      throw new InputException(
          "%s: \"base\": \"%s\"; expected %s".formatted(file, base, String.join(" or ", BASES)));
    }
    String type = root.path("type").asText(base.equals("phone") ? "phone" : "camera");
    if (!List.of("phone", "camera").contains(type)) {
      throw new InputException(
          "%s: \"type\": \"%s\"; expected phone or camera".formatted(file, type));
    }
    String name = String.valueOf(file.getFileName()).replaceAll("\\.json$", "");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,50}") || cameras.containsKey(name)) {
      throw new InputException(
          "%s: a camera's name is its file's: expected 1 to 51 of A-Z a-z 0-9 _ . -, and none of the built-in ones'"
              .formatted(file));
    }
    return CameraNumbers.ofFile(file.toString(), root, start == null ? Map.of() : start.values())
        .camera(name, type.equals("phone"));
  }

  private static JsonNode resource(ObjectMapper mapper, String name) {
    try (InputStream in = KnownCameras.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return mapper.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
