package org.encodertraces.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * The Exif orientation of a photo, and the turn that puts it upright.
 *
 * <p>Constants in the order of Exif's values 1 … 8 (Exif 2.32, section 4.6.4).
 */
public enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  ROTATED_180(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  ROTATED_90(true, false, true),
  TRANSVERSED(true, true, true),
  ROTATED_270(true, true, false);

  private final boolean transpose;
  private final boolean reverseX;
  private final boolean reverseY;

  /** The upright picture at (x, y) is the stored one at these coordinates, after the swap. */
  Orientation(boolean transpose, boolean reverseX, boolean reverseY) {
    this.transpose = transpose;
    this.reverseX = reverseX;
    this.reverseY = reverseY;
  }

  /** The orientation that the photo's Exif declares; UPRIGHT when it has none or an unknown one. */
  static Orientation of(byte[] bytes) {
    try {
      ExifIFD0Directory exif =
          ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes))
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer value = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return value == null ? UPRIGHT : ofTag(value);
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      // metadata-extractor throws unchecked exceptions on some broken Exif.
      return UPRIGHT;
    }
  }

  /** The orientation of a tag's value, 1 to 8; UPRIGHT for others. */
  static Orientation ofTag(long value) {
    return value < 1 || value > 8 ? UPRIGHT : values()[(int) value - 1];
  }

  /** Whether width and height change places. */
  boolean sideways() {
    return transpose;
  }

  /**
   * What libtiff's conversion to RGB makes of a stored picture of this orientation, which Pillow
   * then turns once more: mirrored left to right, and top to bottom within each block of rows.
   *
   * @param rows of a block
   */
  RgbImage asLibtiffFlips(RgbImage stored, int rows) {
    boolean both = this == ROTATED_180 || this == TRANSVERSED;
    boolean mirror = both || this == MIRRORED || this == ROTATED_90;
    boolean flip = both || this == FLIPPED || this == ROTATED_270;
    int width = stored.width();
    byte[] rgb = new byte[stored.rgb().length];
    for (int y = 0; y < stored.height(); y++) {
      int first = y / rows * rows;
      int last = Math.min(first + rows, stored.height()) - 1;
      int fromY = flip ? first + last - y : y;
      for (int x = 0; x < width; x++) {
        int fromX = mirror ? width - 1 - x : x;
        System.arraycopy(stored.rgb(), (fromY * width + fromX) * 3, rgb, (y * width + x) * 3, 3);
      }
    }
    return new RgbImage(width, stored.height(), rgb);
  }

  /** The picture turned upright. */
  public RgbImage apply(RgbImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = transpose ? stored.height() : stored.width();
    int height = transpose ? stored.width() : stored.height();
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int storedX = transpose ? y : x;
        int storedY = transpose ? x : y;
        storedX = reverseX ? stored.width() - 1 - storedX : storedX;
        storedY = reverseY ? stored.height() - 1 - storedY : storedY;
        System.arraycopy(
            stored.rgb(), (storedY * stored.width() + storedX) * 3, rgb, (y * width + x) * 3, 3);
      }
    }
    return new RgbImage(width, height, rgb);
  }
}
