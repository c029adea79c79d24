package org.encodertraces.image;

/**
 * Blocks of 8 x 8 of the three components of a picture, by position as {@link BlockTransform} takes
 * them, and their way from and to RGB, as in libjpeg (source: libjpeg-turbo {@code jccolor.c},
 * {@code jdcolor.c}).
 *
 * @param first [64][capacity]: brightness, or red
 * @param second blue difference, or green
 * @param third red difference, or blue
 */
record YccBlocks(int[][] first, int[][] second, int[][] third) {

  private static final int SCALE_BITS = 16;
  private static final int HALF = 1 << (SCALE_BITS - 1);
  private static final int CENTER = 128;

  static YccBlocks of(int capacity) {
    return new YccBlocks(new int[64][capacity], new int[64][capacity], new int[64][capacity]);
  }

  /** RGB to brightness and differences, each less 128, of the first {@code count} blocks. */
  void toYcc(int count) {
    for (int k = 0; k < 64; k++) {
      toYcc(first[k], second[k], third[k], count);
    }
  }

  /** The same of single lines. */
  static void toYcc(int[] first, int[] second, int[] third, int count) {
    for (int i = 0; i < count; i++) {
      int red = first[i];
      int green = second[i];
      int blue = third[i];
      first[i] = ((19595 * red + 38470 * green + 7471 * blue + HALF) >> SCALE_BITS) - CENTER;
      second[i] = (-11059 * red - 21709 * green + 32768 * blue + HALF - 1) >> SCALE_BITS;
      third[i] = (32768 * red - 27439 * green - 5329 * blue + HALF - 1) >> SCALE_BITS;
    }
  }

  /** Samples of brightness and differences, 0 … 255, to RGB, of the first {@code count} blocks. */
  void toRgb(int count) {
    for (int k = 0; k < 64; k++) {
      toRgb(first[k], second[k], third[k], count);
    }
  }

  private static void toRgb(int[] first, int[] second, int[] third, int count) {
    for (int i = 0; i < count; i++) {
      int y = first[i];
      int blueness = second[i] - CENTER;
      int redness = third[i] - CENTER;
      int red = y + ((91881 * redness + HALF) >> SCALE_BITS);
      int green = y + ((-22554 * blueness - 46802 * redness + HALF) >> SCALE_BITS);
      int blue = y + ((116130 * blueness + HALF) >> SCALE_BITS);
      int reds = red & ~(red >> 31);
      int greens = green & ~(green >> 31);
      int blues = blue & ~(blue >> 31);
      first[i] = reds | ((255 - reds) >> 31);
      second[i] = greens | ((255 - greens) >> 31);
      third[i] = blues | ((255 - blues) >> 31);
    }
  }
}
