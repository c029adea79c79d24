package org.encodertraces.image;

import java.util.Locale;

/**
 * What the first bytes of a picture declare, read before any memory is taken for pixels.
 *
 * <p>Also finds files that stop early: libraries fill the rest with gray and report success. Where
 * only decoding tells whether the last row is there, it is decoded.
 *
 * @param width in pixels, as declared
 * @param height in pixels, as declared
 * @param channels of a JPEG (1, 3 or 4); 0 for the other formats
 */
record ImageHeader(Format format, int width, int height, int channels) {

  enum Format {
    JPEG,
    PNG,
    GIF,
    BMP,
    TIFF,
    WEBP
  }

  /**
   * Reads the header.
   *
   * @throws UnreadableImageException when the bytes are of no known format, declare no size, or end
   *     before the format's end
   */
  static ImageHeader read(byte[] bytes) throws UnreadableImageException {
    if (bytes.length == 0) {
      throw new UnreadableImageException("the file is empty (0 bytes)");
    }
    try {
      return sniff(bytes);
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
      throw new UnreadableImageException(
          "ends inside its header after %s bytes (truncated)".formatted(count(bytes.length)), e);
    }
  }

  private static ImageHeader sniff(byte[] bytes) throws UnreadableImageException {
    if (startsWith(bytes, 0, 0xFF, 0xD8)) {
      return JpegMarkers.read(bytes);
    }
    if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G', 13, 10, 26, 10)) {
      return png(bytes);
    }
    if (startsWith(bytes, 0, 'G', 'I', 'F', '8')) {
      return gif(bytes);
    }
    if (startsWith(bytes, 0, 'B', 'M')) {
      return bmp(bytes);
    }
    if (TiffDirectory.matches(bytes)) {
      return tiff(bytes);
    }
    if (startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P')) {
      return WebpContainer.read(bytes);
    }
    if (startsWith(bytes, 4, 'f', 't', 'y', 'p')) {
      throw new UnreadableImageException(
          "HEIC or AVIF, which is not decoded here; convert it first, for example: heif-convert IN"
              + " OUT.png");
    }
    throw new UnreadableImageException(
        "not a JPEG, PNG, WebP, TIFF, BMP or GIF (starts with %s)".formatted(hex(bytes)));
  }

  private static ImageHeader png(byte[] bytes) throws UnreadableImageException {
    PngChunks chunks = new PngChunks(bytes);
    PngChunks.Layout layout = chunks.readHeader();
    if (!chunks.dataIsWhole()) {
      PngDecoder.decode(bytes); // refuses it, unless the last row is there nonetheless
    }
    return new ImageHeader(Format.PNG, layout.width(), layout.height(), 0);
  }

  private static ImageHeader gif(byte[] bytes) throws UnreadableImageException {
    GifDecoder.Frame frame = GifDecoder.frame(bytes);
    if (!GifDecoder.dataIsWhole(bytes, frame)) {
      GifDecoder.decode(bytes); // refuses it, unless the last pixel is there nonetheless
    }
    return new ImageHeader(Format.GIF, frame.width(), frame.height(), 0);
  }

  private static ImageHeader bmp(byte[] bytes) throws UnreadableImageException {
    PictureSize size = BmpHeader.size(bytes);
    return new ImageHeader(Format.BMP, size.width(), size.height(), 0);
  }

  private static ImageHeader tiff(byte[] bytes) throws UnreadableImageException {
    TiffDirectory tags = TiffDirectory.read(bytes);
    boolean sideways = tags.orientation().sideways();
    int width = sideways ? tags.height() : tags.width();
    int height = sideways ? tags.width() : tags.height();
    return new ImageHeader(Format.TIFF, width, height, 0);
  }

  private static boolean startsWith(byte[] bytes, int offset, int... expected) {
    if (bytes.length < offset + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[offset + i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(8, bytes.length); i++) {
      hex.append("%02x".formatted(bytes[i]));
    }
    return hex.toString();
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
