package org.encodertraces.processing;

import org.encodertraces.camera.KnownCameras;
import org.encodertraces.camera.Shooting;
import org.encodertraces.image.CenterMask;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Filter;
import org.encodertraces.image.GaussianBlur;
import org.encodertraces.image.Orientation;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.Resampling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Sharpness;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.image.Window;
import org.encodertraces.io.Sha256;

/**
 * One step of a {@link Processing}: pixels in, pixels out, equal to Pillow's where Pillow has the
 * operation.
 *
 * <p>Each has a text form, such as {@code jpeg(75,420)}, that {@link ChainText} reads back: equal
 * operations have equal texts, with every argument spelled out.
 */
public sealed interface Operation {

  /**
   * The changed picture.
   *
   * @param draw of the photo's random scale, which {@link RandomScale} alone reads
   * @throws UnreadableImageException when no pixel would be left, or too many would come of it
   */
  RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException;

  /**
   * The size of what comes of a picture; the smallest where it is drawn.
   *
   * @throws UnreadableImageException as {@link #apply}
   */
  default PictureSize after(PictureSize size) throws UnreadableImageException {
    return size;
  }

  /**
   * The size of what comes of a photo's picture.
   *
   * @throws UnreadableImageException as {@link #apply}
   */
  default PictureSize after(PictureSize size, ScaleDraw draw) throws UnreadableImageException {
    return after(size);
  }

  /** The part of a picture of this size that a window of the changed one depends on. */
  default Window needs(Window window, PictureSize size, ScaleDraw draw)
      throws UnreadableImageException {
    return Window.of(size);
  }

  /**
   * {@link #apply}, where only a window of the changed picture is asked for: its other pixels are
   * undefined, and so may those be of {@code image} that {@link #needs} does not name.
   */
  default RgbImage apply(RgbImage image, ScaleDraw draw, Window window)
      throws UnreadableImageException {
    return apply(image, draw);
  }

  /** Whether {@link #after} is another size than before, or refused. */
  default boolean resizes() {
    return this instanceof Resizing;
  }

  /** The canonical text. */
  String text();

  /** An operation whose pictures are of another size, and which some pictures are too small for. */
  sealed interface Resizing extends Operation {

    @Override
    PictureSize after(PictureSize size) throws UnreadableImageException;
  }

  /** One that resamples all of a picture to another size. */
  sealed interface Resampled extends Resizing {

    Filter filter();

    @Override
    default RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      PictureSize size = after(Sizes.sizeOf(image), draw);
      return Resampling.resize(image, size.width(), size.height(), filter());
    }

    @Override
    default Window needs(Window window, PictureSize size, ScaleDraw draw)
        throws UnreadableImageException {
      PictureSize after = after(size, draw);
      return Resampling.needs(size, after.width(), after.height(), filter(), window);
    }

    @Override
    default RgbImage apply(RgbImage image, ScaleDraw draw, Window window)
        throws UnreadableImageException {
      PictureSize size = after(Sizes.sizeOf(image), draw);
      return Resampling.resizeWithin(image, size.width(), size.height(), filter(), window);
    }
  }

  /**
   * A round trip through JPEG as Pillow's {@code save(quality, subsampling, progressive)} writes
   * it.
   *
   * @param quality 1 … 100
   */
  record Jpeg(int quality, Chroma chroma, boolean progressive) implements Operation {

    private static final int LARGEST = 65_500;

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      Sizes.requireSides(Sizes.sizeOf(image), LARGEST, "JPEG");
      return org.encodertraces.image.Jpeg.recompress(image, saving());
    }

    @Override
    public PictureSize after(PictureSize size, ScaleDraw draw) throws UnreadableImageException {
      Sizes.requireSides(size, LARGEST, "JPEG");
      return size;
    }

    @Override
    public Window needs(Window window, PictureSize size, ScaleDraw draw) {
      return org.encodertraces.image.Jpeg.needs(window, size);
    }

    /** What decides the pixels. */
    org.encodertraces.image.Jpeg.Saving saving() {
      return new org.encodertraces.image.Jpeg.Saving(quality, chroma);
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

    private static final int LARGEST = 16_383;

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      Sizes.requireSides(Sizes.sizeOf(image), LARGEST, "WebP");
      return org.encodertraces.image.WebP.recompress(image, quality);
    }

    @Override
    public PictureSize after(PictureSize size, ScaleDraw draw) throws UnreadableImageException {
      Sizes.requireSides(size, LARGEST, "WebP");
      return size;
    }

    @Override
    public String text() {
      return "webp(%d)".formatted(quality);
    }
  }

  /** Width and height times {@code factor}, floored. */
  record Scale(double factor, Filter filter) implements Resampled {

    @Override
    public PictureSize after(PictureSize size) throws UnreadableImageException {
      return Sizes.scaled(size, factor);
    }

    @Override
    public String text() {
      return "scale(%s,%s)".formatted(ChainText.number(factor), ChainText.word(filter));
    }
  }

  /** Width and height times the photo's own draw from {@code low} to {@code high}, floored. */
  record RandomScale(double low, double high, Filter filter) implements Resampled {

    @Override
    public PictureSize after(PictureSize size) throws UnreadableImageException {
      return Sizes.scaled(size, low);
    }

    @Override
    public PictureSize after(PictureSize size, ScaleDraw draw) throws UnreadableImageException {
      return Sizes.scaled(size, draw.between(low, high));
    }

    @Override
    public String text() {
      return "random-scale(%s,%s,%s)"
          .formatted(ChainText.number(low), ChainText.number(high), ChainText.word(filter));
    }
  }

  /**
   * The longest side at most {@code side}, as Pillow's {@code ImageOps.contain}; a smaller picture
   * stays as it is.
   */
  record Fit(int side, Filter filter) implements Resampled {

    @Override
    public PictureSize after(PictureSize size) throws UnreadableImageException {
      if (size.width() <= side && size.height() <= side) {
        return size;
      }
      // Python's round: half to even.
      int width = side;
      int height = side;
      if (size.width() > size.height()) {
        height = (int) Math.rint((double) size.height() / size.width() * side);
      } else if (size.width() < size.height()) {
        width = (int) Math.rint((double) size.width() / size.height() * side);
      }
      return Sizes.checked(size, width, height, text());
    }

    @Override
    public String text() {
      return "fit(%d,%s)".formatted(side, ChainText.word(filter));
    }
  }

  /** Exactly this size, whatever the picture's shape. */
  record Size(int width, int height, Filter filter) implements Resampled {

    @Override
    public PictureSize after(PictureSize size) throws UnreadableImageException {
      return Sizes.checked(size, width, height, text());
    }

    @Override
    public String text() {
      return "size(%d,%d,%s)".formatted(width, height, ChainText.word(filter));
    }
  }

  /** The middle {@code share} of each side: floored, the odd pixel cut at the right and below. */
  record Crop(double share) implements Resizing {

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      PictureSize kept = after(Sizes.sizeOf(image));
      return image.crop(
          new Window(
              (image.width() - kept.width()) / 2,
              (image.height() - kept.height()) / 2,
              kept.width(),
              kept.height()));
    }

    @Override
    public PictureSize after(PictureSize size) throws UnreadableImageException {
      return Sizes.checked(
          size,
          (int) Math.floor(size.width() * share),
          (int) Math.floor(size.height() * share),
          text());
    }

    @Override
    public String text() {
      return "crop(%s)".formatted(ChainText.number(share));
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
    public PictureSize after(PictureSize size) {
      return degrees == 180 ? size : new PictureSize(size.height(), size.width());
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
    public Window needs(Window window, PictureSize size, ScaleDraw draw) {
      return window.grown(1, size);
    }

    @Override
    public String text() {
      return "sharpen(%s)".formatted(ChainText.number(factor));
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
      return "blur(%s)".formatted(ChainText.number(radius));
    }
  }

  /**
   * Shot again by a simulated camera: the picture's sRGB curve undone is the scene, in the light of
   * a bright room, and the file keeps its size. Noise belongs to the picture's pixels and the
   * camera, so that the same picture gives the same shot.
   *
   * @param name of one of {@link KnownCameras}
   */
  record Shoot(String name) implements Operation {

    /** Exposure value at ISO 100; a picture does not tell how bright its scene was. */
    private static final double LIGHT = 9;

    /** A sensor has up to twice as many pixels a side, in a dozen planes of floats. */
    private static final int MOST = 4096;

    public Shoot {
      KnownCameras.builtIn().camera(name); // refuses others
    }

    @Override
    public RgbImage apply(RgbImage image, ScaleDraw draw) throws UnreadableImageException {
      after(Sizes.sizeOf(image), draw);
      Shooting shooting = new Shooting(KnownCameras.builtIn().camera(name));
      String id = name + " " + Sha256.of(image.rgb());
      return Shooting.decoded(
          shooting.shoot(Shooting.light(image), LIGHT, image.width(), image.height(), 0, id));
    }

    @Override
    public PictureSize after(PictureSize size, ScaleDraw draw) throws UnreadableImageException {
      Sizes.requireSides(size, MOST, "a simulated sensor");
      return size;
    }

    @Override
    public String text() {
      return "camera(%s)".formatted(name);
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
      return "mask(%s)".formatted(ChainText.number(share));
    }
  }
}
