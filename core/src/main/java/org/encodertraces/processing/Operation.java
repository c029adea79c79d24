package org.encodertraces.processing;

import java.math.BigDecimal;
import java.util.Locale;
import org.encodertraces.image.CenterMask;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Filter;
import org.encodertraces.image.GaussianBlur;
import org.encodertraces.image.Orientation;
import org.encodertraces.image.Resampling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Sharpness;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.image.Window;

/**
 * One step of a {@link Processing}: pixels in, pixels out, equal to Pillow's where Pillow has the
 * operation.
 *
 * <p>Each has a text form, such as {@code jpeg(75,420)}, that {@link ChainText} reads back: equal
 * operations have equal texts, with every argument spelled out.
 */
public sealed interface Operation {

  /** The largest side that an operation makes; a picture of it has 300 MB. */
  int LARGEST_SIDE = 10_000;

  /**
   * The changed picture.
   *
   * @param draw of the photo's random scale, which {@link RandomScale} alone reads
   * @throws UnreadableImageException when no pixel would be left, or too many would come of it
   */
  RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException;

  /** The canonical text. */
  String text();

  /**
   * A round trip through JPEG as Pillow's {@code save(quality, subsampling, progressive)} writes
   * it.
   *
   * @param quality 1 … 100
   */
  record Jpeg(int quality, Chroma chroma, boolean progressive) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      requireSides(image, 65_500, "JPEG");
      return org.encodertraces.image.Jpeg.recompress(image, quality, chroma, progressive);
    }

    @Override
    public String text() {
      String sampling = chroma == Chroma.SUBSAMPLED_420 ? "420" : "444";
      return "jpeg(%d,%s%s)".formatted(quality, sampling, progressive ? ",progressive" : "");
    }
  }

  /**
   * A round trip through lossy WebP as Pillow's {@code save(quality)} writes it.
   *
   * @param quality 1 … 100
   */
  record WebP(int quality) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      requireSides(image, 16_383, "WebP");
      return org.encodertraces.image.WebP.recompress(image, quality);
    }

    @Override
    public String text() {
      return "webp(%d)".formatted(quality);
    }
  }

  /** Width and height times {@code factor}, floored. */
  record Scale(double factor, Filter filter) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      return scaled(image, factor, filter);
    }

    @Override
    public String text() {
      return "scale(%s,%s)".formatted(number(factor), word(filter));
    }
  }

  /** Width and height times the photo's own draw from {@code low} to {@code high}, floored. */
  record RandomScale(double low, double high, Filter filter) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      return scaled(image, draw.between(low, high), filter);
    }

    @Override
    public String text() {
      return "random-scale(%s,%s,%s)".formatted(number(low), number(high), word(filter));
    }
  }

  /**
   * The longest side at most {@code side}, as Pillow's {@code ImageOps.contain}; a smaller picture
   * stays as it is.
   */
  record Fit(int side, Filter filter) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      if (image.width() <= side && image.height() <= side) {
        return image;
      }
      // Python's round: half to even.
      int width = side;
      int height = side;
      if (image.width() > image.height()) {
        height = (int) Math.rint((double) image.height() / image.width() * side);
      } else if (image.width() < image.height()) {
        width = (int) Math.rint((double) image.width() / image.height() * side);
      }
      return resized(image, width, height, filter, text());
    }

    @Override
    public String text() {
      return "fit(%d,%s)".formatted(side, word(filter));
    }
  }

  /** Exactly this size, whatever the picture's shape. */
  record Size(int width, int height, Filter filter) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      return resized(image, width, height, filter, text());
    }

    @Override
    public String text() {
      return "size(%d,%d,%s)".formatted(width, height, word(filter));
    }
  }

  /** The middle {@code share} of each side: floored, the odd pixel cut at the right and below. */
  record Crop(double share) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      int width = (int) Math.floor(image.width() * share);
      int height = (int) Math.floor(image.height() * share);
      requirePixels(image, width, height, text());
      return image.crop(
          new Window((image.width() - width) / 2, (image.height() - height) / 2, width, height));
    }

    @Override
    public String text() {
      return "crop(%s)".formatted(number(share));
    }
  }

  /** A turn against the clock, as Pillow's {@code Transpose.ROTATE_…}. */
  record Rotate(int degrees) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) {
      // Exif's 8 asks for a quarter turn against the clock, its 6 for one with it.
      return switch (degrees) {
        case 90 -> Orientation.ROTATED_270.apply(image);
        case 180 -> Orientation.ROTATED_180.apply(image);
        case 270 -> Orientation.ROTATED_90.apply(image);
        default -> throw new IllegalArgumentException("a turn of " + degrees);
      };
    }

    @Override
    public String text() {
      return "rotate(%d)".formatted(degrees);
    }
  }

  /** Pillow's sharpness enhancer; 1 is the picture as it is. */
  record Sharpen(double factor) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) {
      return Sharpness.enhance(image, factor);
    }

    @Override
    public String text() {
      return "sharpen(%s)".formatted(number(factor));
    }
  }

  /** Pillow's {@code ImageFilter.GaussianBlur}, radius in pixels; 0 is the picture as it is. */
  record Blur(double radius) implements Operation {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) {
      return GaussianBlur.blur(image, radius);
    }

    @Override
    public String text() {
      return "blur(%s)".formatted(number(radius));
    }
  }

  /**
   * A centered rectangle painted black, {@code share} of the area. In a {@link Processing} it acts
   * after the encoder's crop, and on nothing before.
   */
  record Mask(double share) implements Operation {

    @Override
    public RgbImage apply(RgbImage crop, ScaleDraw draw) {
      return paint(crop);
    }

    /** The masked crop. */
    RgbImage paint(RgbImage crop) {
      return CenterMask.paint(crop, share);
    }

    @Override
    public String text() {
      return "mask(%s)".formatted(number(share));
    }
  }

  private static RgbImage scaled(RgbImage image, double factor, Filter filter)
      throws UnreadableImageException {
    int width = (int) Math.floor(image.width() * factor);
    int height = (int) Math.floor(image.height() * factor);
    return resized(image, width, height, filter, "scaled by " + number(factor));
  }

  private static RgbImage resized(RgbImage image, int width, int height, Filter filter, String step)
      throws UnreadableImageException {
    requirePixels(image, width, height, step);
    return Resampling.resize(image, width, height, filter);
  }

  private static void requirePixels(RgbImage image, int width, int height, String step)
      throws UnreadableImageException {
    if (width < 1 || height < 1) {
      throw new UnreadableImageException(
          "%d x %d is too small: %s it has no pixel left"
              .formatted(image.width(), image.height(), step));
    }
    if ((long) width * height > (long) LARGEST_SIDE * LARGEST_SIDE) {
      throw new UnreadableImageException(
          "%d x %d is too large: %s it has %d x %d"
              .formatted(image.width(), image.height(), step, width, height));
    }
  }

  private static void requireSides(RgbImage image, int most, String format)
      throws UnreadableImageException {
    if (Math.max(image.width(), image.height()) > most) {
      throw new UnreadableImageException(
          "%d x %d is too large for %s, which has sides up to %d"
              .formatted(image.width(), image.height(), format, most));
    }
  }

  private static String word(Filter filter) {
    return filter.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
