package org.encodertraces.image;

import java.util.Arrays;

/**
 * A BMP as Pillow's {@code open(…).convert("RGB")} gives it.
 *
 * <p>OpenCV reads BMP too, but widens 5 bits to 8 by a shift where Pillow divides, and knows other
 * masks. Source: Pillow's {@code BmpImagePlugin} and {@code Unpack.c}.
 */
final class Bmp {

  private Bmp() {}

  static RgbImage decode(byte[] bytes) throws UnreadableImageException {
    BmpHeader header = BmpHeader.read(bytes);
    int width = header.width();
    int height = header.height();
    long rowBytes = ((long) width * header.layout().bits() + 7) / 8;
    long stride = header.rle() ? width : (((long) width * header.bits() + 31) >> 3) & ~3L;
    byte[] data = bytes;
    long from = header.offset();
    if (header.rle()) {
      data = BmpRle.decode(bytes, header);
      from = 0;
    }
    if (stride < rowBytes) {
      throw new UnreadableImageException(
          "BMP of %d bits with a palette of grays counts %d bits a pixel, which Pillow refuses"
              .formatted(header.bits(), header.layout().bits()));
    }
    if (from + (height - 1) * stride + rowBytes > data.length) {
      throw new UnreadableImageException(
          "BMP of %d x %d has %d bytes of pixels, expected %d (truncated)"
              .formatted(
                  width,
                  height,
                  Math.max(0, data.length - from),
                  (height - 1) * stride + rowBytes));
    }
    byte[] palette = header.palette(bytes);
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      int row = header.topDown() ? y : height - 1 - y;
      int at = (int) (from + y * stride);
      for (int x = 0; x < width; x++) {
        pixel(header.layout(), data, at, x, palette, rgb, (row * width + x) * 3);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static void pixel(
      BmpLayout layout, byte[] data, int at, int x, byte[] palette, byte[] rgb, int to) {
    switch (layout) {
      case INDEX1, INDEX4, INDEX8 -> {
        int bits = layout.bits();
        int bit = x * bits;
        int index = (data[at + bit / 8] & 0xFF) >> (8 - bits - bit % 8) & ((1 << bits) - 1);
        System.arraycopy(palette, 3 * index, rgb, to, 3);
      }
      case RGB555, RGB565 -> {
        int value = (data[at + 2 * x] & 0xFF) | (data[at + 2 * x + 1] & 0xFF) << 8;
        int greens = layout == BmpLayout.RGB565 ? 6 : 5;
        int most = (1 << greens) - 1;
        rgb[to] = (byte) (((value >> (5 + greens)) & 31) * 255 / 31);
        rgb[to + 1] = (byte) (((value >> 5) & most) * 255 / most);
        rgb[to + 2] = (byte) ((value & 31) * 255 / 31);
      }
      case BGR, BGRX, XBGR, RGBX, BGXR -> {
        int first = at + x * layout.bits() / 8;
        rgb[to] = data[first + layout.red()];
        rgb[to + 1] = data[first + layout.green()];
        rgb[to + 2] = data[first + layout.blue()];
      }
    }
  }

  /** A copy of {@code palette} in RGB that has a color for every index. */
  static byte[] rgbPalette(byte[] palette, int entryBytes) {
    byte[] rgb = new byte[3 * 256];
    int colors = Math.min(256, palette.length / entryBytes);
    for (int i = 0; i < colors; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = palette[i * entryBytes + 2 - c];
      }
    }
    return rgb;
  }

  /** The palette of {@code colors} even grays from black to white. */
  static byte[] grays(int colors) {
    byte[] rgb = new byte[3 * 256];
    for (int i = 0; i < colors; i++) {
      Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) (i * 255 / (colors - 1)));
    }
    return rgb;
  }
}
