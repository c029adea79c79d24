package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * JPEG as Pillow writes it: libjpeg-turbo, standard tables scaled by quality, standard Huffman
 * tables, baseline.
 */
public final class Jpeg {

  private Jpeg() {}

  /**
   * The bytes of the JPEG, equal to Pillow's {@code save(quality, subsampling)}.
   *
   * @param quality 1 … 100
   */
  public static byte[] encode(RgbImage image, int quality, Chroma chroma) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality " + quality + ": expected 1 to 100");
    }
    try (Mat mat = new Mat(image.height(), image.width(), CV_8UC3);
        IntPointer parameters =
            new IntPointer(
                IMWRITE_JPEG_QUALITY,
                quality,
                IMWRITE_JPEG_SAMPLING_FACTOR,
                chroma.samplingFactors());
        BytePointer encoded = new BytePointer()) {
      try (BytePointer samples = mat.data()) {
        samples.put(image.rgb(), 0, image.rgb().length);
      }
      cvtColor(mat, mat, COLOR_RGB2BGR);
      if (!imencode(".jpg", mat, encoded, parameters)) {
        throw new IllegalStateException("OpenCV did not encode " + image + " as JPEG");
      }
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** The picture after a round trip through {@link #encode} and the decoder. */
  public static RgbImage recompress(RgbImage image, int quality, Chroma chroma) {
    try {
      return ImageDecoder.decode(encode(image, quality, chroma));
    } catch (UnreadableImageException e) {
      throw new IllegalStateException("cannot decode a JPEG just encoded", e);
    }
  }
}
