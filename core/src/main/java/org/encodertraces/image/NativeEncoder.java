package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.encodertraces.io.NativeLibraries;

/** OpenCV's encoders. */
final class NativeEncoder {

  static {
    NativeLibraries.readyForJavaCpp();
  }

  private NativeEncoder() {}

  /**
   * The picture as a file of the format that {@code ending} names.
   *
   * @param parameters pairs of OpenCV's IMWRITE_… keys and their values
   */
  static byte[] encode(RgbImage image, String ending, int... parameters) {
    try (Mat mat = new Mat(image.height(), image.width(), CV_8UC3);
        IntPointer pairs = new IntPointer(parameters);
        BytePointer encoded = new BytePointer()) {
      try (BytePointer samples = mat.data()) {
        samples.put(image.rgb(), 0, image.rgb().length);
      }
      cvtColor(mat, mat, COLOR_RGB2BGR);
      if (!imencode(ending, mat, encoded, pairs)) {
        throw new IllegalStateException("OpenCV did not encode " + image + " as " + ending);
      }
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** A 16-bit gray picture as PNG. */
  static byte[] encodeGray16(int width, int height, char[] values) {
    short[] samples = new short[values.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) values[i];
    }
    try (Mat mat = new Mat(height, width, CV_16UC1);
        IntPointer none = new IntPointer();
        BytePointer encoded = new BytePointer()) {
      try (BytePointer start = mat.data();
          ShortPointer shorts = new ShortPointer(start)) {
        shorts.put(samples, 0, samples.length);
      }
      if (!imencode(".png", mat, encoded, none)) {
        throw new IllegalStateException("OpenCV did not encode " + width + " x " + height);
      }
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }
}
