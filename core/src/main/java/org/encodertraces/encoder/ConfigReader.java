package org.encodertraces.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.encodertraces.encoder.EncoderConfig.Pooling;
import org.encodertraces.encoder.Preprocessor.Centering;
import org.encodertraces.encoder.Preprocessor.Layout;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.encoder.ProcessorDefaults.Method;
import org.encodertraces.image.Filter;

/**
 * Makes the transform of the JSON beside a model, as the class of transformers that it names would,
 * or by what it states alone when it names none.
 *
 * <p>What no transform of ours does is refused by its key: padding, thumbnails, sizes that depend
 * on the picture.
 */
final class ConfigReader {

  /** Keys that decide the transform or the use of the network. */
  private static final Set<String> KNOWN =
      Set.of(
          "do_convert_rgb",
          "crop_pct",
          "rescale_offset",
          "include_top",
          "default_to_square",
          "do_pad",
          "do_flip_channel_order",
          "do_thumbnail",
          "do_align_long_axis",
          "do_crop_margin",
          "size_divisor",
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
          "use_square_size",
          "keep_aspect_ratio",
          "ensure_multiple_of",
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

  /** Keys that Hugging Face writes and that change no pixel of a picture. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "_valid_processor_keys",
          "return_tensors",
          "data_format",
          "input_data_format",
          "device",
          "disable_grouping",
          "auto_map",
          "do_reduce_labels",
          "reduce_labels",
          "pad_size");

  /** What FLAVA's class makes beside the picture: codebook pixels and masks. */
  private static final Pattern OF_FLAVA =
      Pattern.compile(
          "codebook_.*|mask_group_.*|return_(image_mask|codebook_pixels)|(input_size|total_mask)_patches");

  /** Keys of single classes: elsewhere transformers would not read them. */
  private static final List<String> OF_ONE_CLASS =
      List.of(
          "crop_pct",
          "rescale_offset",
          "include_top",
          "do_flip_channel_order",
          "use_square_size",
          "keep_aspect_ratio",
          "ensure_multiple_of");

  /** From this size on, ConvNeXT's processor squashes the picture and crops nothing. */
  private static final int CONVNEXT_UNCROPPED = 384;

  private final ConfigKeys keys;
  private final Optional<ProcessorDefaults> processor;

  ConfigReader(ConfigKeys keys) {
    this.keys = keys;
    this.processor = processor(keys);
  }

  private static Optional<ProcessorDefaults> processor(ConfigKeys keys) {
    Optional<String> type =
        keys.text("image_processor_type").or(() -> keys.text("feature_extractor_type"));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    String key =
        keys.has("image_processor_type") ? "image_processor_type" : "feature_extractor_type";
    ProcessorDefaults.refused(type.get())
        .ifPresent(
            refused -> {
              throw keys.bad(
                  "\"%s\" is \"%s\", which %s; that is not done here"
                      .formatted(key, type.get(), refused.reason()));
            });
    Optional<ProcessorDefaults> found = ProcessorDefaults.of(type.get());
    if (found.isEmpty()) {
      throw keys.bad(
          "\"%s\" is \"%s\", a class that is not known here; if it does nothing but resize, crop, scale and normalize, remove the key and state \"size\", \"resample\", \"crop_size\", \"image_mean\" and \"image_std\""
              .formatted(key, type.get()));
    }
    return found;
  }

  EncoderConfig config() {
    keys.requireKnown(
        KNOWN,
        key ->
            WITHOUT_EFFECT.contains(key)
                || (alsoReads("flava") && OF_FLAVA.matcher(key).matches()));
    refuseWhatIsNotDone();
    Transformed transformed = transformed();
    return new EncoderConfig(
        keys.file(),
        transformed.resize(),
        filter(),
        transformed.width(),
        transformed.height(),
        processor.map(ProcessorDefaults::centering).orElse(Centering.TORCHVISION),
        keys.flag("do_rescale", true) ? keys.number("rescale_factor", 1 / 255.0) : 1,
        normalization(),
        flips(),
        keys.oneOf("layout", Layout.values()),
        keys.text("input"),
        keys.text("output"),
        keys.oneOf("pooling", Pooling.values()),
        keys.text("category").orElse("custom"),
        keys.text("sha256"));
  }

  private boolean alsoReads(String key) {
    return processor.map(defaults -> defaults.also().contains(key)).orElse(false);
  }

  private <T> T byDefault(Function<ProcessorDefaults, T> ofClass, T otherwise) {
    return processor.map(ofClass).orElse(otherwise);
  }

  private void refuseWhatIsNotDone() {
    keys.refuseIfTrue("do_pad", "pads pictures");
    keys.refuseIfTrue("do_thumbnail", "makes thumbnails");
    keys.refuseIfTrue("do_align_long_axis", "turns pictures");
    keys.refuseIfTrue("do_crop_margin", "crops margins");
    keys.refuseIfTrue("keep_aspect_ratio", "makes sizes that depend on the picture");
    keys.refuseIfSet("size_divisor", "rounds or pads sizes to multiples");
    processor.ifPresent(
        defaults ->
            OF_ONE_CLASS.stream()
                .filter(key -> isSwitchedOn(key) && !defaults.also().contains(key))
                .findFirst()
                .ifPresent(
                    key -> {
                      throw keys.bad(
                          "\"%s\" is %s, which %s does not read; remove it, or the name of the class"
                              .formatted(key, keys.get(key), defaults.name()));
                    }));
  }

  private boolean isSwitchedOn(String key) {
    return keys.has(key) && !keys.get(key).equals(BooleanNode.FALSE);
  }

  /** The resize before the crop, and the size of the crop. */
  private record Transformed(Resize resize, int height, int width) {}

  private Transformed transformed() {
    if (!keys.flag("do_resize", processor.isPresent() || keys.has("size"))) {
      return cropped(new Resize.None());
    }
    Resize size = size();
    Optional<Double> share = cropShare();
    Method method =
        byDefault(ProcessorDefaults::method, share.isPresent() ? Method.CONVNEXT : Method.PLAIN);
    return switch (method) {
      case PLAIN -> cropped(size);
      case LEVIT -> cropped(ofLevit(size));
      case CONVNEXT -> ofConvNext(size, share.orElseThrow());
      case POOLFORMER -> cropped(share.isPresent() ? enlarged(size, share.get()) : size);
    };
  }

  private static Resize ofLevit(Resize size) {
    return size instanceof Resize.ShorterSide shorter
        ? new Resize.ShorterSide((int) (256.0 / 224 * shorter.size()))
        : size;
  }

  private Transformed ofConvNext(Resize size, double share) {
    if (!(size instanceof Resize.ShorterSide shorter)) {
      throw keys.bad(
          "\"size\" is %s beside \"crop_pct\"; expected a number or {\"shortest_edge\": …}%s"
              .formatted(
                  keys.get("size"),
                  processor.isPresent()
                      ? ""
                      : ", or the \"image_processor_type\" that reads both"));
    }
    int side = shorter.size();
    if (keys.flag("do_center_crop", keys.has("crop_size") && processor.isEmpty())) {
      int[] crop = keys.heightAndWidth("crop_size");
      if (side >= CONVNEXT_UNCROPPED || crop[0] != side || crop[1] != side) {
        throw keys.bad(
            "\"crop_size\" is %s beside \"crop_pct\", which already crops to %d; expected one of the two"
                .formatted(keys.get("crop_size"), side));
      }
    }
    return new Transformed(
        side < CONVNEXT_UNCROPPED
            ? new Resize.ShorterSide((int) (side / share))
            : new Resize.Exact(side, side),
        side,
        side);
  }

  /** PoolFormer's: a square counts as its shorter side. */
  private static Resize enlarged(Resize size, double share) {
    if (size instanceof Resize.Exact exact && exact.width() != exact.height()) {
      return new Resize.Exact((int) (exact.width() / share), (int) (exact.height() / share));
    }
    int side =
        size instanceof Resize.ShorterSide shorter
            ? shorter.size()
            : ((Resize.Exact) size).height();
    return new Resize.ShorterSide((int) (side / share));
  }

  private Optional<Double> cropShare() {
    if (!keys.has("crop_pct")) {
      if (processor.isPresent()
          && processor.get().method() == Method.POOLFORMER
          && keys.json().has("crop_pct")) {
        throw keys.bad(
            "\"crop_pct\" is null, which versions of %s read differently; expected a share, or no such key"
                .formatted(processor.get().name()));
      }
      return processor.flatMap(
          defaults ->
              defaults.cropPct().isPresent()
                  ? Optional.of(defaults.cropPct().getAsDouble())
                  : Optional.empty());
    }
    double share = keys.number("crop_pct", 1);
    // Also bounded below, so that a size over it stays a number of pixels.
    if (!(share >= 0.01 && share <= 1)) {
      throw keys.bad("\"crop_pct\" is %s; expected a share above 0.01, up to 1".formatted(share));
    }
    return Optional.of(share);
  }

  private Resize size() {
    JsonNode size = keys.get("size");
    if (!keys.has("size") && processor.isPresent()) {
      return processor.get().size();
    }
    Set<String> sides = keys.sides("size");
    Resize resize;
    if (sides.equals(Set.of("shortest_edge"))) {
      resize = new Resize.ShorterSide(keys.pixels(size.get("shortest_edge"), "size.shortest_edge"));
    } else if (sides.contains("longest_edge")
        || sides.contains("max_height")
        || sides.contains("max_width")) {
      String bound = sides.contains("longest_edge") ? "longest_edge" : "max_height";
      throw keys.bad(
          "\"size.%s\" is %s: a bounded side gives a size that depends on the picture; expected {\"shortest_edge\": …} alone, or {\"height\": …, \"width\": …}"
              .formatted(bound, size.path(bound)));
    } else if (size.isInt()
        && !keys.flag(
            "default_to_square", byDefault(ProcessorDefaults::wholeNumberIsSquare, false))) {
      resize = new Resize.ShorterSide(keys.pixels(size, "size"));
    } else {
      int[] exact = keys.heightAndWidth("size");
      resize = new Resize.Exact(exact[1], exact[0]);
    }
    requireMultiple(resize);
    if (keys.flag("use_square_size", false) && resize instanceof Resize.ShorterSide shorter) {
      return new Resize.Exact(shorter.size(), shorter.size());
    }
    return resize;
  }

  /** DPT rounds a size to multiples: one that is a multiple stays as it is. */
  private void requireMultiple(Resize size) {
    double multiple = keys.number("ensure_multiple_of", 1);
    boolean kept =
        size instanceof Resize.Exact exact
            && exact.width() % multiple == 0
            && exact.height() % multiple == 0;
    if (multiple != 1 && !kept) {
      throw keys.bad(
          "\"ensure_multiple_of\" is %s, and \"size\" %s is none; expected a size that need not be rounded"
              .formatted(keys.get("ensure_multiple_of"), keys.get("size")));
    }
  }

  private Transformed cropped(Resize resize) {
    boolean crops =
        keys.flag(
            "do_center_crop", byDefault(ProcessorDefaults::centerCrop, keys.has("crop_size")));
    if (crops && !keys.has("crop_size") && processor.isPresent()) {
      List<Integer> crop = processor.get().crop();
      if (!crop.isEmpty()) {
        return new Transformed(resize, crop.get(0), crop.get(1));
      }
    }
    if (crops) {
      int[] crop = keys.heightAndWidth("crop_size");
      return new Transformed(resize, crop[0], crop[1]);
    }
    if (resize instanceof Resize.Exact exact) {
      return new Transformed(resize, exact.height(), exact.width());
    }
    throw keys.bad(
        "without a center crop the input has no fixed size; set \"crop_size\", or \"size\" with"
            + " height and width");
  }

  private Filter filter() {
    if (!keys.has("resample")) {
      return byDefault(ProcessorDefaults::resample, Filter.BICUBIC);
    }
    JsonNode resample = keys.get("resample");
    return Filter.ofPillow(resample.isInt() ? resample.asInt() : -1)
        .orElseThrow(
            () ->
                keys.bad(
                    "\"resample\" is %s; expected Pillow's number: 0 nearest, 1 lanczos, 2 bilinear, 3 bicubic, 4 box, 5 hamming"
                        .formatted(resample)));
  }

  private boolean flips() {
    return keys.flag("do_flip_channel_order", alsoReads("do_flip_channel_order"));
  }

  private Normalization normalization() {
    boolean rescales = keys.flag("do_rescale", true);
    float offset = rescales && keys.flag("rescale_offset", false) ? 1 : 0;
    boolean normalizes = keys.flag("do_normalize", byDefault(ProcessorDefaults::normalizes, true));
    boolean again = keys.flag("include_top", alsoReads("include_top"));
    if (normalizes && flips()) {
      throw keys.bad(
          "\"do_normalize\" is true beside \"do_flip_channel_order\"; whose means \"image_mean\" holds then, red's or blue's first, is not known");
    }
    float[] mean = normalizes ? statistic("image_mean", false) : new float[] {0, 0, 0};
    float[] std = normalizes || again ? statistic("image_std", true) : new float[] {1, 1, 1};
    return new Normalization(
        mean[0], mean[1], mean[2], std[0], std[1], std[2], offset, normalizes && again);
  }

  private float[] statistic(String key, boolean isStd) {
    if (!keys.has(key) && processor.isPresent() && processor.get().normalizes()) {
      Normalization own = processor.get().normalization();
      return isStd
          ? new float[] {own.std(0), own.std(1), own.std(2)}
          : new float[] {own.mean(0), own.mean(1), own.mean(2)};
    }
    float[] values = keys.ofChannels(key);
    for (float value : values) {
      if (isStd && !(value > 0)) {
        throw keys.bad("\"image_std\" holds %s; expected values above 0".formatted(value));
      }
    }
    return values;
  }
}
