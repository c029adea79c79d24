package org.encodertraces.processing;

import org.encodertraces.image.Filter;
import org.encodertraces.image.Resampling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Sharpness;
import org.encodertraces.image.UnreadableImageException;

/** What a processing does to the pixels before its JPEG. */
sealed interface Edit {

  /** Nothing. */
  record None() implements Edit {}

  /** Pillow's sharpness enhancer. */
  record Sharpen(double factor) implements Edit {}

  /** Width and height times {@code scale}, floored. */
  record Scale(double scale, Filter filter) implements Edit {}

  /** Width and height times the photo's own random scale, floored. */
  record RandomScale(Filter filter) implements Edit {}

  /**
   * The edited picture.
   *
   * @param randomScale the photo's own scale, read by {@link RandomScale} alone
   */
  default RgbImage apply(RgbImage image, double randomScale) throws UnreadableImageException {
    if (this instanceof Sharpen sharpen) {
      return Sharpness.enhance(image, sharpen.factor());
    } else if (this instanceof Scale scale) {
      return scaled(image, scale.scale(), scale.filter());
    } else if (this instanceof RandomScale random) {
      return scaled(image, randomScale, random.filter());
    }
    return image;
  }

  /** Whether a picture may come out smaller than it went in. */
  default boolean makesSmaller() {
    return this instanceof RandomScale || (this instanceof Scale scale && scale.scale() < 1);
  }

  private static RgbImage scaled(RgbImage image, double scale, Filter filter)
      throws UnreadableImageException {
    int width = (int) Math.floor(image.width() * scale);
    int height = (int) Math.floor(image.height() * scale);
    if (width < 1 || height < 1) {
      throw new UnreadableImageException(
          "%d x %d is too small: scaled by %s it has no pixel left"
              .formatted(image.width(), image.height(), scale));
    }
    return Resampling.resize(image, width, height, filter);
  }
}
