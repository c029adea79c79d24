package org.encodertraces.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The picture that rows of a TIFF's samples are put into, with Pillow's conversion of each kind to
 * 8-bit RGB.
 *
 * <p>Gray and palette pictures are kept as one byte a pixel until all is there, pictures of four
 * color samples as four bytes when they come plane by plane.
 *
 * <p>Source: Pillow's {@code Unpack.c} and {@code Convert.c}.
 */
final class TiffCanvas {

  private final TiffPixels pixels;
  private final int width;
  private final int height;
  private final int bands;
  private final byte[] canvas;

  /**
   * @param planes true when {@link #putPlane} will be called, for pictures of more than one color
   */
  TiffCanvas(TiffPixels pixels, int width, int height, boolean planes)
      throws UnreadableImageException {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    this.bands = pixels.colors() == 1 ? 1 : planes ? pixels.colors() : 3;
    if ((long) width * height * bands > Integer.MAX_VALUE - 8) {
      throw new UnreadableImageException(
          "TIFF of %d x %d pixels in %d planes is larger than an array holds"
              .formatted(width, height, bands));
    }
    this.canvas = new byte[width * height * bands];
    if (pixels.kind() == TiffPixels.Kind.CMYK && !planes) {
      Arrays.fill(canvas, (byte) 255); // where no strip reaches there is no ink
    }
  }

  /** Puts a row of {@code count} whole pixels, from {@code at}, to (x, y). */
  void put(byte[] row, int at, int count, ByteOrder order, int x, int y) {
    int to = (y * width + x) * bands;
    switch (pixels.kind()) {
      case GRAY -> gray(row, at, count, order, to);
      case SIGNED, FLOAT -> numbers(row, at, count, order, to);
      case PALETTE -> indexes(row, at, count, to);
      case RGB, YCBCR -> rgb(row, at, count, order, to);
      case ASSOCIATED, CMYK -> four(row, at, count, order, to);
    }
  }

  /** Puts a row of {@code count} samples of one color, 8 or 16 bits each, to (x, y). */
  void putPlane(byte[] row, int at, int count, ByteOrder order, int x, int y, int plane) {
    if (plane >= bands) {
      return; // alpha
    }
    int unit = pixels.bits() / 8;
    int high = at + (order == ByteOrder.LITTLE_ENDIAN ? unit - 1 : 0);
    int to = (y * width + x) * bands + plane;
    for (int i = 0; i < count; i++) {
      canvas[to + i * bands] = row[high + i * unit];
    }
  }

  /**
   * The finished picture.
   *
   * @param palette [256, 3], of palette pictures; nobody looks at it for others
   */
  RgbImage toRgb(byte[] palette) {
    if (bands == 3) {
      return new RgbImage(width, height, canvas);
    }
    byte[] rgb = new byte[width * height * 3];
    if (bands == 4) {
      for (int i = 0; i < width * height; i++) {
        pixelOfFour(canvas, 4 * i, 1, rgb, 3 * i);
      }
      return new RgbImage(width, height, rgb);
    }
    boolean indexed = pixels.kind() == TiffPixels.Kind.PALETTE;
    for (int i = 0; i < canvas.length; i++) {
      if (indexed) {
        System.arraycopy(palette, 3 * (canvas[i] & 0xFF), rgb, 3 * i, 3);
      } else {
        rgb[3 * i] = canvas[i];
        rgb[3 * i + 1] = canvas[i];
        rgb[3 * i + 2] = canvas[i];
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private void gray(byte[] row, int at, int count, ByteOrder order, int to) {
    int bits = pixels.bits();
    if (bits == 16) {
      ByteBuffer in = ByteBuffer.wrap(row).order(order);
      for (int i = 0; i < count; i++) {
        canvas[to + i] = (byte) Math.min(255, in.getShort(at + 2 * i) & 0xFFFF);
      }
    } else if (bits == 12) {
      for (int i = 0; i < count; i++) {
        int first = at + i / 2 * 3;
        int value =
            i % 2 == 0
                ? (row[first] & 0xFF) << 4 | (row[first + 1] & 0xFF) >> 4
                : (row[first + 1] & 0x0F) << 8 | (row[first + 2] & 0xFF);
        canvas[to + i] = (byte) Math.min(255, value);
      }
    } else {
      int scale = 255 / ((1 << bits) - 1);
      int flip = pixels.inverted() ? 255 : 0;
      for (int i = 0; i < count; i++) {
        canvas[to + i] = (byte) (small(row, at, i) * scale ^ flip);
      }
    }
  }

  private void indexes(byte[] row, int at, int count, int to) {
    for (int i = 0; i < count; i++) {
      canvas[to + i] = (byte) small(row, at, i);
    }
  }

  /** The first sample, of 1, 2, 4 or 8 bits, of the pixel at {@code index}. */
  private int small(byte[] row, int at, int index) {
    int bits = pixels.bits();
    int bit = index * bits * pixels.samples();
    return (row[at + bit / 8] & 0xFF) >> (8 - bits - bit % 8) & ((1 << bits) - 1);
  }

  private void numbers(byte[] row, int at, int count, ByteOrder order, int to) {
    ByteBuffer in = ByteBuffer.wrap(row).order(order);
    for (int i = 0; i < count; i++) {
      float value;
      if (pixels.kind() == TiffPixels.Kind.FLOAT) {
        value = in.getFloat(at + 4 * i);
      } else {
        value = pixels.bits() == 16 ? in.getShort(at + 2 * i) : in.getInt(at + 4 * i);
      }
      // NaN becomes 0, as a C cast does on every processor that Pillow is built for.
      canvas[to + i] = (byte) (int) Math.max(0, Math.min(255, value));
    }
  }

  private void rgb(byte[] row, int at, int count, ByteOrder order, int to) {
    int unit = pixels.bits() / 8;
    int step = pixels.samples() * unit;
    int high = at + (order == ByteOrder.LITTLE_ENDIAN ? unit - 1 : 0);
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < 3; c++) {
        canvas[to + 3 * i + c] = row[high + i * step + c * unit];
      }
    }
  }

  private void four(byte[] row, int at, int count, ByteOrder order, int to) {
    int unit = pixels.bits() / 8;
    int step = pixels.samples() * unit;
    int high = at + (order == ByteOrder.LITTLE_ENDIAN ? unit - 1 : 0);
    for (int i = 0; i < count; i++) {
      pixelOfFour(row, high + i * step, unit, canvas, to + 3 * i);
    }
  }

  private void pixelOfFour(byte[] in, int at, int unit, byte[] rgb, int to) {
    int fourth = in[at + 3 * unit] & 0xFF;
    for (int c = 0; c < 3; c++) {
      int value = in[at + c * unit] & 0xFF;
      if (pixels.kind() == TiffPixels.Kind.CMYK) {
        int light = 255 - fourth;
        rgb[to + c] = (byte) Math.max(0, light - CmykJpeg.multiplyDivide255(value, light));
      } else {
        rgb[to + c] = fourth == 0 ? 0 : (byte) Math.min(255, value * 255 / fourth);
      }
    }
  }
}
