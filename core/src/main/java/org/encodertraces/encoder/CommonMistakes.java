package org.encodertraces.encoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.image.Filter;
import org.encodertraces.image.RgbImage;

/** The mistakes that people make with an encoder's transform. */
final class CommonMistakes {

  private final OnnxEncoder onnx;
  private final List<RgbImage> pictures;

  private CommonMistakes(OnnxEncoder onnx, List<RgbImage> pictures) {
    this.onnx = onnx;
    this.pictures = pictures;
  }

  /** Embeddings of the pictures, [n, d], with each mistake in turn, by what it is called. */
  static Map<String, float[]> embeddings(OnnxEncoder onnx, List<RgbImage> pictures) {
    return new CommonMistakes(onnx, pictures).embeddings();
  }

  private Map<String, float[]> embeddings() {
    Preprocessor own = onnx.preprocessor();
    Map<String, float[]> wrong = new LinkedHashMap<>();
    wrong.put("ImageNet's mean and std", with(own.with(Normalization.named("imagenet"))));
    wrong.put("CLIP's mean and std", with(own.with(Normalization.named("clip"))));
    wrong.put("mean and std of one half", with(own.with(Normalization.named("half"))));
    wrong.put(
        own.blueFirst() ? "red, green, blue" : "blue, green, red",
        onnx.embed(pictures.stream().map(CommonMistakes::bgr).toList(), own));
    wrong.put(
        "no antialias",
        onnx.embed(
            pictures.stream().map(one -> unfiltered(one, own)).toList(),
            own.with(new Resize.None(), own.filter())));
    wrong.put(
        "squashed instead of cropped",
        with(own.with(new Resize.Exact(own.cropWidth(), own.cropHeight()), own.filter())));
    wrong.put(
        "bilinear instead of " + own.filter().name().toLowerCase(Locale.ROOT),
        with(own.with(own.resize(), Filter.BILINEAR)));
    return wrong;
  }

  private float[] with(Preprocessor other) {
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
}
