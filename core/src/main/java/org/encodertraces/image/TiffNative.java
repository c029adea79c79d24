package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.encodertraces.io.NativeLibraries;

/** Blocks of a TIFF that OpenCV's codecs decode: JPEG, WebP, fax, and libtiff's own YCbCr. */
final class TiffNative {

  static {
    NativeLibraries.readyForJavaCpp();
  }

  private TiffNative() {}

  /** The samples of a whole JPEG: one gray, or three as RGB. */
  static byte[] jpeg(byte[] jpeg, boolean gray) throws IOException {
    return decode(jpeg, gray ? IMREAD_GRAYSCALE : IMREAD_COLOR_RGB).samples();
  }

  /** The samples of a WebP of exactly {@code width} x {@code height}: RGB or RGBA. */
  static byte[] webp(byte[] data, int from, int count, int width, int height, int samples)
      throws IOException {
    byte[] webp = Arrays.copyOfRange(data, from, from + count);
    ImageHeader header = ImageHeader.read(webp);
    if (header.format() != ImageHeader.Format.WEBP
        || header.width() != width
        || header.height() != height
        || (samples != 3 && samples != 4)) {
      throw new IOException(
          "a %s of %d x %d pixels, expected a WebP of %d x %d"
              .formatted(header.format(), header.width(), header.height(), width, height));
    }
    Decoded decoded = decode(webp, IMREAD_UNCHANGED);
    byte[] block = new byte[width * height * samples];
    byte[] bgr = decoded.samples();
    for (int i = 0; i < width * height; i++) {
      int at = i * decoded.channels();
      for (int c = 0; c < 3; c++) {
        block[i * samples + c] = bgr[at + 2 - c];
      }
      if (samples == 4) {
        block[i * 4 + 3] = decoded.channels() == 4 ? bgr[at + 3] : (byte) 255;
      }
    }
    return block;
  }

  /** Rows of bits, 1 for what the codec calls black; decoded by libtiff in a TIFF of its own. */
  static byte[] fax(
      TiffDirectory tags,
      TiffCompression compression,
      byte[] data,
      int from,
      int count,
      int width,
      int height)
      throws IOException {
    long group3 = tags.number(TiffDirectory.GROUP3_OPTIONS, 0);
    long group4 = tags.number(TiffDirectory.GROUP4_OPTIONS, 0);
    TiffFile file = new TiffFile(ByteOrder.LITTLE_ENDIAN);
    int offset = file.append(data, from, count);
    file.set(TiffDirectory.WIDTH, width)
        .set(TiffDirectory.HEIGHT, height)
        .set(TiffDirectory.BITS_PER_SAMPLE, 1)
        .set(TiffDirectory.COMPRESSION, compression.tag())
        .set(TiffDirectory.PHOTOMETRIC, 1)
        .set(TiffDirectory.STRIP_OFFSETS, offset)
        .set(TiffDirectory.SAMPLES_PER_PIXEL, 1)
        .set(TiffDirectory.ROWS_PER_STRIP, height)
        .set(TiffDirectory.STRIP_BYTE_COUNTS, count)
        .set(TiffDirectory.GROUP3_OPTIONS, group3)
        .set(TiffDirectory.GROUP4_OPTIONS, group4);
    byte[] gray = decode(file.bytes(), IMREAD_GRAYSCALE | IMREAD_IGNORE_ORIENTATION).samples();
    int rowBytes = (width + 7) / 8;
    byte[] bits = new byte[rowBytes * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (gray[y * width + x] != 0) {
          bits[y * rowBytes + x / 8] |= (byte) (0x80 >> x % 8);
        }
      }
    }
    return bits;
  }

  /** A whole TIFF by libtiff's own conversion to RGB, which is what Pillow takes for YCbCr. */
  static RgbImage tiff(byte[] tiff) throws IOException {
    Decoded decoded = decode(tiff, IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION);
    return new RgbImage(decoded.width(), decoded.height(), decoded.samples());
  }

  private record Decoded(int width, int height, int channels, byte[] samples) {}

  private static Decoded decode(byte[] bytes, int flags) throws IOException {
    try (NativeMessages silenced = NativeMessages.silence();
        BytePointer data = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, CV_8U, data);
        Mat decoded = opencv_imgcodecs.imdecode(encoded, flags)) {
      if (decoded.empty() || decoded.depth() != CV_8U) {
        throw new IOException("damaged, or a variant that the codec lacks");
      }
      byte[] samples = new byte[decoded.rows() * decoded.cols() * decoded.channels()];
      try (BytePointer pixels = decoded.data()) {
        pixels.get(samples);
      }
      return new Decoded(decoded.cols(), decoded.rows(), decoded.channels(), samples);
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
