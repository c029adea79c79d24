package org.encodertraces.image;

/**
 * A picture of scene-linear light: {@code rgb} is [height, width, 3], row-major, interleaved, in
 * the primaries of sRGB, 0 for no light and without an upper bound.
 *
 * <p>The array is handed over, not copied; nobody writes to it afterwards.
 */
public record LinearImage(int width, int height, float[] rgb) {

  public LinearImage {
    if (width < 1 || height < 1 || rgb.length != (long) width * height * 3) {
      throw new IllegalArgumentException(
          "a %d x %d picture of light has %d samples, got %d"
              .formatted(width, height, (long) width * height * 3, rgb.length));
    }
  }

  /** Light of {@code channel} (0 red, 1 green, 2 blue) at column x and row y. */
  public float sample(int x, int y, int channel) {
    return rgb[(y * width + x) * 3 + channel];
  }

  @Override
  public String toString() {
    return "LinearImage[" + width + " x " + height + "]";
  }
}
