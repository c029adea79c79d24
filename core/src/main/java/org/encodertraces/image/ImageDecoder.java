package org.encodertraces.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.encodertraces.io.NativeLibraries;

/**
 * Decodes a photo to the samples that Pillow's {@code open(…).convert("RGB")} gives: alpha dropped,
 * ICC profiles ignored, Exif orientation not applied (the study does neither) but for TIFF, which
 * Pillow turns upright itself.
 *
 * <p>JPEG and WebP by OpenCV; PNG by {@link PngDecoder}; TIFF by {@link Tiff}; BMP by {@link Bmp};
 * the first frame of a GIF by {@link GifDecoder}; JPEGs of four channels (CMYK, YCCK) by {@link
 * CmykJpeg}. What is damaged is refused where Pillow refuses it, and read where Pillow reads it
 * (docs/formats.md).
 */
public final class ImageDecoder {

  /**
   * The most pixels a picture may declare: where Pillow 9.4 raises DecompressionBombError (twice
   * its MAX_IMAGE_PIXELS). Checked before memory is taken.
   */
  public static final long MAX_PIXELS = 2 * 89_478_485L;

  static {
    NativeLibraries.readyForJavaCpp();
  }

  private ImageDecoder() {}

  /** Decodes without regard to Exif orientation, as the study does. */
  public static RgbImage decode(byte[] bytes) throws UnreadableImageException {
    ImageHeader header = ImageHeader.read(bytes);
    checkSize(header.format(), header.width(), header.height());
    return switch (header.format()) {
      case PNG -> PngDecoder.decode(bytes);
      case GIF -> GifDecoder.decode(bytes);
      case JPEG ->
          switch (header.channels()) {
            case 1 -> decodeGray(bytes, header);
            case 4 -> CmykJpeg.decode(bytes, header);
            default -> decodeColor(bytes, header);
          };
      case WEBP -> decodeColor(WebpContainer.still(bytes), header);
      case TIFF -> Tiff.decode(bytes);
      case BMP -> Bmp.decode(bytes);
    };
  }

  /**
   * Decodes and turns the picture upright by its Exif orientation, if it has one. A TIFF is upright
   * when it is decoded, and is not turned again.
   */
  public static RgbImage decodeUpright(byte[] bytes) throws UnreadableImageException {
    // Pixels first: a file whose texts expand without bound is refused before its Exif is sought.
    RgbImage decoded = decode(bytes);
    return TiffDirectory.matches(bytes) ? decoded : Orientation.of(bytes).apply(decoded);
  }

  /** The picture in bytes that were encoded here a moment ago. */
  static RgbImage decodeOwn(byte[] encoded) {
    try {
      return decode(encoded);
    } catch (UnreadableImageException e) {
      throw new IllegalStateException("cannot decode a picture just encoded", e);
    }
  }

  /**
   * Refuses a size before memory is taken for it.
   *
   * @throws UnreadableImageException when a side is empty, or the picture too large
   */
  static void checkSize(ImageHeader.Format format, int width, int height)
      throws UnreadableImageException {
    if (width < 1 || height < 1) {
      throw new UnreadableImageException(
          "%s declares a size of %d x %d".formatted(format, width, height));
    }
    long pixels = (long) width * height;
    if (pixels > MAX_PIXELS) {
      throw new UnreadableImageException(
          String.format(
              Locale.ROOT,
              "%s declares %,d x %,d = %,d pixels; the limit is %,d",
              format,
              width,
              height,
              pixels,
              MAX_PIXELS));
    }
  }

  /** Whether libjpeg finds every row of a JPEG without an end marker. */
  static boolean reachesLastRow(byte[] bytes, ImageHeader header) throws UnreadableImageException {
    checkSize(header.format(), header.width(), header.height());
    try (Mat decoded = imdecode(bytes, IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION, header)) {
      return !decoded.empty();
    } catch (UnreadableImageException e) {
      return false;
    }
  }

  /** OpenCV's own reading, whose colors of CMYK are not Pillow's. */
  static RgbImage decodeColor(byte[] bytes, ImageHeader header) throws UnreadableImageException {
    try (Mat decoded = imdecode(bytes, IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION, header)) {
      byte[] rgb = new byte[decoded.rows() * decoded.cols() * 3];
      try (BytePointer samples = decoded.data()) {
        samples.get(rgb);
      }
      return new RgbImage(decoded.cols(), decoded.rows(), rgb);
    }
  }

  /** Gray stays gray in libjpeg, which does not make RGB of every kind of gray JPEG. */
  private static RgbImage decodeGray(byte[] bytes, ImageHeader header)
      throws UnreadableImageException {
    try (Mat decoded = imdecode(bytes, IMREAD_GRAYSCALE | IMREAD_IGNORE_ORIENTATION, header)) {
      byte[] gray = new byte[decoded.rows() * decoded.cols()];
      try (BytePointer samples = decoded.data()) {
        samples.get(gray);
      }
      byte[] rgb = new byte[gray.length * 3];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = gray[i / 3];
      }
      return new RgbImage(decoded.cols(), decoded.rows(), rgb);
    }
  }

  private static Mat imdecode(byte[] bytes, int flags, ImageHeader header)
      throws UnreadableImageException {
    try (NativeMessages silenced = NativeMessages.silence();
        BytePointer data = new BytePointer(bytes);
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
