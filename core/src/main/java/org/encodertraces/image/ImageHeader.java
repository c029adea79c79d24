package org.encodertraces.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * What the first bytes of a picture declare, read before any memory is taken for pixels.
 *
 * <p>Also finds files that stop early: libraries fill the rest with grey and report success.
 *
 * @param width in pixels, as declared
 * @param height in pixels, as declared
 * @param channels of a JPEG (1, 3 or 4); 0 for the other formats
 * @param gray16 a PNG of 16-bit grey samples without alpha, which Pillow converts in its own way
 */
record ImageHeader(Format format, int width, int height, int channels, boolean gray16) {

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
      return jpeg(bytes);
    }
    if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G')) {
      return png(bytes);
    }
    if (startsWith(bytes, 0, 'G', 'I', 'F', '8')) {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return new ImageHeader(
          Format.GIF, in.getShort(6) & 0xFFFF, in.getShort(8) & 0xFFFF, 0, false);
    }
    if (startsWith(bytes, 0, 'B', 'M')) {
      return bmp(bytes);
    }
    if (TiffDirectory.matches(bytes)) {
      return tiff(bytes);
    }
    if (startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P')) {
      return webp(bytes);
    }
    if (startsWith(bytes, 4, 'f', 't', 'y', 'p')) {
      throw new UnreadableImageException(
          "HEIC or AVIF, which is not decoded here; convert it first, for example: heif-convert IN"
              + " OUT.png");
    }
    throw new UnreadableImageException(
        "not a JPEG, PNG, WebP, TIFF, BMP or GIF (starts with %s)".formatted(hex(bytes)));
  }

  private static ImageHeader jpeg(byte[] bytes) throws UnreadableImageException {
    int width = 0;
    int height = 0;
    int channels = 0;
    boolean scanned = false;
    int at = 2;
    while (at + 1 < bytes.length) {
      if ((bytes[at] & 0xFF) != 0xFF) {
        at++; // entropy-coded data, or padding that decoders skip as well
        continue;
      }
      int marker = bytes[at + 1] & 0xFF;
      if (marker == 0xFF) {
        at++;
      } else if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
        at += 2; // stuffed byte, TEM, RSTn and SOI stand alone
      } else if (marker == 0xD9) {
        if (!scanned) {
          throw new UnreadableImageException("a JPEG without image data");
        }
        return new ImageHeader(Format.JPEG, width, height, channels, false);
      } else {
        if (at + 3 >= bytes.length) {
          break;
        }
        int length = ((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF);
        boolean frame = marker >= 0xC0 && marker <= 0xCF && marker % 4 != 0;
        // C0 is a frame as well; C4, C8 and CC are tables and a reserved marker.
        if ((frame || marker == 0xC0) && at + 9 < bytes.length) {
          height = ((bytes[at + 5] & 0xFF) << 8) | (bytes[at + 6] & 0xFF);
          width = ((bytes[at + 7] & 0xFF) << 8) | (bytes[at + 8] & 0xFF);
          channels = bytes[at + 9] & 0xFF;
        }
        scanned |= marker == 0xDA;
        at += 2 + Math.max(2, length);
      }
    }
    throw new UnreadableImageException(
        "JPEG ends after %s bytes without its end marker (truncated)"
            .formatted(count(bytes.length)));
  }

  private static ImageHeader png(byte[] bytes) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int width = in.getInt(16);
    int height = in.getInt(20);
    int depth = bytes[24];
    int colorType = bytes[25];
    boolean gray16 = depth == 16 && colorType == 0;
    ImageHeader header = new ImageHeader(Format.PNG, width, height, 0, gray16);
    if (width < 1 || height < 1) {
      return header;
    }
    for (long at = 8; at + 12 <= bytes.length; ) {
      long length = in.getInt((int) at) & 0xFFFFFFFFL;
      if (startsWith(bytes, (int) at + 4, 'I', 'E', 'N', 'D')) {
        return header;
      }
      at += 12 + length;
    }
    throw new UnreadableImageException(
        "PNG of %d x %d ends after %s bytes without its end chunk (truncated)"
            .formatted(width, height, count(bytes.length)));
  }

  private static ImageHeader bmp(byte[] bytes) throws UnreadableImageException {
    PictureSize size = BmpHeader.size(bytes);
    return new ImageHeader(Format.BMP, size.width(), size.height(), 0, false);
  }

  private static ImageHeader tiff(byte[] bytes) throws UnreadableImageException {
    TiffDirectory tags = TiffDirectory.read(bytes);
    boolean sideways = tags.orientation().sideways();
    int width = sideways ? tags.height() : tags.width();
    int height = sideways ? tags.width() : tags.height();
    return new ImageHeader(Format.TIFF, width, height, 0, false);
  }

  private static ImageHeader webp(byte[] bytes) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long declared = (in.getInt(4) & 0xFFFFFFFFL) + 8;
    if (declared > bytes.length) {
      throw new UnreadableImageException(
          "WebP ends after %s of %s bytes (truncated)"
              .formatted(count(bytes.length), count(declared)));
    }
    if (startsWith(bytes, 12, 'V', 'P', '8', 'X')) {
      int width = 1 + (in.getInt(24) & 0xFFFFFF);
      int height = 1 + (in.getInt(26) >>> 8);
      return new ImageHeader(Format.WEBP, width, height, 0, false);
    }
    if (startsWith(bytes, 12, 'V', 'P', '8', 'L')) {
      int packed = in.getInt(21);
      return new ImageHeader(
          Format.WEBP, 1 + (packed & 0x3FFF), 1 + ((packed >>> 14) & 0x3FFF), 0, false);
    }
    return new ImageHeader(
        Format.WEBP, in.getShort(26) & 0x3FFF, in.getShort(28) & 0x3FFF, 0, false);
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
