package org.encodertraces.image;

import java.util.Arrays;

/**
 * A picture of 8-bit RGB samples: {@code rgb} is [height, width, 3], row-major, interleaved, and
 * each byte unsigned.
 *
 * <p>The array is handed over, not copied; nobody writes to it afterwards.
 */
public record RgbImage(int width, int height, byte[] rgb) {

  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != (long) width * height * 3) {
      throw new IllegalArgumentException(
          "a %d x %d RGB picture has %d samples, got %d"
              .formatted(width, height, (long) width * height * 3, rgb.length));
    }
  }

  /** Sample of {@code channel} (0 red, 1 green, 2 blue) at column x and row y: 0 … 255. */
  public int sample(int x, int y, int channel) {
    return rgb[(y * width + x) * 3 + channel] & 0xFF;
  }

  /** The part of the picture under {@code window}, which must lie inside it. */
  public RgbImage crop(Window window) {
    if (window.x() < 0
        || window.y() < 0
        || window.x() + window.width() > width
        || window.y() + window.height() > height) {
      throw new IllegalArgumentException(
          "%s does not lie inside %d x %d".formatted(window, width, height));
    }
    if (window.width() == width && window.height() == height) {
      return this;
    }
    byte[] cropped = new byte[window.width() * window.height() * 3];
    int rowBytes = window.width() * 3;
    for (int row = 0; row < window.height(); row++) {
      int from = ((window.y() + row) * width + window.x()) * 3;
      System.arraycopy(rgb, from, cropped, row * rowBytes, rowBytes);
    }
    return new RgbImage(window.width(), window.height(), cropped);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage image
        && width == image.width
        && height == image.height
        && Arrays.equals(rgb, image.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + " x " + height + "]";
  }
}
