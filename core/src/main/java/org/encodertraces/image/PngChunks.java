package org.encodertraces.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG, read in the order and with the rigor of Pillow's {@code PngImagePlugin}.
 *
 * <p>Before the image data every checksum counts; the image data's own and those behind it are
 * never looked at. The first frame of an animation is its default image when the file has one
 * outside the animation.
 */
final class PngChunks {

  /**
   * What stands before the image data.
   *
   * @param colorType 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGB and alpha
   * @param palette RGB triples; empty without a palette
   * @param left place of the image data in the picture: an animation's first frame may be smaller
   */
  record Layout(
      int width,
      int height,
      int depth,
      int colorType,
      boolean interlaced,
      byte[] palette,
      int left,
      int top,
      int columns,
      int rows) {}

  private final byte[] bytes;
  private final PngTexts texts;
  private int at = 8;
  private int dataLeft;
  private ByteBuffer header = ByteBuffer.allocate(0);
  private byte[] palette = {};
  private boolean hasPalette;
  private boolean oneTransparentColor;
  private long frames;
  private boolean dataSeen;
  private long sequence = -1;
  private int[] frame = {};

  PngChunks(byte[] bytes) {
    this.bytes = bytes;
    texts = new PngTexts(bytes);
  }

  /** Reads up to the image data. */
  Layout readHeader() throws UnreadableImageException {
    while (!dataSeen) {
      Chunk chunk = next();
      if (chunk.kind.equals("IEND")) {
        throw new UnreadableImageException("PNG without image data");
      }
      read(chunk);
      if (!dataSeen) {
        check(chunk);
      }
    }
    return layout();
  }

  /** Whether the file holds all image data that its chunks announce; asked behind the header. */
  boolean dataIsWhole() {
    long from = at;
    long length = dataLeft;
    while (from + length <= bytes.length) {
      from += length + 4;
      if (from + 8 > bytes.length || bytes[(int) from + 4] != 'I' || bytes[(int) from + 5] != 'D') {
        return true;
      }
      length = ByteBuffer.wrap(bytes).getInt((int) from) & 0xFFFFFFFFL;
      from += 8;
    }
    return false;
  }

  /**
   * The next block of compressed image data as the span {from, length}, at most {@code most} long.
   *
   * @throws UnreadableImageException when there is no more of it
   */
  int[] nextData(int most) throws UnreadableImageException {
    while (dataLeft == 0) {
      at += 4; // the checksum, which Pillow passes over
      Chunk chunk = next();
      switch (chunk.kind) {
        case "IDAT", "DDAT" -> dataLeft = chunk.length;
        case "fdAT" -> readFrameData(chunk);
        default ->
            throw new UnreadableImageException(
                "PNG: the image data ends before the last row (truncated)");
      }
    }
    int length = Math.min(Math.min(most, dataLeft), bytes.length - at);
    if (length <= 0) {
      throw new UnreadableImageException(
          "PNG%s ends after %,d bytes inside its image data (truncated)"
              .formatted(ofSize(), bytes.length));
    }
    int[] span = {at, length};
    at += length;
    dataLeft -= length;
    return span;
  }

  /**
   * Reads what follows the image data, as Pillow does after the last row: chunks must be whole, but
   * a file may simply stop between them.
   */
  void readRest() throws UnreadableImageException {
    at = (int) Math.min(bytes.length, (long) at + dataLeft);
    while (true) {
      at += 4;
      if (bytes.length - at < 8 || !isName(at + 4)) {
        return;
      }
      Chunk chunk = next();
      if (chunk.kind.equals("IEND") || (chunk.kind.equals("fcTL") && isAnimated())) {
        return;
      }
      read(chunk);
      at = chunk.at + chunk.length;
    }
  }

  /** A default image that is no frame of the animation counts as one more. */
  private boolean isAnimated() {
    return frames > 1 || (frames == 1 && frame.length == 0);
  }

  private record Chunk(String kind, int at, int length) {}

  private Chunk next() throws UnreadableImageException {
    if (bytes.length - at < 8 || !isName(at + 4)) {
      throw new UnreadableImageException(
          bytes.length - at < 8
              ? "PNG%s ends after %,d bytes before its image data is whole (truncated)"
                  .formatted(ofSize(), bytes.length)
              : "PNG with something else than a chunk at byte %,d".formatted(at));
    }
    long length = ByteBuffer.wrap(bytes).getInt(at) & 0xFFFFFFFFL;
    String kind = new String(bytes, at + 4, 4, StandardCharsets.US_ASCII);
    at += 8;
    return new Chunk(kind, at, (int) Math.min(length, Integer.MAX_VALUE));
  }

  /** The size for messages, where the header gave one. */
  private String ofSize() {
    return header.capacity() == 0
        ? ""
        : " of %d x %d".formatted(header.getInt(0), header.getInt(4));
  }

  private boolean isName(int from) {
    for (int i = from; i < from + 4; i++) {
      byte b = bytes[i];
      boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      if (!letter && !(b >= '0' && b <= '9') && b != '_') {
        return false;
      }
    }
    return true;
  }

  private void check(Chunk chunk) throws UnreadableImageException {
    int end = chunk.at + chunk.length;
    CRC32 crc = new CRC32();
    crc.update(bytes, chunk.at - 4, chunk.length + 4);
    if (bytes.length - end < 4 || ByteBuffer.wrap(bytes).getInt(end) != (int) crc.getValue()) {
      throw new UnreadableImageException(
          "PNG with a wrong checksum of its chunk " + chunk.kind + " (damaged)");
    }
    at = end + 4;
  }

  private void read(Chunk chunk) throws UnreadableImageException {
    // The picture's own data may be cut short: what matters is whether its last row is there.
    if (dataSeen || !(chunk.kind.equals("IDAT") || chunk.kind.equals("fdAT"))) {
      needWhole(chunk);
    }
    switch (chunk.kind) {
      case "IHDR" -> readSize(chunk);
      case "PLTE" -> readPalette(chunk);
      case "tRNS" -> readTransparency(chunk);
      case "acTL" -> readAnimation(chunk);
      case "fcTL" -> readFrame(chunk);
      case "IDAT" -> {
        if (!dataSeen) {
          dataSeen = true;
          dataLeft = chunk.length;
        }
      }
      case "fdAT" -> readFrameData(chunk);
      case "gAMA" -> need(chunk, 4);
      case "cHRM" -> need(chunk, (chunk.length + 3) / 4 * 4);
      case "sRGB" -> need(chunk, 1);
      case "pHYs" -> need(chunk, 9);
      case "iCCP", "zTXt", "iTXt", "tEXt" -> texts.read(chunk.kind, chunk.at, chunk.length);
      default -> {
        // Pillow skips the others too.
      }
    }
  }

  private void need(Chunk chunk, int length) throws UnreadableImageException {
    if (chunk.length < length) {
      throw new UnreadableImageException(
          "PNG whose chunk %s has %d bytes, expected %d"
              .formatted(chunk.kind, chunk.length, length));
    }
  }

  private void needWhole(Chunk chunk) throws UnreadableImageException {
    if (chunk.length > bytes.length - chunk.at) {
      throw new UnreadableImageException(
          "PNG ends after %,d bytes inside a chunk %s (truncated)"
              .formatted(bytes.length, chunk.kind));
    }
  }

  private void readSize(Chunk chunk) throws UnreadableImageException {
    need(chunk, 13);
    if (bytes[chunk.at + 11] != 0) {
      throw new UnreadableImageException(
          "PNG of filter method %d, expected 0".formatted(bytes[chunk.at + 11] & 0xFF));
    }
    if (!dataSeen) {
      header = ByteBuffer.wrap(bytes, chunk.at, 13).slice();
    }
  }

  private void readPalette(Chunk chunk) throws UnreadableImageException {
    if (colorType() != 3 || dataSeen) {
      return;
    }
    if (chunk.length / 3 > 256) {
      throw new UnreadableImageException(
          "PNG with a palette of %d colors, expected at most 256".formatted(chunk.length / 3));
    }
    hasPalette = true;
    palette = new byte[chunk.length / 3 * 3];
    System.arraycopy(bytes, chunk.at, palette, 0, palette.length);
  }

  private void readTransparency(Chunk chunk) throws UnreadableImageException {
    switch (colorType()) {
      case 0 -> need(chunk, 2);
      case 2 -> need(chunk, 6);
      case 3 -> {
        // Pillow looks the one transparent color up in the palette, and fails where there is none.
        int clear = 0;
        int opaque = 0;
        for (int i = chunk.at; i < chunk.at + chunk.length; i++) {
          clear += bytes[i] == 0 ? 1 : 0;
          opaque += bytes[i] == -1 ? 1 : 0;
        }
        oneTransparentColor = clear == 1 && opaque == chunk.length - 1;
      }
      default -> {
        // Pictures with alpha have no use for it.
      }
    }
  }

  private int colorType() {
    return header.capacity() == 0 ? -1 : header.get(9);
  }

  private void readAnimation(Chunk chunk) throws UnreadableImageException {
    need(chunk, 8);
    long count = ByteBuffer.wrap(bytes).getInt(chunk.at) & 0xFFFFFFFFL;
    // A second such chunk, or an impossible count: the picture counts as not animated.
    frames = frames == 0 && count <= 0x80000000L ? count : 0;
  }

  private void readFrame(Chunk chunk) throws UnreadableImageException {
    need(chunk, 26);
    ByteBuffer in = ByteBuffer.wrap(bytes, chunk.at, 26).slice();
    advance(in.getInt(0) & 0xFFFFFFFFL);
    long columns = in.getInt(4) & 0xFFFFFFFFL;
    long rows = in.getInt(8) & 0xFFFFFFFFL;
    long left = in.getInt(12) & 0xFFFFFFFFL;
    long top = in.getInt(16) & 0xFFFFFFFFL;
    long width = header.capacity() == 0 ? 0 : header.getInt(0) & 0xFFFFFFFFL;
    long height = header.capacity() == 0 ? 0 : header.getInt(4) & 0xFFFFFFFFL;
    if (left + columns > width || top + rows > height) {
      throw new UnreadableImageException("PNG animation with a frame outside the picture");
    }
    if (!dataSeen) {
      frame = new int[] {(int) left, (int) top, (int) columns, (int) rows};
    }
  }

  private void readFrameData(Chunk chunk) throws UnreadableImageException {
    need(chunk, 4);
    if (bytes.length - chunk.at < 4) {
      throw new UnreadableImageException("PNG ends inside a frame's data (truncated)");
    }
    long number = ByteBuffer.wrap(bytes).getInt(chunk.at) & 0xFFFFFFFFL;
    if (sequence < 0) {
      throw new UnreadableImageException("PNG animation whose frames are out of sequence");
    }
    advance(number);
    dataSeen = true;
    at = chunk.at + 4;
    dataLeft = chunk.length - 4;
  }

  private void advance(long number) throws UnreadableImageException {
    if (number != sequence + 1) {
      throw new UnreadableImageException("PNG animation whose frames are out of sequence");
    }
    sequence = number;
  }

  private Layout layout() throws UnreadableImageException {
    if (header.capacity() == 0) {
      throw new UnreadableImageException("PNG without a header before its image data");
    }
    int depth = header.get(8);
    int colorType = header.get(9);
    boolean known =
        switch (colorType) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known) {
      throw new UnreadableImageException(
          "PNG of color type %d with %d bits, which the format does not have"
              .formatted(colorType & 0xFF, depth & 0xFF));
    }
    int width = header.getInt(0);
    int height = header.getInt(4);
    ImageDecoder.checkSize(ImageHeader.Format.PNG, width, height);
    if (oneTransparentColor && !hasPalette) {
      throw new UnreadableImageException("PNG with a transparent color but without a palette");
    }
    // A frame without columns at the left edge stands for the whole picture, in Pillow.
    boolean whole = frame.length == 0 || (frame[0] == 0 && frame[2] == 0);
    int[] place = whole ? new int[] {0, 0, width, height} : frame;
    if (place[2] < 1 || place[3] < 1) {
      throw new UnreadableImageException("PNG animation with an empty frame");
    }
    return new Layout(
        width,
        height,
        depth,
        colorType,
        header.get(12) != 0,
        palette,
        place[0],
        place[1],
        place[2],
        place[3]);
  }
}
