package org.encodertraces.image;

import java.io.ByteArrayOutputStream;

/** Run-length BMP: Pillow's {@code BmpRleDecoder}, byte for byte, short files refused. */
final class BmpRle {

  private BmpRle() {}

  /** The indexes of all pixels, [height, width] in the file's order of rows. */
  static byte[] decode(byte[] bytes, BmpHeader header) throws UnreadableImageException {
    int width = header.width();
    long needed = (long) width * header.height();
    boolean four = header.compression() == BmpHeader.RLE4;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long at = Math.min(header.offset(), bytes.length);
    int x = 0;
    while (out.size() < needed && at + 1 < bytes.length) {
      int count = bytes[(int) at++] & 0xFF;
      int value = bytes[(int) at++] & 0xFF;
      if (count > 0) {
        int kept = Math.max(0, Math.min(count, width - x));
        for (int i = 0; i < kept; i++) {
          out.write(four ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
        }
        x += kept;
      } else if (value == 0) {
        pad(out, (width - out.size() % width) % width);
        x = 0;
      } else if (value == 1) {
        break;
      } else if (value == 2) {
        if (at + 1 >= bytes.length) {
          break;
        }
        int right = bytes[(int) at++] & 0xFF;
        int up = bytes[(int) at++] & 0xFF;
        pad(out, (int) Math.min(needed, right + (long) up * width));
        x = out.size() % width;
      } else {
        // Of an odd count of half bytes Pillow drops the last.
        int length = four ? value / 2 : value;
        int whole = (int) Math.min(length, bytes.length - at);
        for (int i = 0; i < whole; i++) {
          int next = bytes[(int) at++] & 0xFF;
          if (four) {
            out.write(next >> 4);
            out.write(next & 15);
          } else {
            out.write(next);
          }
        }
        if (whole < length) {
          break;
        }
        x += value;
        at += at % 2;
      }
    }
    if (out.size() < needed) {
      throw new UnreadableImageException(
          "BMP of %d x %d has %d of %d run-length coded pixels, which Pillow refuses"
              .formatted(width, header.height(), out.size(), needed));
    }
    return out.toByteArray();
  }

  private static void pad(ByteArrayOutputStream out, int count) {
    out.write(new byte[count], 0, count);
  }
}
