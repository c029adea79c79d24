package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.encodertraces.io.NativeLibraries;

/**
 * Pictures of 16 bits a sample, PNG or TIFF, taken for linear light: 65,535 is 1. Read by OpenCV;
 * alpha is dropped, gray is every color.
 */
public final class LinearDecoder {

  private static final float LARGEST = 65_535;

  static {
    NativeLibraries.readyForJavaCpp();
  }

  private LinearDecoder() {}

  /**
   * The light of a picture; empty for one of 8 bits or less, which is no linear one.
   *
   * @throws UnreadableImageException when it is damaged or no picture
   */
  public static Optional<LinearImage> decode(byte[] bytes) throws UnreadableImageException {
    ImageHeader header = ImageHeader.read(bytes);
    if (header.format() != ImageHeader.Format.PNG && header.format() != ImageHeader.Format.TIFF) {
      return Optional.empty();
    }
    ImageDecoder.checkSize(header.format(), header.width(), header.height());
    try (NativeMessages silenced = NativeMessages.silence();
        BytePointer data = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, CV_8U, data);
        Mat decoded = opencv_imgcodecs.imdecode(encoded, IMREAD_UNCHANGED)) {
      if (decoded.empty() || decoded.depth() == CV_8U) {
        return Optional.empty(); // for the decoder of ordinary pictures to read, or to refuse
      }
      if (decoded.depth() != CV_16U) {
        throw new UnreadableImageException(
            "%s of %d x %d holds neither 8 nor 16 bits a sample, but floats or 32"
                .formatted(header.format(), header.width(), header.height()));
      }
      return Optional.of(light(decoded));
    } catch (RuntimeException e) {
      throw new UnreadableImageException(
          "%s of %d x %d: %s"
              .formatted(header.format(), header.width(), header.height(), e.getMessage()),
          e);
    }
  }

  private static LinearImage light(Mat decoded) {
    int channels = decoded.channels();
    short[] samples = new short[decoded.rows() * decoded.cols() * channels];
    try (BytePointer start = decoded.data();
        ShortPointer shorts = new ShortPointer(start)) {
      shorts.get(samples);
    }
    float[] rgb = new float[decoded.rows() * decoded.cols() * 3];
    for (int i = 0; i < rgb.length / 3; i++) {
      for (int c = 0; c < 3; c++) {
        // OpenCV's order is blue, green, red.
        int from = i * channels + (channels < 3 ? 0 : 2 - c);
        rgb[i * 3 + c] = (samples[from] & 0xFFFF) / LARGEST;
      }
    }
    return new LinearImage(decoded.cols(), decoded.rows(), rgb);
  }
}
