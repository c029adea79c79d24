package org.encodertraces.encoder;

import java.util.Locale;
import org.encodertraces.image.Filter;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.Resampler;
import org.encodertraces.image.Resampling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Window;

/**
 * The transform in front of a network, exactly as torchvision does it on Pillow images: resize,
 * center crop, float32 in [0, 1], subtract mean, divide by std.
 *
 * <p>Only the pixels that the crop keeps are resized. Source: torchvision 0.14 {@code
 * transforms.functional} ({@code resize}, {@code center_crop}, {@code to_tensor}, {@code
 * normalize}), and where a class of transformers is named its {@code image_transforms}, which
 * differ in the crop alone.
 *
 * @param resize how the picture comes to its size before the crop
 * @param cropWidth of the network's input
 * @param cropHeight of the network's input
 * @param centering how an odd margin around the crop is shared out
 * @param rescale factor from bytes to floats; 1/255 is done as a division, as torchvision does
 * @param normalization mean and std of each channel
 * @param blueFirst whether the network's channels are blue, green, red; the statistics are theirs
 * @param layout order of the network's input
 */
public record Preprocessor(
    Resize resize,
    Filter filter,
    int cropWidth,
    int cropHeight,
    Centering centering,
    double rescale,
    Normalization normalization,
    boolean blueFirst,
    Layout layout) {

  /** How a crop is centered when the margin is an odd number of pixels. */
  public enum Centering {
    /**
     * torchvision: half a pixel goes to the even neighbor, {@code int(round((size - crop) / 2))}; a
     * picture smaller than the crop gets the smaller half of the padding above and left.
     */
    TORCHVISION,
    /** transformers on numpy: rounded down; the larger half of the padding above and left. */
    TRANSFORMERS,
    /** transformers on torch: rounded down; the smaller half of the padding above and left. */
    TRANSFORMERS_FAST;

    /** Where the crop begins in a side that is no smaller. */
    private int offset(int size, int crop) {
      return this == TORCHVISION ? (int) Math.rint((size - crop) / 2.0) : (size - crop) / 2;
    }

    /** Where a side that is no larger begins in the crop. */
    private int padding(int size, int crop) {
      return this == TRANSFORMERS ? (crop - size + 1) / 2 : (crop - size) / 2;
    }
  }

  /** How a picture is brought to size before the center crop. */
  public sealed interface Resize {
    /** The shorter side becomes {@code size}, the longer follows, truncated to whole pixels. */
    record ShorterSide(int size) implements Resize {}

    /** Width and height become these, whatever the aspect. */
    record Exact(int width, int height) implements Resize {}

    /** No resizing. */
    record None() implements Resize {}
  }

  /**
   * Per-channel statistics in float32, as the study's encoders declare them.
   *
   * @param offset subtracted before them: 1 where a processor rescales to [-1, 1] (EfficientNet's
   *     {@code rescale_offset})
   * @param dividedTwice whether the result is divided by the standard deviations once more
   *     (EfficientNet's {@code include_top})
   */
  public record Normalization(
      float redMean,
      float greenMean,
      float blueMean,
      float redStd,
      float greenStd,
      float blueStd,
      float offset,
      boolean dividedTwice) {
    public static final Normalization NONE = new Normalization(0, 0, 0, 1, 1, 1);

    public Normalization(
        float redMean,
        float greenMean,
        float blueMean,
        float redStd,
        float greenStd,
        float blueStd) {
      this(redMean, greenMean, blueMean, redStd, greenStd, blueStd, 0, false);
    }

    /**
     * The statistics of a name (protocol, section 1).
     *
     * @param name {@code clip}, {@code imagenet} or {@code half}
     */
    static Normalization named(String name) {
      return switch (name) {
        case "clip" ->
            new Normalization(
                (float) 0.48145466,
                (float) 0.4578275,
                (float) 0.40821073,
                (float) 0.26862954,
                (float) 0.26130258,
                (float) 0.27577711);
        case "imagenet" -> new Normalization(0.485f, 0.456f, 0.406f, 0.229f, 0.224f, 0.225f);
        case "half" -> new Normalization(0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);
        default ->
            throw new IllegalStateException(
                "statistics %s; expected clip, imagenet or half".formatted(name));
      };
    }

    float mean(int channel) {
      return channel == 0 ? redMean : channel == 1 ? greenMean : blueMean;
    }

    float std(int channel) {
      return channel == 0 ? redStd : channel == 1 ? greenStd : blueStd;
    }
  }

  /** Order of the input tensor's axes. */
  public enum Layout {
    /** [n, 3, height, width]. */
    NCHW,
    /** [n, height, width, 3]. */
    NHWC
  }

  /** The study's transform: shorter side to the crop's size, then a square center crop. */
  public static Preprocessor square(int size, Filter filter, Normalization normalization) {
    return new Preprocessor(
        new Resize.ShorterSide(size),
        filter,
        size,
        size,
        Centering.TORCHVISION,
        1 / 255.0,
        normalization,
        false,
        Layout.NCHW);
  }

  /** The same with samples in [0, 1] and other statistics. */
  Preprocessor with(Normalization other) {
    return new Preprocessor(
        resize, filter, cropWidth, cropHeight, centering, 1 / 255.0, other, blueFirst, layout);
  }

  /** The same with another resize before the crop. */
  Preprocessor with(Resize other, Filter otherFilter) {
    return new Preprocessor(
        other,
        otherFilter,
        cropWidth,
        cropHeight,
        centering,
        rescale,
        normalization,
        blueFirst,
        layout);
  }

  /** The transform in words, for provenance. */
  public String describe() {
    String size =
        resize instanceof Resize.ShorterSide shorter
            ? "shorter side to " + shorter.size()
            : resize instanceof Resize.Exact exact
                ? "to " + exact.width() + " x " + exact.height()
                : "no resize";
    return "%s %s, center crop %d x %d%s, scale %s%s, mean %s %s %s, std %s %s %s%s, %s%s"
        .formatted(
            size,
            filter.name().toLowerCase(Locale.ROOT),
            cropWidth,
            cropHeight,
            switch (centering) {
              case TORCHVISION -> "";
              case TRANSFORMERS -> " as transformers";
              case TRANSFORMERS_FAST -> " as transformers' fast";
            },
            rescale,
            normalization.offset() == 0 ? "" : " less " + normalization.offset(),
            normalization.redMean(),
            normalization.greenMean(),
            normalization.blueMean(),
            normalization.redStd(),
            normalization.greenStd(),
            normalization.blueStd(),
            normalization.dividedTwice() ? " twice" : "",
            blueFirst ? "blue green red, " : "",
            layout);
  }

  /** Floats of one picture's input: 3 * height * width. */
  public int inputLength() {
    return 3 * cropWidth * cropHeight;
  }

  /**
   * How a picture is resized, and what is kept of that.
   *
   * @param width of the whole resized picture
   */
  private record Geometry(int width, int height, Window kept) {}

  private Geometry geometry(PictureSize size) {
    int width = size.width();
    int height = size.height();
    if (resize instanceof Resize.ShorterSide shorter) {
      // torchvision: int(size * long / short), in Python's float arithmetic.
      int longer =
          (int)
              ((double) ((long) shorter.size() * Math.max(width, height))
                  / Math.min(width, height));
      boolean portrait = width <= height;
      width = portrait ? shorter.size() : longer;
      height = portrait ? longer : shorter.size();
    } else if (resize instanceof Resize.Exact exact) {
      width = exact.width();
      height = exact.height();
    }
    int keptWidth = Math.min(width, cropWidth);
    int keptHeight = Math.min(height, cropHeight);
    return new Geometry(
        width,
        height,
        new Window(
            keptWidth == cropWidth ? centering.offset(width, cropWidth) : 0,
            keptHeight == cropHeight ? centering.offset(height, cropHeight) : 0,
            keptWidth,
            keptHeight));
  }

  /**
   * Resizes and crops; what the network sees, before normalization.
   *
   * @return [cropHeight, cropWidth, 3]
   */
  public RgbImage crop(RgbImage image) {
    Geometry to = geometry(new PictureSize(image.width(), image.height()));
    return padded(Resampling.resize(image, to.width, to.height, filter, to.kept));
  }

  /** The same where another library resizes: all of the picture, of which the crop is cut. */
  RgbImage crop(RgbImage image, Resampler resampler) {
    Geometry to = geometry(new PictureSize(image.width(), image.height()));
    return padded(
        resampler == Resampler.PILLOW
            ? Resampling.resize(image, to.width, to.height, filter, to.kept)
            : resampler.resize(image, to.width, to.height, filter).crop(to.kept));
  }

  /** The part of a picture of this size that {@link #crop} depends on. */
  public Window sees(PictureSize size) {
    Geometry to = geometry(size);
    return Resampling.needs(size, to.width, to.height, filter, to.kept);
  }

  /** A picture smaller than the crop is padded with black. */
  private RgbImage padded(RgbImage image) {
    if (image.width() == cropWidth && image.height() == cropHeight) {
      return image;
    }
    byte[] rgb = new byte[cropWidth * cropHeight * 3];
    int left = centering.padding(image.width(), cropWidth);
    int top = centering.padding(image.height(), cropHeight);
    for (int row = 0; row < image.height(); row++) {
      System.arraycopy(
          image.rgb(),
          row * image.width() * 3,
          rgb,
          ((top + row) * cropWidth + left) * 3,
          image.width() * 3);
    }
    return new RgbImage(cropWidth, cropHeight, rgb);
  }

  /** The normalized input of one picture in the layout's order: [inputLength] float32. */
  public float[] tensor(RgbImage crop) {
    float[] values = new float[inputLength()];
    fill(crop, values);
    return values;
  }

  /**
   * Writes the normalized input of one picture, in the layout's order.
   *
   * @param values gets {@link #inputLength} float32
   */
  void fill(RgbImage crop, float[] values) {
    byte[] rgb = crop.rgb();
    int pixels = cropWidth * cropHeight;
    for (int channel = 0; channel < 3; channel++) {
      float[] table = normalized(channel);
      int out = layout == Layout.NCHW ? channel * pixels : channel;
      int step = layout == Layout.NCHW ? 1 : 3;
      for (int i = blueFirst ? 2 - channel : channel; i < rgb.length; i += 3, out += step) {
        values[out] = table[rgb[i] & 0xFF];
      }
    }
  }

  /** The float32 value of each of the 256 samples: every operation rounds, as in torch. */
  private float[] normalized(int channel) {
    float mean = normalization.mean(channel);
    float std = normalization.std(channel);
    float[] table = new float[256];
    boolean torchvision = Math.abs(rescale - 1 / 255.0) < 1e-9;
    for (int sample = 0; sample < 256; sample++) {
      float scaled = torchvision ? sample / 255f : (float) (sample * rescale);
      float value = (scaled - normalization.offset() - mean) / std;
      table[sample] = normalization.dividedTwice() ? value / std : value;
    }
    return table;
  }
}
