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
  void toYcc(int count, YccBlocks target) {
    for (int k = 0; k < 64; k++) {
      brightness(first[k], second[k], third[k], target.first[k], count);
      blueness(first[k], second[k], third[k], target.second[k], count);
      redness(first[k], second[k], third[k], target.third[k], count);
    }
  }

  private static void brightness(int[] red, int[] green, int[] blue, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      int sum = 19595 * red[i] + 38470 * green[i] + 7471 * blue[i] + HALF;
      target[i] = (sum >> SCALE_BITS) - CENTER;
    }
  }

  /** Blue difference less 128. */
  static void blueness(int[] red, int[] green, int[] blue, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      int sum = -11059 * red[i] - 21709 * green[i] + 32768 * blue[i] + HALF - 1;
      target[i] = sum >> SCALE_BITS;
    }
  }

  /** Red difference less 128. */
  static void redness(int[] red, int[] green, int[] blue, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      int sum = 32768 * red[i] - 27439 * green[i] - 5329 * blue[i] + HALF - 1;
      target[i] = sum >> SCALE_BITS;
    }
  }

  /** Samples of brightness and differences, 0 … 255, to RGB, of the first {@code count} blocks. */
  void toRgb(int count, YccBlocks target) {
    for (int k = 0; k < 64; k++) {
      outer(first[k], third[k], 91881, target.first[k], count);
      green(first[k], second[k], third[k], target.second[k], count);
      outer(first[k], second[k], 116130, target.third[k], count);
    }
  }

  /** Red or blue, which take one difference each; clipped by sign bits (see BlockTransform). */
  private static void outer(int[] y, int[] difference, int weight, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      int value = y[i] + ((weight * (difference[i] - CENTER) + HALF) >> SCALE_BITS);
      int positive = value & ~(value >> 31);
      target[i] = (positive | ((255 - positive) >> 31)) & 255;
    }
  }

  private static void green(int[] y, int[] blueness, int[] redness, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      int sum = -22554 * (blueness[i] - CENTER) - 46802 * (redness[i] - CENTER) + HALF;
      int value = y[i] + (sum >> SCALE_BITS);
      int positive = value & ~(value >> 31);
      target[i] = (positive | ((255 - positive) >> 31)) & 255;
    }
  }
}
