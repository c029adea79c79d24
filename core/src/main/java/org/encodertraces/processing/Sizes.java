package org.encodertraces.processing;

import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;

/** Sizes that operations make of pictures, refused where no pixel is left or too many are. */
final class Sizes {

  /** The largest side that an operation makes; a picture of it has 300 MB. */
  static final int LARGEST_SIDE = 10_000;

  private Sizes() {}

  static PictureSize sizeOf(RgbImage image) {
    return new PictureSize(image.width(), image.height());
  }

  static PictureSize scaled(PictureSize size, double factor) throws UnreadableImageException {
    return checked(
        size,
        (int) Math.floor(size.width() * factor),
        (int) Math.floor(size.height() * factor),
        "scaled by " + ChainText.number(factor));
  }

  static PictureSize checked(PictureSize size, int width, int height, String step)
      throws UnreadableImageException {
    if (width < 1 || height < 1) {
      throw new UnreadableImageException(
          "%d x %d is too small: %s it has no pixel left"
              .formatted(size.width(), size.height(), step));
    }
    if ((long) width * height > (long) LARGEST_SIDE * LARGEST_SIDE) {
      throw new UnreadableImageException(
          "%d x %d is too large: %s it has %d x %d"
              .formatted(size.width(), size.height(), step, width, height));
    }
    return new PictureSize(width, height);
  }

  static void requireSides(PictureSize size, int most, String format)
      throws UnreadableImageException {
    if (Math.max(size.width(), size.height()) > most) {
      throw new UnreadableImageException(
          "%d x %d is too large for %s, which has sides up to %d"
              .formatted(size.width(), size.height(), format, most));
    }
  }
}
