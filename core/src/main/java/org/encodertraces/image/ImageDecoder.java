package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;

import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes a photo to the samples that Pillow's {@code open(…).convert("RGB")} gives: alpha dropped,
 * ICC profiles ignored, Exif orientation not applied (the study does neither) but for TIFF, which
 * Pillow turns upright itself.
 *
 * <p>JPEG, PNG and WebP by OpenCV; TIFF by {@link Tiff} and BMP by {@link Bmp}; the first frame of
 * a GIF by {@link Gif}; JPEGs of four channels (CMYK, YCCK) by {@link CmykJpeg}. A file that ends
 * early is refused, as Pillow refuses it.
 */
public final class ImageDecoder {

  /**
   * The most pixels a picture may declare: where Pillow 9.4 raises DecompressionBombError (twice
   * its MAX_IMAGE_PIXELS). Checked before memory is taken.
   */
  public static final long MAX_PIXELS = 2 * 89_478_485L;

  private ImageDecoder() {}

  /** Decodes without regard to Exif orientation, as the study does. */
  public static RgbImage decode(byte[] bytes) throws UnreadableImageException {
    ImageHeader header = ImageHeader.read(bytes);
    checkSize(header);
    if (header.channels() == 4) {
      return CmykJpeg.decode(bytes);
    }
    if (header.format() == ImageHeader.Format.GIF) {
      return Gif.decode(bytes, header.width(), header.height());
    }
    if (header.format() == ImageHeader.Format.TIFF) {
      return Tiff.decode(bytes);
    }
    if (header.format() == ImageHeader.Format.BMP) {
      return Bmp.decode(bytes);
    }
    if (header.gray16()) {
      return decodeGray16(bytes, header);
    }
    try (Mat decoded = imdecode(bytes, IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION, header)) {
      byte[] rgb = new byte[decoded.rows() * decoded.cols() * 3];
      try (BytePointer samples = decoded.data()) {
        samples.get(rgb);
      }
      return new RgbImage(decoded.cols(), decoded.rows(), rgb);
    }
  }

  /**
   * Decodes and turns the picture upright by its Exif orientation, if it has one. A TIFF is upright
   * when it is decoded, and is not turned again.
   */
  public static RgbImage decodeUpright(byte[] bytes) throws UnreadableImageException {
    RgbImage decoded = decode(bytes);
    return ImageHeader.read(bytes).format() == ImageHeader.Format.TIFF
        ? decoded
        : Orientation.of(bytes).apply(decoded);
  }

  private static void checkSize(ImageHeader header) throws UnreadableImageException {
    if (header.width() < 1 || header.height() < 1) {
      throw new UnreadableImageException(
          "%s declares a size of %d x %d"
              .formatted(header.format(), header.width(), header.height()));
    }
    long pixels = (long) header.width() * header.height();
    if (pixels > MAX_PIXELS) {
      throw new UnreadableImageException(
          String.format(
              Locale.ROOT,
              "%s declares %,d x %,d = %,d pixels; the limit is %,d",
              header.format(),
              header.width(),
              header.height(),
              pixels,
              MAX_PIXELS));
    }
  }

  /**
   * Pillow opens 16-bit grey as 32-bit integers, and its conversion to RGB clips them at 255 rather
   * than scaling.
   */
  private static RgbImage decodeGray16(byte[] bytes, ImageHeader header)
      throws UnreadableImageException {
    try (Mat decoded = imdecode(bytes, IMREAD_UNCHANGED, header)) {
      if (decoded.depth() != CV_16U || decoded.channels() != 1) {
        throw new UnreadableImageException("16-bit grey PNG decoded to another type");
      }
      short[] gray = new short[decoded.rows() * decoded.cols()];
      try (var samples = new ShortPointer(decoded.data())) {
        samples.get(gray);
      }
      byte[] rgb = new byte[gray.length * 3];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) Math.min(255, gray[i / 3] & 0xFFFF);
      }
      return new RgbImage(decoded.cols(), decoded.rows(), rgb);
    }
  }

  private static Mat imdecode(byte[] bytes, int flags, ImageHeader header)
      throws UnreadableImageException {
    try (BytePointer data = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, CV_8U, data)) {
      Mat decoded = opencv_imgcodecs.imdecode(encoded, flags);
      if (decoded.empty()) {
        decoded.close();
        throw new UnreadableImageException(
            "%s of %d x %d cannot be decoded (damaged, or a variant the codec lacks)"
                .formatted(header.format(), header.width(), header.height()));
      }
      return decoded;
    } catch (RuntimeException e) {
      throw new UnreadableImageException(
          "%s of %d x %d: %s"
              .formatted(header.format(), header.width(), header.height(), e.getMessage()),
          e);
    }
  }
}
