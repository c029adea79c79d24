package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;

import java.util.List;

/**
 * JPEG as Pillow writes it: libjpeg-turbo, standard tables scaled by quality, standard Huffman
 * tables, baseline unless asked for progressive.
 */
public final class Jpeg {

  private static final int CODES_TO_QUALITY = 90;
  private static final double CODES_FROM_SHARE = 0.7;

  /** Longest side that libjpeg writes (JPEG_MAX_DIMENSION). */
  private static final int LONGEST_SIDE = 65_500;

  private Jpeg() {}

  /** {@link #encode(RgbImage, int, Chroma, boolean)}, baseline. */
  public static byte[] encode(RgbImage image, int quality, Chroma chroma) {
    return encode(image, quality, chroma, false);
  }

  /**
   * The bytes of the JPEG, equal to Pillow's {@code save(quality, subsampling, progressive)}.
   *
   * @param quality 1 … 100
   */
  public static byte[] encode(RgbImage image, int quality, Chroma chroma, boolean progressive) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality " + quality + ": expected 1 to 100");
    }
    return NativeEncoder.encode(
        image,
        ".jpg",
        IMWRITE_JPEG_QUALITY,
        quality,
        IMWRITE_JPEG_SAMPLING_FACTOR,
        chroma.samplingFactors(),
        IMWRITE_JPEG_PROGRESSIVE,
        progressive ? 1 : 0);
  }

  /**
   * How a picture is saved. Whether progressively or not is no part of it: the pixels are the same.
   *
   * @param quality 1 … 100
   */
  public record Saving(int quality, Chroma chroma) {}

  /** The picture after a round trip through {@link #encode} and the decoder. */
  public static RgbImage recompress(RgbImage image, Saving saving) {
    Window whole = new Window(0, 0, image.width(), image.height());
    return recompress(image, List.of(saving), whole).get(0);
  }

  /**
   * The picture after each of several round trips, which share what they have in common.
   *
   * @param window the part of the results that is asked for; their other pixels are undefined
   * @return pictures of the same size, in the order of {@code savings}
   */
  public static List<RgbImage> recompress(RgbImage image, List<Saving> savings, Window window) {
    if (savings.size() == 1 && codecIsFaster(image, savings.get(0), window)) {
      Saving saving = savings.get(0);
      return List.of(ImageDecoder.decodeOwn(encode(image, saving.quality(), saving.chroma())));
    }
    return JpegRoundTrip.of(image, savings, window);
  }

  /**
   * Whether one round trip alone is faster through the bytes: at 4:2:0 there are few codes to write
   * and read up to a quality of 90, unless much of the picture is not asked for. The pixels are the
   * same (times: PERFORMANCE.md).
   */
  static boolean codecIsFaster(RgbImage image, Saving saving, Window window) {
    long pixels = (long) image.width() * image.height();
    long asked = (long) window.width() * window.height();
    return saving.chroma() == Chroma.SUBSAMPLED_420
        && saving.quality() <= CODES_TO_QUALITY
        && asked >= CODES_FROM_SHARE * pixels
        && Math.max(image.width(), image.height()) <= LONGEST_SIDE;
  }

  /**
   * The part of a picture that a window of its round trip depends on: whole blocks, at 4:2:0 of 16
   * x 16 pixels, and those beside them from which color is spread.
   */
  public static Window needs(Window window, PictureSize size) {
    return window.blocks(8, size).grown(2, size).blocks(16, size);
  }
}
