package org.encodertraces.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    if (startsWith(bytes, 0, 'I', 'I', 42, 0) || startsWith(bytes, 0, 'M', 'M', 0, 42)) {
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

  private static ImageHeader bmp(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean core = in.getInt(14) == 12;
    int width = core ? in.getShort(18) & 0xFFFF : in.getInt(18);
    int height = core ? in.getShort(20) & 0xFFFF : Math.abs(in.getInt(22));
    return new ImageHeader(Format.BMP, width, height, 0);
  }

  private static ImageHeader tiff(byte[] bytes) throws UnreadableImageException {
    ByteBuffer in =
        ByteBuffer.wrap(bytes)
            .order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = in.getInt(4);
    int entries = in.getShort(directory) & 0xFFFF;
    int width = 0;
    int height = 0;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      int tag = in.getShort(entry) & 0xFFFF;
      int value =
          in.getShort(entry + 2) == 3 ? in.getShort(entry + 8) & 0xFFFF : in.getInt(entry + 8);
      if (tag == 256) {
        width = value;
      } else if (tag == 257) {
        height = value;
      }
    }
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
