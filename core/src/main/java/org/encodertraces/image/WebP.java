package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;

/** Lossy WebP as Pillow writes it: libwebp's method 4. */
public final class WebP {

  private WebP() {}

  /**
   * The bytes of Pillow's {@code save(quality)}.
   *
   * @param quality 1 … 100
   */
  public static byte[] encode(RgbImage image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("WebP quality " + quality + ": expected 1 to 100");
    }
    return NativeEncoder.encode(image, ".webp", IMWRITE_WEBP_QUALITY, quality);
  }

  /** The picture after a round trip through {@link #encode} and the decoder. */
  public static RgbImage recompress(RgbImage image, int quality) {
    return ImageDecoder.decodeOwn(encode(image, quality));
  }
}
