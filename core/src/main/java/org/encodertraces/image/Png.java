package org.encodertraces.image;

/** PNG, for pictures that must not lose a bit. */
public final class Png {

  private Png() {}

  /** The bytes of an 8-bit RGB PNG. */
  public static byte[] encode(RgbImage image) {
    return NativeEncoder.encode(image, ".png");
  }
}
