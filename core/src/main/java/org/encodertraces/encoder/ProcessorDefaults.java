package org.encodertraces.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.encodertraces.encoder.Preprocessor.Centering;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.image.Filter;
import org.encodertraces.io.Csv;

/**
 * What an image processor of Hugging Face does where its JSON is silent, from {@code
 * processors.csv}.
 *
 * <p>Source: the defaults in transformers 4, {@code models/NAME/image_processing_NAME.py}, and
 * {@code …_fast.py} where that class has others. Classes named {@code …Pil} exist from transformers
 * 5 on and have its defaults, {@code image_processing_pil_NAME.py}; it also changed the resampling
 * of four classes that keep their name (EfficientNet, ConvNext, MobileViT, Pvt), but a file that it
 * wrote states it.
 *
 * @param name of the class, as the JSON writes it
 * @param method how {@code size} and {@code crop_pct} make the resize
 * @param size the resize without a {@code size}
 * @param wholeNumberIsSquare whether a whole number for a size means a square; else the shorter
 *     side
 * @param crop {height, width} without a {@code crop_size}; empty where the class crops nothing
 * @param statistics {@code half}, {@code imagenet}, {@code clip}, or {@code none} where nothing is
 *     normalized
 * @param also keys that this class alone reads
 */
record ProcessorDefaults(
    String name,
    Method method,
    Resize size,
    boolean wholeNumberIsSquare,
    boolean centerCrop,
    List<Integer> crop,
    OptionalDouble cropPct,
    Filter resample,
    String statistics,
    Set<String> also) {

  /** How a class comes from {@code size} to its resize. */
  enum Method {
    /** As {@code size} says. */
    PLAIN,
    /** Shorter side times 256/224, truncated. */
    LEVIT,
    /** Below 384 the shorter side over {@code crop_pct} and a crop; from 384 on a square. */
    CONVNEXT,
    /** {@code size} over {@code crop_pct}, then the crop. */
    POOLFORMER
  }

  /** A class of transformers that cannot be done: why, in words. */
  record Refused(String reason) {}

  private static final int COLUMNS = 11;
  private static final List<String> ENDINGS = List.of("ImageProcessor", "FeatureExtractor");
  private static final List<String> VARIANTS = List.of("Fast", "Pil");
  private static final Map<String, List<String>> TABLE = table();

  private static Map<String, List<String>> table() {
    Map<String, List<String>> rows = new HashMap<>();
    try (InputStream in =
        Objects.requireNonNull(ProcessorDefaults.class.getResourceAsStream("processors.csv"))) {
      Csv.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
          .skip(1)
          .forEach(
              row -> {
                if (row.size() != COLUMNS || rows.put(row.get(0), row) != null) {
                  throw new IllegalStateException("processors.csv: " + row);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(rows);
  }

  /** The defaults of a class; empty for one that is unknown or refused. */
  static Optional<ProcessorDefaults> of(String className) {
    return row(className).filter(row -> row.get(10).isEmpty()).map(row -> defaults(className, row));
  }

  /** Why a class is refused; empty for one that is unknown or done. */
  static Optional<Refused> refused(String className) {
    return row(className).map(row -> row.get(10)).filter(why -> !why.isEmpty()).map(Refused::new);
  }

  private static Optional<List<String>> row(String className) {
    String variant = VARIANTS.stream().filter(className::endsWith).findFirst().orElse("");
    String plain = className.substring(0, className.length() - variant.length());
    return ENDINGS.stream()
        .filter(plain::endsWith)
        .map(ending -> plain.substring(0, plain.length() - ending.length()))
        .map(base -> TABLE.getOrDefault(base + variant, TABLE.getOrDefault(base, List.of())))
        .filter(found -> !found.isEmpty())
        .findFirst();
  }

  private static ProcessorDefaults defaults(String className, List<String> row) {
    int[] size = sides(row.get(2));
    return new ProcessorDefaults(
        className,
        Method.valueOf(row.get(1).toUpperCase(Locale.ROOT)),
        size.length == 1 ? new Resize.ShorterSide(size[0]) : new Resize.Exact(size[1], size[0]),
        row.get(3).equals("square"),
        Boolean.parseBoolean(row.get(4)),
        row.get(5).isEmpty() ? List.of() : List.of(sides(row.get(5))[0], sides(row.get(5))[1]),
        row.get(6).isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(row.get(6))),
        Filter.valueOf(row.get(7).toUpperCase(Locale.ROOT)),
        row.get(8),
        Set.of(row.get(9).split(" ")));
  }

  private static int[] sides(String text) {
    return List.of(text.split("x")).stream().mapToInt(Integer::parseInt).toArray();
  }

  boolean normalizes() {
    return !statistics.equals("none");
  }

  Normalization normalization() {
    return normalizes() ? Normalization.named(statistics) : Normalization.NONE;
  }

  /** Fast classes crop by torch, the others by numpy, which round odd margins otherwise. */
  Centering centering() {
    return name.endsWith("Fast") ? Centering.TRANSFORMERS_FAST : Centering.TRANSFORMERS;
  }
}
