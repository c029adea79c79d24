package org.encodertraces.image;

/** Rows of a PNG's samples to RGB, for each color type and depth that PNG has. */
final class PngSamples {

  private final int colorType;
  private final int depth;

  /** RGB of every value of a gray sample of up to 8 bits, or of every palette index. */
  private final byte[] colors;

  PngSamples(int colorType, int depth, byte[] palette) {
    this.colorType = colorType;
    this.depth = depth;
    int values = depth <= 8 ? 1 << depth : 0;
    colors = new byte[values * 3];
    if (colorType == 3) {
      // What lies beyond the palette stays black, as in Pillow since 10.1.
      System.arraycopy(palette, 0, colors, 0, Math.min(palette.length, colors.length));
    } else {
      for (int i = 0; i < colors.length; i++) {
        colors[i] = (byte) (i / 3 * 255 / (values - 1));
      }
    }
  }

  int bitsPerPixel() {
    int channels =
        switch (colorType) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    return channels * depth;
  }

  /** Rows that never come hold index 0: black, or the palette's first color. */
  void fillUnwritten(byte[] rgb) {
    if (colorType == 3 && (colors[0] | colors[1] | colors[2]) != 0) {
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = colors[i % 3];
      }
    }
  }

  /**
   * Writes {@code count} pixels.
   *
   * @param line one unused byte (the filter's), then packed samples
   * @param step between the first samples of neighboring pixels in {@code rgb}
   */
  void write(byte[] line, int count, byte[] rgb, int from, int step) {
    int at = from;
    int bytes = depth / 8;
    if (colorType == 2 || colorType == 6) {
      if (colorType == 2 && depth == 8 && step == 3) {
        System.arraycopy(line, 1, rgb, from, count * 3);
        return;
      }
      int pixel = (colorType == 2 ? 3 : 4) * bytes;
      for (int i = 0, in = 1; i < count; i++, in += pixel, at += step) {
        rgb[at] = line[in];
        rgb[at + 1] = line[in + bytes];
        rgb[at + 2] = line[in + 2 * bytes];
      }
    } else if (colorType == 4) {
      for (int i = 0, in = 1; i < count; i++, in += 2 * bytes, at += step) {
        gray(rgb, at, line[in]);
      }
    } else if (depth == 16) {
      // Pillow keeps 16-bit gray as integers and clips them at 255 rather than scaling.
      for (int i = 0, in = 1; i < count; i++, in += 2, at += step) {
        gray(rgb, at, line[in] == 0 ? line[in + 1] : (byte) 255);
      }
    } else {
      int mask = (1 << depth) - 1;
      for (int i = 0; i < count; i++, at += step) {
        int bit = i * depth;
        int value = (line[1 + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask;
        rgb[at] = colors[value * 3];
        rgb[at + 1] = colors[value * 3 + 1];
        rgb[at + 2] = colors[value * 3 + 2];
      }
    }
  }

  private static void gray(byte[] rgb, int at, byte value) {
    rgb[at] = value;
    rgb[at + 1] = value;
    rgb[at + 2] = value;
  }
}
