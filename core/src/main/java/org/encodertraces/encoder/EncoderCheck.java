package org.encodertraces.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.image.Filter;
import org.encodertraces.image.RgbImage;

/**
 * Whether an encoder can be trusted with a study: the same answer twice, alone and in a batch;
 * different answers to different pictures; and how much it would matter to have its transform
 * wrong.
 */
public final class EncoderCheck {

  /** Relative difference between alone and in a batch above which something is wrong. */
  private static final double BATCH_TOLERANCE = 1e-3;

  /** Cosine of unrelated pictures above which an embedding tells nothing apart. */
  private static final double CONSTANT = 0.999_999;

  /**
   * Numbers of tokens of common vision transformers, with and without class and register tokens.
   */
  private static final int[] TOKENS = {
    49, 50, 64, 144, 145, 196, 197, 201, 256, 257, 261, 324, 325, 576, 577, 729, 784, 785, 1024,
    1025
  };

  private static final int[] WIDTHS = {192, 384, 512, 640, 768, 1024, 1152, 1280, 1408, 1536, 2048};

  /** What one look found. */
  public record Finding(Level level, String text) {}

  /** How bad a finding is. */
  public enum Level {
    FINE,
    /** Worth knowing before trusting a number. */
    NOTE,
    /** Makes the encoder unusable. */
    BAD
  }

  private final Encoder encoder;
  private final List<RgbImage> pictures;
  private final List<Finding> findings = new ArrayList<>();

  private EncoderCheck(Encoder encoder, List<RgbImage> pictures) {
    this.encoder = encoder;
    this.pictures = pictures;
  }

  /**
   * Checks an encoder on some pictures of different things.
   *
   * @param pictures four or more
   */
  public static List<Finding> run(Encoder encoder, List<RgbImage> pictures) {
    EncoderCheck check = new EncoderCheck(encoder, pictures);
    float[] embeddings = check.basics();
    if (check.findings.stream().noneMatch(finding -> finding.level() == Level.BAD)) {
      check.spread(embeddings);
      check.transforms(embeddings);
    }
    return check.findings;
  }

  /**
   * The part of the check that decides whether an encoder can be used at all.
   *
   * @param pictures four or more
   * @return the first thing that makes it unusable
   */
  static Optional<String> whatIsWrong(Encoder encoder, List<RgbImage> pictures) {
    EncoderCheck check = new EncoderCheck(encoder, pictures);
    check.basics();
    return check.findings.stream()
        .filter(finding -> finding.level() == Level.BAD)
        .map(Finding::text)
        .findFirst();
  }

  private void add(Level level, String text, Object... values) {
    findings.add(new Finding(level, String.format(Locale.ROOT, text, values)));
  }

  private float[] basics() {
    if (encoder instanceof OnnxEncoder onnx) {
      add(Level.FINE, "%s", onnx.signature());
    }
    add(Level.FINE, "transform: %s", encoder.card().transform());
    checkWidth();
    List<RgbImage> crops = pictures.stream().map(one -> encoder.crop(one)).toList();
    float[] batch = encoder.embed(crops);
    if (hasNoDirection(batch)) {
      return batch;
    }
    if (!Arrays.equals(batch, encoder.embed(crops))) {
      add(
          Level.BAD,
          "gives different values for the same batch: it holds randomness, such as dropout");
    } else {
      add(Level.FINE, "the same batch twice: the same bits");
    }
    double worst = 0;
    int d = encoder.dimension();
    for (int i = 0; i < crops.size(); i++) {
      float[] alone = encoder.embed(crops.subList(i, i + 1));
      worst =
          Math.max(worst, relativeDifference(alone, Arrays.copyOfRange(batch, i * d, (i + 1) * d)));
    }
    add(
        worst > BATCH_TOLERANCE ? Level.BAD : Level.FINE,
        worst > BATCH_TOLERANCE
            ? "alone and in a batch differ by %.2g of the embedding's length: it mixes the pictures of a batch"
            : "alone and in a batch: %.2g of the embedding's length apart",
        worst);
    checkDifferent(batch);
    return batch;
  }

  private void checkWidth() {
    int d = encoder.dimension();
    for (int tokens : TOKENS) {
      int width = d / tokens;
      if (d % tokens == 0 && Arrays.stream(WIDTHS).anyMatch(known -> known == width)) {
        add(
            Level.NOTE,
            "width %d is %d x %d: looks like tokens that nobody pooled, laid end to end; a cosine of those compares patch with patch by position. Set \"pooling\", or export the pooled output",
            d,
            tokens,
            width);
        return;
      }
    }
    add(Level.FINE, "width %d, %s", d, "float32 here whatever the file computes in");
  }

  private boolean hasNoDirection(float[] embeddings) {
    int d = encoder.dimension();
    for (int i = 0; i < pictures.size(); i++) {
      double length = length(embeddings, i);
      if (!Double.isFinite(length)) {
        add(Level.BAD, "gives NaN or infinity for picture %d", i);
        return true;
      }
      if (length == 0) {
        add(Level.BAD, "gives nothing but zeros for picture %d", i);
        return true;
      }
    }
    add(Level.FINE, "%d values, all finite", (long) pictures.size() * d);
    return false;
  }

  private void checkDifferent(float[] embeddings) {
    double least = 1;
    for (int i = 1; i < pictures.size(); i++) {
      least = Math.min(least, cosine(embeddings, 0, embeddings, i));
    }
    if (least > CONSTANT) {
      add(Level.BAD, "gives the same embedding for different pictures (cosine %.7f)", least);
    }
  }

  private void spread(float[] embeddings) {
    int n = pictures.size();
    double[] cosines = new double[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        cosines[at++] = cosine(embeddings, i, embeddings, j);
      }
    }
    Arrays.sort(cosines);
    add(
        Level.FINE,
        "floor: two unrelated drawn pictures have a cosine of %.3f (%.3f to %.3f); traces ladder measures it on your photos",
        cosines[cosines.length / 2],
        cosines[0],
        cosines[cosines.length - 1]);
    double shortest = Double.POSITIVE_INFINITY;
    double longest = 0;
    for (int i = 0; i < n; i++) {
      shortest = Math.min(shortest, length(embeddings, i));
      longest = Math.max(longest, length(embeddings, i));
    }
    boolean normalized = Math.abs(shortest - 1) < 1e-3 && Math.abs(longest - 1) < 1e-3;
    add(
        Level.FINE,
        normalized
            ? "embeddings have length 1"
            : "embeddings have lengths of %.3g to %.3g; every experiment scales them to 1",
        shortest,
        longest);
  }

  /** How far the embeddings would be off with the mistakes that people make. */
  private void transforms(float[] declared) {
    if (!(encoder instanceof OnnxEncoder onnx)) {
      return;
    }
    Preprocessor own = onnx.preprocessor();
    Map<String, float[]> wrong = new LinkedHashMap<>();
    wrong.put("ImageNet's mean and std", with(onnx, own.with(Normalization.named("imagenet"))));
    wrong.put("CLIP's mean and std", with(onnx, own.with(Normalization.named("clip"))));
    wrong.put("mean and std of one half", with(onnx, own.with(Normalization.named("half"))));
    wrong.put(
        own.blueFirst() ? "red, green, blue" : "blue, green, red",
        onnx.embed(pictures.stream().map(EncoderCheck::bgr).toList(), own));
    wrong.put(
        "no antialias",
        onnx.embed(
            pictures.stream().map(one -> unfiltered(one, own)).toList(),
            own.with(new Resize.None(), own.filter())));
    wrong.put(
        "squashed instead of cropped",
        with(onnx, own.with(new Resize.Exact(own.cropWidth(), own.cropHeight()), own.filter())));
    wrong.put(
        "bilinear instead of " + own.filter().name().toLowerCase(Locale.ROOT),
        with(onnx, own.with(own.resize(), Filter.BILINEAR)));
    wrong.forEach(
        (mistake, embeddings) -> {
          double sum = 0;
          for (int i = 0; i < pictures.size(); i++) {
            sum += cosine(declared, i, embeddings, i);
          }
          double mean = sum / pictures.size();
          if (mean < 1 - 1e-6) {
            add(Level.FINE, "with %s the cosine to itself would be %.4f", mistake, mean);
          }
        });
  }

  private float[] with(OnnxEncoder onnx, Preprocessor other) {
    return onnx.embed(pictures, other);
  }

  private static RgbImage bgr(RgbImage image) {
    byte[] swapped = image.rgb().clone();
    for (int i = 0; i < swapped.length; i += 3) {
      byte red = swapped[i];
      swapped[i] = swapped[i + 2];
      swapped[i + 2] = red;
    }
    return new RgbImage(image.width(), image.height(), swapped);
  }

  /**
   * Shorter side to the crop's, by the four nearest samples alone, as OpenCV's INTER_LINEAR and
   * torch without antialias do.
   */
  private static RgbImage unfiltered(RgbImage image, Preprocessor own) {
    double scale =
        (double) Math.min(image.width(), image.height())
            / Math.max(own.cropWidth(), own.cropHeight());
    int width = (int) Math.max(own.cropWidth(), Math.floor(image.width() / scale));
    int height = (int) Math.max(own.cropHeight(), Math.floor(image.height() / scale));
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      double sourceY = clamp((y + 0.5) * image.height() / height - 0.5, image.height());
      for (int x = 0; x < width; x++) {
        double sourceX = clamp((x + 0.5) * image.width() / width - 0.5, image.width());
        for (int channel = 0; channel < 3; channel++) {
          rgb[(y * width + x) * 3 + channel] =
              (byte) Math.round(sample(image, sourceX, sourceY, channel));
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static double clamp(double position, int size) {
    return Math.max(0, Math.min(size - 1.0, position));
  }

  private static double sample(RgbImage image, double x, double y, int channel) {
    int left = (int) x;
    int top = (int) y;
    int right = Math.min(left + 1, image.width() - 1);
    int bottom = Math.min(top + 1, image.height() - 1);
    double partX = x - left;
    double partY = y - top;
    double upper =
        image.sample(left, top, channel) * (1 - partX) + image.sample(right, top, channel) * partX;
    double lower =
        image.sample(left, bottom, channel) * (1 - partX)
            + image.sample(right, bottom, channel) * partX;
    return upper * (1 - partY) + lower * partY;
  }

  private double length(float[] embeddings, int row) {
    return Math.sqrt(dot(embeddings, row, embeddings, row));
  }

  private double cosine(float[] a, int rowA, float[] b, int rowB) {
    return dot(a, rowA, b, rowB) / Math.sqrt(dot(a, rowA, a, rowA) * dot(b, rowB, b, rowB));
  }

  private double dot(float[] a, int rowA, float[] b, int rowB) {
    int d = encoder.dimension();
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += (double) a[rowA * d + i] * b[rowB * d + i];
    }
    return sum;
  }

  private static double relativeDifference(float[] a, float[] b) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < a.length; i++) {
      difference += (double) (a[i] - b[i]) * (a[i] - b[i]);
      length += (double) b[i] * b[i];
    }
    return Math.sqrt(difference / length);
  }
}
