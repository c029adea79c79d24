package org.encodertraces.embedding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.io.JsonFault;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

/**
 * A map on disk: safetensors with {@code weight} [d, d] and {@code bias} [d], float32, and beside
 * it JSON that tells which vectors it takes.
 *
 * <p>The JSON has {@code fitted_on}, {@code "unit"} or {@code "raw"}; for raw ones {@code norms},
 * the smallest and the largest length; {@code sha256} of the safetensors, which may be missing; and
 * whatever else its maker tells: method, rank, parameters, encoder …
 *
 * @param file the safetensors
 * @param notes what else its maker told, by key
 */
public record AffineMapFile(Path file, AffineMap map, Map<String, JsonNode> notes) {

  private static final String SAFETENSORS = ".safetensors";
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final String FITTED_ON = "fitted_on";
  private static final String UNIT = "unit";
  private static final String RAW = "raw";
  private static final String NORMS = "norms";
  private static final String SHA256 = "sha256";
  private static final List<String> OWN_KEYS = List.of(FITTED_ON, NORMS, SHA256);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * Writes both files.
   *
   * @param file ends in .safetensors
   * @param notes what else to tell, as JSON can
   * @throws IllegalArgumentException when the name ends otherwise, or a note has a key of the form
   */
  public static void write(Path file, AffineMap map, Map<String, ?> notes) throws IOException {
    Path beside = beside(file);
    int d = map.dimension();
    String sha256 =
        SafetensorsWriter.write(
            file,
            Map.of(),
            List.of(
                SafetensorsWriter.Tensor.floats(WEIGHT, map.weight(), d, d),
                new SafetensorsWriter.Tensor(
                    BIAS, DType.F32, List.of((long) d), sink -> sink.floats(map.bias(), 0, d))));
    Map<String, Object> told = new LinkedHashMap<>();
    if (map.fittedOn() instanceof FittedOn.Raw raw) {
      told.put(FITTED_ON, RAW);
      told.put(NORMS, List.of(raw.lowest(), raw.highest()));
    } else {
      told.put(FITTED_ON, UNIT);
    }
    told.put(SHA256, sha256);
    notes.forEach(
        (key, note) -> {
          if (OWN_KEYS.contains(key)) {
            throw new IllegalArgumentException("\"%s\" is the form's own key".formatted(key));
          }
          told.put(key, note);
        });
    WholeFile.writeString(beside, JSON.writeValueAsString(told) + "\n");
  }

  /**
   * Reads both files.
   *
   * @throws InputException naming what is missing or is no map
   */
  public static AffineMapFile read(Path file) throws IOException {
    if (!String.valueOf(file.getFileName()).endsWith(SAFETENSORS)) {
      throw new InputException(file + ": expected a map, a file that ends in " + SAFETENSORS);
    }
    Safetensors header = Safetensors.open(file);
    int d = dimension(header);
    float[] weight = floats(header, WEIGHT, d);
    float[] bias = floats(header, BIAS, 1);
    Map<String, JsonNode> told = told(file);
    JsonNode digest = told.get(SHA256);
    if (digest != null && !digest.asText().equals(Sha256.of(file))) {
      throw new InputException(
          "%s: is another file than %s was written for (its \"%s\" differs)"
              .formatted(file, beside(file), SHA256));
    }
    FittedOn fittedOn = fittedOn(beside(file), told);
    OWN_KEYS.forEach(told::remove);
    return new AffineMapFile(file, new AffineMap(d, weight, bias, fittedOn), told);
  }

  /** The JSON beside a map. */
  public static Path beside(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(SAFETENSORS)) {
      throw new IllegalArgumentException(file + ": expected a name that ends in " + SAFETENSORS);
    }
    return file.resolveSibling(name.substring(0, name.length() - SAFETENSORS.length()) + ".json");
  }

  private static int dimension(Safetensors header) {
    Safetensors.Tensor weight = header.tensor(WEIGHT);
    Safetensors.Tensor bias = header.tensor(BIAS);
    long d = bias.shape().isEmpty() ? 0 : bias.shape().get(0);
    boolean fits =
        d >= 1
            && d * d <= Integer.MAX_VALUE
            && bias.shape().equals(List.of(d))
            && weight.shape().equals(List.of(d, d))
            && bias.dtype().equals(DType.F32.name())
            && weight.dtype().equals(DType.F32.name());
    if (!fits) {
      throw new InputException(
          "%s: \"%s\" is %s %s and \"%s\" %s %s; expected [d, d] and [d], F32"
              .formatted(
                  header.file(),
                  WEIGHT,
                  weight.shape(),
                  weight.dtype(),
                  BIAS,
                  bias.shape(),
                  bias.dtype()));
    }
    return (int) d;
  }

  private static float[] floats(Safetensors header, String name, int rows) throws IOException {
    float[] values = header.floats(name);
    int width = values.length / rows;
    int bad =
        IntStream.range(0, values.length)
            .filter(i -> !Float.isFinite(values[i]))
            .findFirst()
            .orElse(-1);
    if (bad >= 0) {
      throw new InputException(
          "%s: \"%s\" holds %s in row %d, column %d; expected finite numbers"
              .formatted(header.file(), name, values[bad], bad / width, bad % width));
    }
    return values;
  }

  private static Map<String, JsonNode> told(Path file) throws IOException {
    Path beside = beside(file);
    if (!Files.isRegularFile(beside)) {
      throw new InputException(
          "%s: no such file; it tells whether %s takes vectors of length 1 or as stored"
              .formatted(beside, file));
    }
    JsonNode root;
    try {
      root = JSON.readTree(beside.toFile());
    } catch (JsonProcessingException e) {
      throw new InputException(JsonFault.words(beside, e), e);
    }
    if (!root.isObject()) {
      throw new InputException(beside + ": expected a JSON object");
    }
    Map<String, JsonNode> told = new LinkedHashMap<>();
    root.properties().forEach(entry -> told.put(entry.getKey(), entry.getValue()));
    return told;
  }

  private static FittedOn fittedOn(Path beside, Map<String, JsonNode> told) {
    JsonNode fittedOn = told.getOrDefault(FITTED_ON, MissingNode.getInstance());
    if (fittedOn.asText().equals(UNIT)) {
      return new FittedOn.Unit();
    }
    if (!fittedOn.asText().equals(RAW)) {
      throw new InputException(
          "%s: \"%s\" is %s; expected \"%s\" or \"%s\""
              .formatted(beside, FITTED_ON, said(fittedOn), RAW, UNIT));
    }
    JsonNode norms = told.getOrDefault(NORMS, MissingNode.getInstance());
    boolean range =
        norms.size() == 2
            && norms.get(0).isNumber()
            && norms.get(1).isNumber()
            && norms.get(0).asDouble() >= 0
            && norms.get(0).asDouble() <= norms.get(1).asDouble();
    if (!range) {
      throw new InputException(
          "%s: \"%s\" is %s; a map fitted on raw vectors tells their [smallest, largest] length"
              .formatted(beside, NORMS, said(norms)));
    }
    return new FittedOn.Raw(norms.get(0).asDouble(), norms.get(1).asDouble());
  }

  private static String said(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.toString();
  }
}
