package org.encodertraces.image;

/**
 * The LZW codes of a GIF frame, drawn into a picture of indexes.
 *
 * <p>Our own because of what counts as damaged. As in Pillow's {@code GifDecode.c}: a frame is
 * whole when its last pixel is drawn, whatever follows; a block is read only when all of it is
 * there; a code that no earlier one announced refuses the file. Of the file Pillow hands over
 * 65,536 bytes at a time, and goes on behind an end code only where more of them come.
 */
final class GifCodes {

  private static final int BLOCK = 65_536;
  private static final int TABLE = 4096;
  private static final int MAX_BITS = 12;

  private final byte[] bytes;
  private final GifDecoder.Frame frame;
  private final int clear;
  private final byte[] data = new byte[TABLE];
  private final int[] link = new int[TABLE];

  /** A code's string, built from its end. */
  private final byte[] string = new byte[TABLE];

  private int at;
  private int blockLeft;
  private int bitBuffer;
  private int bitCount;
  private int codeSize;
  private int next;
  private int lastCode;
  private int x;
  private int y;
  private int step;
  private int passesLeft;

  GifCodes(byte[] bytes, GifDecoder.Frame frame) {
    this.bytes = bytes;
    this.frame = frame;
    clear = 1 << Math.min(frame.codeBits(), MAX_BITS);
    at = frame.codesAt();
    step = frame.interlaced() ? 8 : 1;
    passesLeft = frame.interlaced() ? 3 : 0;
  }

  /** Draws every pixel of the frame. */
  void writeTo(byte[] indexes) throws UnreadableImageException {
    if (frame.codeBits() > MAX_BITS) {
      throw new UnreadableImageException(
          "GIF whose codes start with %d bits, expected at most %d"
              .formatted(frame.codeBits(), MAX_BITS));
    }
    resetTable();
    boolean first = true; // no string before this one
    int last = 0;
    int end = Math.min(bytes.length, at + BLOCK);
    while (true) {
      int code = nextCode(end);
      if (code == clear) {
        resetTable();
        first = true;
        continue;
      }
      if (code < 0 || code == clear + 1) {
        if (end == bytes.length) {
          throw new UnreadableImageException(
              "GIF of %d x %d: its data ends in row %,d of %,d (truncated)"
                  .formatted(frame.width(), frame.height(), y + 1, frame.rows()));
        }
        end = Math.min(bytes.length, end + BLOCK);
        continue;
      }
      int from = TABLE;
      if (first) {
        if (code > clear) {
          throw damaged();
        }
        first = false;
        last = code;
      } else {
        if (code > next) {
          throw damaged();
        }
        int walked = code;
        if (code == next) {
          string[--from] = (byte) last;
          walked = lastCode;
        }
        while (walked >= clear) {
          if (from == 0 || walked >= TABLE) {
            throw damaged();
          }
          string[--from] = data[walked];
          walked = link[walked];
        }
        last = walked;
        learn(last);
      }
      lastCode = code;
      // The string's first index was never put into the buffer.
      if (draw(indexes, (byte) last)) {
        return;
      }
      for (int i = from; i < TABLE; i++) {
        if (draw(indexes, string[i])) {
          return;
        }
      }
    }
  }

  private void resetTable() {
    codeSize = Math.min(frame.codeBits(), MAX_BITS) + 1;
    next = clear + 2;
  }

  private void learn(int index) {
    if (next < TABLE) {
      data[next] = (byte) index;
      link[next] = lastCode;
      if (next == (1 << codeSize) - 1 && codeSize < MAX_BITS) {
        codeSize++;
      }
      next++;
    }
  }

  /** The next code, or -1 when the bytes up to {@code end} hold no whole block for it. */
  private int nextCode(int end) {
    while (bitCount < codeSize) {
      if (blockLeft > 0) {
        bitBuffer |= (bytes[at++] & 0xFF) << bitCount;
        bitCount += 8;
        blockLeft--;
      } else {
        if (at >= end || at + (bytes[at] & 0xFF) >= end) {
          return -1;
        }
        blockLeft = bytes[at++] & 0xFF;
      }
    }
    int code = bitBuffer & ((1 << codeSize) - 1);
    bitBuffer >>>= codeSize;
    bitCount -= codeSize;
    return code;
  }

  /** Draws a pixel and moves on; true behind the last one. */
  private boolean draw(byte[] indexes, byte index) {
    indexes[(y + frame.top()) * frame.width() + frame.left() + x] = index;
    if (++x < frame.columns()) {
      return false;
    }
    x = 0;
    y += step;
    while (y >= frame.rows()) {
      switch (passesLeft) {
        case 3 -> y = 4;
        case 2 -> {
          step = 4;
          y = 2;
        }
        case 1 -> {
          step = 2;
          y = 1;
        }
        default -> {
          return true;
        }
      }
      passesLeft--;
    }
    return false;
  }

  private UnreadableImageException damaged() {
    return new UnreadableImageException(
        "GIF of %d x %d: damaged data in row %,d".formatted(frame.width(), frame.height(), y + 1));
  }
}
