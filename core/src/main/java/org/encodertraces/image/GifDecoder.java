package org.encodertraces.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The first frame of a GIF, with the colors its palette gives to every index, the transparent one
 * too: what Pillow's {@code convert("RGB")} leaves when it drops transparency.
 *
 * <p>Read as Pillow reads it: the picture is at least as large as the frame wherever the frame
 * lies; what the frame does not cover has the transparent index, or 0; without a palette, or with
 * one that is a ramp of grays, indexes are grays. Source: Pillow's {@code GifImagePlugin}.
 */
final class GifDecoder {

  /**
   * The first frame as its descriptors give it.
   *
   * @param width of the picture: the logical screen, enlarged where the frame needs it
   * @param colors RGB of all 256 indexes
   * @param background index outside the frame
   * @param codesAt where the compressed indexes begin, behind {@code codeBits}
   */
  record Frame(
      int width,
      int height,
      int left,
      int top,
      int columns,
      int rows,
      boolean interlaced,
      byte[] colors,
      int background,
      int codeBits,
      int codesAt) {

    Frame covering() {
      return new Frame(
          width, height, 0, 0, width, height, interlaced, colors, background, codeBits, codesAt);
    }
  }

  private GifDecoder() {}

  static RgbImage decode(byte[] bytes) throws UnreadableImageException {
    Frame frame = frame(bytes);
    if (frame.left == 0 && frame.columns == 0) {
      // Stands for the whole picture, in Pillow.
      frame = frame.covering();
    }
    if (frame.columns < 1 || frame.rows < 1) {
      throw new UnreadableImageException(
          "GIF with an empty frame of %d x %d".formatted(frame.columns, frame.rows));
    }
    byte[] indexes = new byte[frame.width * frame.height];
    Arrays.fill(indexes, (byte) frame.background);
    new GifCodes(bytes, frame).writeTo(indexes);
    byte[] rgb = new byte[indexes.length * 3];
    for (int i = 0; i < indexes.length; i++) {
      int color = (indexes[i] & 0xFF) * 3;
      rgb[i * 3] = frame.colors[color];
      rgb[i * 3 + 1] = frame.colors[color + 1];
      rgb[i * 3 + 2] = frame.colors[color + 2];
    }
    return new RgbImage(frame.width, frame.height, rgb);
  }

  /**
   * Reads up to the first frame's compressed data.
   *
   * @throws UnreadableImageException when there is no frame, or the picture would be too large
   * @throws IndexOutOfBoundsException when the file ends before
   */
  static Frame frame(byte[] bytes) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if ((in.get(4) != '7' && in.get(4) != '9') || in.get(5) != 'a') {
      throw new UnreadableImageException("neither a GIF87a nor a GIF89a");
    }
    int flags = in.get(10);
    int at = 13;
    byte[] globalColors = {};
    if ((flags & 0x80) != 0) {
      globalColors = palette(bytes, at, flags);
      at += 3 << ((flags & 7) + 1);
    }
    int transparent = 0;
    while (true) {
      int introducer = at < bytes.length ? bytes[at] & 0xFF : ';';
      at++;
      if (introducer == ';') {
        throw new UnreadableImageException(
            at > bytes.length
                ? "GIF ends after %,d bytes before its first frame (truncated)"
                    .formatted(bytes.length)
                : "GIF without a frame");
      }
      if (introducer == '!') {
        int label = bytes[at] & 0xFF;
        int block = at + 1;
        int size = block < bytes.length ? bytes[block] & 0xFF : 0;
        if (label == 0xF9 && size > 0) {
          boolean hasTransparent = (bytes[block + 1] & 1) != 0;
          if (size < (hasTransparent ? 4 : 3)) {
            throw new UnreadableImageException(
                "GIF with a graphic control block of %d bytes, expected 4".formatted(size));
          }
          transparent = hasTransparent ? bytes[block + 4] & 0xFF : transparent;
        }
        // Behind an empty block Pillow reads another run of blocks, except of a comment's.
        at = behindBlocks(bytes, size == 0 && label != 0xFE ? block + 1 : block);
      } else if (introducer == ',') {
        break;
      }
      // Anything else between blocks is passed over.
    }
    int left = in.getShort(at) & 0xFFFF;
    int top = in.getShort(at + 2) & 0xFFFF;
    int columns = in.getShort(at + 4) & 0xFFFF;
    int rows = in.getShort(at + 6) & 0xFFFF;
    int width = Math.max(in.getShort(6) & 0xFFFF, left + columns);
    int height = Math.max(in.getShort(8) & 0xFFFF, top + rows);
    ImageDecoder.checkSize(ImageHeader.Format.GIF, width, height);
    int local = in.get(at + 8);
    at += 9;
    byte[] colors = globalColors;
    if ((local & 0x80) != 0) {
      byte[] localColors = palette(bytes, at, local);
      // A ramp of grays counts as no palette; Pillow then falls back to the file's palette.
      colors = localColors.length > 0 ? localColors : globalColors;
      at += 3 << ((local & 7) + 1);
    }
    return new Frame(
        width,
        height,
        left,
        top,
        columns,
        rows,
        (local & 0x40) != 0,
        allColors(colors),
        transparent,
        in.get(at) & 0xFF,
        at + 1);
  }

  /** Whether the file holds all blocks of the frame's data. */
  static boolean dataIsWhole(byte[] bytes, Frame frame) {
    return behindBlocks(bytes, frame.codesAt) <= bytes.length;
  }

  /** The palette that {@code flags} declare; empty where it is a ramp of grays or cut short. */
  private static byte[] palette(byte[] bytes, int at, int flags) {
    byte[] palette = Arrays.copyOfRange(bytes, at, at + (3 << ((flags & 7) + 1)));
    for (int i = 0; i < palette.length; i++) {
      if ((palette[i] & 0xFF) != i / 3) {
        return palette;
      }
    }
    return new byte[0];
  }

  /** Indexes beyond a palette are black, as in Pillow since 10.1; without one they are grays. */
  private static byte[] allColors(byte[] palette) {
    byte[] colors = Arrays.copyOf(palette, 768);
    if (palette.length == 0) {
      for (int i = 0; i < colors.length; i++) {
        colors[i] = (byte) (i / 3);
      }
    }
    return colors;
  }

  private static int behindBlocks(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != 0) {
      at += 1 + (bytes[at] & 0xFF);
    }
    return at + 1;
  }
}
