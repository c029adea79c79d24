package org.encodertraces.encoder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;
import org.encodertraces.encoder.Preprocessor.Layout;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.image.Filter;

/**
 * The JSON beside a model: Hugging Face's {@code preprocessor_config.json} keys, and ours for what
 * that does not say.
 *
 * <p>A key that is neither is refused: a misspelled {@code crop_size} would otherwise run with the
 * wrong pixels and say nothing.
 *
 * @param layout of the input, if stated
 */
record EncoderConfig(
    Path file,
    Resize resize,
    Filter filter,
    int cropWidth,
    int cropHeight,
    double rescale,
    Normalization normalization,
    Optional<Layout> layout,
    Optional<String> input,
    Optional<String> output,
    Optional<Pooling> pooling,
    String category,
    Optional<String> sha256) {

  /** Whether samples reach the network as they are, 0 … 255. */
  boolean leavesSamples() {
    return rescale == 1 && normalization.equals(Normalization.NONE);
  }

  /** How the tokens of a 3-D output become one vector. */
  enum Pooling {
    /** The first token. */
    CLS,
    /** The mean of all tokens. */
    MEAN
  }

  private static final Set<String> KNOWN =
      Set.of(
          "do_convert_rgb",
          "crop_pct",
          "rescale_offset",
          "include_top",
          "default_to_square",
          "do_pad",
          "do_flip_channel_order",
          "do_resize",
          "size",
          "resample",
          "do_center_crop",
          "crop_size",
          "do_rescale",
          "rescale_factor",
          "do_normalize",
          "image_mean",
          "image_std",
          "image_processor_type",
          "feature_extractor_type",
          "processor_class",
          "input",
          "output",
          "layout",
          "pooling",
          "category",
          "id",
          "dim",
          "training_set",
          "license",
          "origin",
          "sha256");

  /** Keys that Hugging Face writes and that change no pixel. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "_valid_processor_keys",
          "return_tensors",
          "data_format",
          "input_data_format",
          "device",
          "disable_grouping",
          "auto_map",
          "pad_size",
          "do_thumbnail");

  /** Processors whose whole number for a size means a square; for the others, the shorter side. */
  private static final List<String> SQUARE_PROCESSORS =
      List.of("ViT", "DeiT", "Siglip", "SigLIP", "Beit", "BEiT", "EfficientNet", "Blip");

  /** From this size on, ConvNeXT's processor squashes the picture and crops nothing. */
  private static final int CONVNEXT_UNCROPPED = 384;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads {@code <model>.json} beside {@code <model>.onnx}, or else {@code
   * preprocessor_config.json}.
   *
   * @throws InputException when there is neither, or it says what we cannot do
   */
  static EncoderConfig beside(Path model) throws IOException {
    String name = String.valueOf(model.getFileName());
    Path own = model.resolveSibling(name.substring(0, name.length() - ".onnx".length()) + ".json");
    Path shared = model.resolveSibling("preprocessor_config.json");
    if (Files.exists(own)) {
      return read(own);
    }
    if (Files.exists(shared)) {
      return read(shared);
    }
    throw new InputException(
        "%s: needs %s or preprocessor_config.json beside it; size, mean and std cannot be guessed"
            .formatted(model, own.getFileName()));
  }

  static EncoderConfig read(Path file) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InputException("%s: not valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
    if (json == null || !json.isObject()) {
      throw new InputException(file + ": expected a JSON object");
    }
    return new Reader(file, json).config();
  }

  /** Takes the values out of the JSON one by one, so that each complaint names its key. */
  private record Reader(Path file, JsonNode json) {

    EncoderConfig config() {
      json.fieldNames().forEachRemaining(this::checkKnown);
      refuseIfSet("do_pad", "pads pictures");
      refuseIfSet("do_flip_channel_order", "takes blue, green, red");
      Resize resize = flag("do_resize", has("size")) ? resize() : new Resize.None();
      boolean crops = flag("do_center_crop", has("crop_size"));
      int[] crop = crops ? size("crop_size") : uncropped(resize);
      if (has("crop_pct") && resize instanceof Resize.ShorterSide shorter) {
        // ConvNeXT: "size" is what the network takes; the resize before the crop is larger.
        int side = shorter.size();
        double share = number("crop_pct", 1);
        if (!(share > 0 && share <= 1)) {
          throw bad("\"crop_pct\" is %s; expected a share above 0, up to 1".formatted(share));
        }
        resize =
            side < CONVNEXT_UNCROPPED
                ? new Resize.ShorterSide((int) (side / share))
                : new Resize.Exact(side, side);
        crop = new int[] {side, side};
      }
      return new EncoderConfig(
          file,
          resize,
          filter(),
          crop[1],
          crop[0],
          flag("do_rescale", true) ? number("rescale_factor", 1 / 255.0) : 1,
          normalization(),
          oneOf("layout", Layout.values()),
          text("input"),
          text("output"),
          oneOf("pooling", Pooling.values()),
          text("category").orElse("custom"),
          text("sha256"));
    }

    private Normalization normalization() {
      float offset = flag("rescale_offset", false) ? 1 : 0;
      if (!flag("do_normalize", true)) {
        return new Normalization(0, 0, 0, 1, 1, 1, offset, false);
      }
      return new Normalization(
          statistic("image_mean", 0),
          statistic("image_mean", 1),
          statistic("image_mean", 2),
          statistic("image_std", 0),
          statistic("image_std", 1),
          statistic("image_std", 2),
          offset,
          flag("include_top", false));
    }

    /** Whether a key says anything; Hugging Face writes null for "not set". */
    private boolean has(String key) {
      return json.hasNonNull(key);
    }

    private void refuseIfSet(String key, String what) {
      if (flag(key, false)) {
        throw bad("\"%s\" is true: a processor that %s is not known here".formatted(key, what));
      }
    }

    private void checkKnown(String key) {
      if (!KNOWN.contains(key) && !WITHOUT_EFFECT.contains(key)) {
        String nearest =
            KNOWN.stream()
                .sorted()
                .min(Comparator.comparingInt(known -> Spelling.distance(key, known)))
                .orElseThrow();
        throw bad(
            Spelling.distance(key, nearest) <= 3
                ? "unknown key \"%s\" (did you mean \"%s\"?)".formatted(key, nearest)
                : "unknown key \"%s\"; it might change the pixels, so it is not ignored"
                    .formatted(key));
      }
    }

    private Resize resize() {
      JsonNode size = json.path("size");
      if (size.has("shortest_edge")) {
        return new Resize.ShorterSide(positive(size.get("shortest_edge"), "size.shortest_edge"));
      }
      if (size.isInt() && !flag("default_to_square", isSquareProcessor())) {
        return new Resize.ShorterSide(positive(size, "size"));
      }
      int[] exact = size("size");
      return new Resize.Exact(exact[1], exact[0]);
    }

    private boolean isSquareProcessor() {
      String type =
          text("image_processor_type").or(() -> text("feature_extractor_type")).orElse("");
      return SQUARE_PROCESSORS.stream().anyMatch(type::startsWith);
    }

    private int[] uncropped(Resize resize) {
      if (resize instanceof Resize.Exact exact) {
        return new int[] {exact.height(), exact.width()};
      }
      if (has("crop_pct") && resize instanceof Resize.ShorterSide shorter) {
        return new int[] {shorter.size(), shorter.size()};
      }
      throw bad(
          "without a center crop the input has no fixed size; set \"crop_size\", or \"size\" with"
              + " height and width");
    }

    /** {height, width}. */
    private int[] size(String key) {
      JsonNode size = json.path(key);
      if (size.isInt()) {
        int side = positive(size, key);
        return new int[] {side, side};
      }
      if (size.has("height") && size.has("width")) {
        return new int[] {
          positive(size.get("height"), key + ".height"), positive(size.get("width"), key + ".width")
        };
      }
      throw bad(
          "\"%s\" is %s; expected a number or {\"height\": …, \"width\": …}"
              .formatted(key, size.isMissingNode() ? "missing" : size));
    }

    private int positive(JsonNode value, String key) {
      if (!value.isInt() || value.asInt() < 1 || value.asInt() > 10_000) {
        throw bad("\"%s\" is %s; expected 1 to 10000 pixels".formatted(key, value));
      }
      return value.asInt();
    }

    private Filter filter() {
      JsonNode resample = json.path("resample");
      if (!has("resample")) {
        return Filter.BICUBIC;
      }
      return Filter.ofPillow(resample.isInt() ? resample.asInt() : -1)
          .orElseThrow(
              () ->
                  bad(
                      "\"resample\" is %s; expected Pillow's number: 0 nearest, 1 lanczos, 2 bilinear, 3 bicubic, 4 box, 5 hamming"
                          .formatted(resample)));
    }

    private float statistic(String key, int channel) {
      JsonNode values = json.path(key);
      if (!values.isArray() || values.size() != 3 || !values.get(channel).isNumber()) {
        throw bad(
            "\"%s\" is %s; expected three numbers (red, green, blue), or \"do_normalize\": false"
                .formatted(key, values.isMissingNode() ? "missing" : values));
      }
      float value = (float) values.get(channel).asDouble();
      if (key.equals("image_std") && !(value > 0)) {
        throw bad("\"image_std\" holds %s; expected values above 0".formatted(value));
      }
      return value;
    }

    private boolean flag(String key, boolean missing) {
      JsonNode value = json.path(key);
      if (value.isMissingNode() || value.isNull()) {
        return missing;
      }
      if (!value.isBoolean()) {
        throw bad("\"%s\" is %s; expected true or false".formatted(key, value));
      }
      return value.asBoolean();
    }

    private double number(String key, double missing) {
      JsonNode value = json.path(key);
      if (!has(key)) {
        return missing;
      }
      if (!value.isNumber()) {
        throw bad("\"%s\" is %s; expected a number".formatted(key, value));
      }
      return value.asDouble();
    }

    private Optional<String> text(String key) {
      JsonNode value = json.path(key);
      if (has(key) && !value.isTextual()) {
        throw bad("\"%s\" is %s; expected a text".formatted(key, value));
      }
      return Optional.ofNullable(value.textValue());
    }

    private <T extends Enum<T>> Optional<T> oneOf(String key, T[] values) {
      Optional<String> text = text(key);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      for (T value : values) {
        if (value.name().equalsIgnoreCase(text.get())) {
          return Optional.of(value);
        }
      }
      throw bad("\"%s\" is \"%s\"; expected one of %s".formatted(key, text.get(), List.of(values)));
    }

    private InputException bad(String what) {
      return new InputException(file + ": " + what);
    }
  }
}
