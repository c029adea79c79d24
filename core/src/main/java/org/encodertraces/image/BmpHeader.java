package org.encodertraces.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a BMP's headers declare, checked as Pillow checks it.
 *
 * @param height in pixels; {@code topDown} tells whether the first row in the file is the topmost
 * @param bits a pixel takes in the file
 * @param layout how pixels are read, which for palettes of plain grays is not by {@code bits}
 * @param colors of the palette
 * @param paletteAt where the palette begins
 * @param entryBytes of the palette: 3 or 4
 * @param offset where the pixels begin
 */
record BmpHeader(
    int width,
    int height,
    boolean topDown,
    int bits,
    long compression,
    BmpLayout layout,
    long colors,
    int paletteAt,
    int entryBytes,
    long offset) {

  static final long RLE8 = 1;
  static final long RLE4 = 2;
  private static final long BIT_FIELDS = 3;

  /** Width and height that the header declares, unchecked: what a picture's size is judged by. */
  static PictureSize size(byte[] bytes) throws UnreadableImageException {
    ByteBuffer in = whole(bytes);
    if (in.getInt(14) == 12) {
      return new PictureSize(in.getShort(18) & 0xFFFF, in.getShort(20) & 0xFFFF);
    }
    // Pillow reads both as unsigned, but for heights whose highest byte is FF: rows from the top.
    long width = in.getInt(18) & 0xFFFFFFFFL;
    long height = in.getInt(22) & 0xFFFFFFFFL;
    height = (height >> 24) == 0xFF ? (1L << 32) - height : height;
    return new PictureSize(
        (int) Math.min(Integer.MAX_VALUE, width), (int) Math.min(Integer.MAX_VALUE, height));
  }

  private static ByteBuffer whole(byte[] bytes) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 18) {
      throw new UnreadableImageException(
          "BMP ends inside its header after %d bytes (truncated)".formatted(bytes.length));
    }
    int headerBytes = in.getInt(14);
    switch (headerBytes) {
      case 12, 40, 52, 56, 64, 108, 124 -> {}
      default ->
          throw new UnreadableImageException(
              "BMP with a header of %s bytes, expected 12, 40, 52, 56, 64, 108 or 124"
                  .formatted(Integer.toUnsignedString(headerBytes)));
    }
    if (bytes.length < 14 + headerBytes) {
      throw new UnreadableImageException(
          "BMP ends inside its header after %d bytes (truncated)".formatted(bytes.length));
    }
    return in;
  }

  static BmpHeader read(byte[] bytes) throws UnreadableImageException {
    ByteBuffer in = whole(bytes);
    PictureSize size = size(bytes);
    int headerBytes = in.getInt(14);
    boolean core = headerBytes == 12;
    int bits = in.getShort(core ? 24 : 28) & 0xFFFF;
    long compression = core ? 0 : in.getInt(30) & 0xFFFFFFFFL;
    long colors = core ? 0 : in.getInt(46) & 0xFFFFFFFFL;
    int entryBytes = core ? 3 : 4;
    if (colors == 0) {
      colors = bits < 32 ? 1L << bits : 1L << 32;
    }
    long offset = in.getInt(10) & 0xFFFFFFFFL;
    if (offset == 14 + headerBytes && bits <= 8) {
      offset += entryBytes * colors;
    }
    int paletteAt = 14 + headerBytes;
    if (compression == BIT_FIELDS && headerBytes < 52) {
      paletteAt += 12;
    }
    BmpLayout layout =
        switch (bits) {
          case 1 -> BmpLayout.INDEX1;
          case 4 -> BmpLayout.INDEX4;
          case 8 -> BmpLayout.INDEX8;
          case 16 -> BmpLayout.RGB555;
          case 24 -> BmpLayout.BGR;
          case 32 -> BmpLayout.BGRX;
          default ->
              throw new UnreadableImageException(
                  "BMP of %d bits a pixel, expected 1, 4, 8, 16, 24 or 32".formatted(bits));
        };
    if (compression == BIT_FIELDS) {
      layout = masked(bytes, in, headerBytes, bits);
    } else if (compression > BIT_FIELDS || (compression > 0 && bits > 8)) {
      throw new UnreadableImageException(
          "BMP of %d bits and compression %d, which Pillow does not read either"
              .formatted(bits, compression));
    }
    long pixelsAt = offset;
    if (bits <= 8) {
      if (colors > 65536) {
        throw new UnreadableImageException("BMP with a palette of %d colors".formatted(colors));
      }
      if (pixelsAt == 0) {
        pixelsAt = Math.min(bytes.length, paletteAt + entryBytes * colors);
      }
      if (plainGrays(bytes, paletteAt, entryBytes, (int) colors)) {
        layout = colors == 2 ? BmpLayout.INDEX1 : BmpLayout.INDEX8;
      } else if (Math.min(bytes.length - paletteAt, entryBytes * colors) / entryBytes > 256) {
        throw new UnreadableImageException(
            "BMP with a palette of %d colors, expected at most 256".formatted(colors));
      }
    } else if (pixelsAt == 0) {
      pixelsAt = paletteAt;
    }
    BmpHeader header =
        new BmpHeader(
            size.width(),
            size.height(),
            !core && (in.getInt(22) >>> 24) == 0xFF,
            bits,
            compression,
            layout,
            colors,
            paletteAt,
            entryBytes,
            pixelsAt);
    return header.rle() ? header.withRleLayout(bytes) : header;
  }

  private static BmpLayout masked(byte[] bytes, ByteBuffer in, int headerBytes, int bits)
      throws UnreadableImageException {
    if (bytes.length < 66) {
      throw new UnreadableImageException("BMP ends inside its color masks (truncated)");
    }
    long[] masks = new long[4];
    for (int i = 0; i < (headerBytes >= 56 ? 4 : 3); i++) {
      masks[i] = in.getInt(54 + 4 * i) & 0xFFFFFFFFL;
    }
    for (BmpLayout.Masks known : BmpLayout.MASKS) {
      if (known.match(bits, masks)) {
        return known.layout();
      }
    }
    throw new UnreadableImageException(
        "BMP of %d bits with the color masks %08x %08x %08x %08x, which Pillow does not read either"
            .formatted(bits, masks[0], masks[1], masks[2], masks[3]));
  }

  boolean rle() {
    return compression == RLE8 || compression == RLE4;
  }

  /** Run-length coded indexes come a byte each; Pillow has no such picture of two grays. */
  private BmpHeader withRleLayout(byte[] bytes) throws UnreadableImageException {
    if (colors == 2 && plainGrays(bytes, paletteAt, entryBytes, 2)) {
      throw new UnreadableImageException(
          "BMP of run-length coded black and white, which Pillow does not read either");
    }
    return new BmpHeader(
        width,
        height,
        topDown,
        bits,
        compression,
        BmpLayout.INDEX8,
        colors,
        paletteAt,
        entryBytes,
        offset);
  }

  /** Colors of all 256 indexes, [256, 3]; black where the file has none (Pillow 9.4: gray). */
  byte[] palette(byte[] bytes) {
    if (bits > 8) {
      return new byte[0];
    }
    if (plainGrays(bytes, paletteAt, entryBytes, (int) colors)) {
      return Bmp.grays(colors == 2 ? 2 : 256);
    }
    int from = Math.min(paletteAt, bytes.length);
    int to = (int) Math.min(bytes.length, paletteAt + entryBytes * colors);
    return Bmp.rgbPalette(Arrays.copyOfRange(bytes, from, to), entryBytes);
  }

  /** Whether the palette is what Pillow drops: black and white, or the index as gray. */
  private static boolean plainGrays(byte[] bytes, int at, int entryBytes, int colors) {
    for (int i = 0; i < colors; i++) {
      int value = colors == 2 ? 255 * i : i;
      for (int c = 0; c < 3; c++) {
        int from = at + i * entryBytes + c;
        if (value > 255 || from >= bytes.length || (bytes[from] & 0xFF) != value) {
          return false;
        }
      }
    }
    return true;
  }
}
