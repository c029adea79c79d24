package org.encodertraces.image;

/** PNG, for pictures that must not lose a bit. */
public final class Png {

  private Png() {}

  /** The bytes of an 8-bit RGB PNG. */
  public static byte[] encode(RgbImage image) {
    return NativeEncoder.encode(image, ".png");
  }

  /**
   * The bytes of a 16-bit gray PNG.
   *
   * @param values [height, width], row-major, unsigned
   */
  public static byte[] encodeGray16(int width, int height, char[] values) {
    if (values.length != (long) width * height) {
      throw new IllegalArgumentException(
          "%d x %d has %d values, got %d"
              .formatted(width, height, (long) width * height, values.length));
    }
    return NativeEncoder.encodeGray16(width, height, values);
  }
}
