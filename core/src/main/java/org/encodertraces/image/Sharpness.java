package org.encodertraces.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Pillow's {@code ImageEnhance.Sharpness}, bit for bit: the picture blended with (below 1) or away
 * from (above 1) its smoothed self.
 *
 * <p>Source: Pillow 9.4 {@code ImageFilter.SMOOTH} (3 x 3, weights 1 and 5, sum 13), {@code
 * ImagingFilter3x3} (the border keeps its samples) and {@code ImagingBlend}.
 */
public final class Sharpness {

  private static final int KERNEL_SUM = 13;

  private Sharpness() {}

  /**
   * The picture at sharpness {@code factor}: 0 is smoothed, 1 as it is, more is sharper.
   *
   * @param factor 0 or more
   */
  public static RgbImage enhance(RgbImage image, double factor) {
    Window whole = new Window(0, 0, image.width(), image.height());
    return enhance(image, List.of(factor), whole).get(0);
  }

  /**
   * The picture at each of several factors, smoothed once.
   *
   * @param window the part of the results that is asked for, which depends on one pixel around it;
   *     their other pixels are undefined
   * @return pictures of the same size, in the order of the factors
   */
  public static List<RgbImage> enhance(RgbImage image, List<Double> factors, Window window) {
    for (double factor : factors) {
      if (!(factor >= 0)) {
        throw new IllegalArgumentException("sharpness factor " + factor + ": expected 0 or more");
      }
    }
    int width = image.width();
    int height = image.height();
    if (width < 3 || height < 3) {
      return Collections.nCopies(factors.size(), image);
    }
    List<RgbImage> results = new ArrayList<>();
    for (double factor : factors) {
      results.add(factor == 1 ? image : new RgbImage(width, height, image.rgb().clone()));
    }
    // The border keeps its samples.
    int left = Math.max(1, window.x());
    int right = Math.min(width - 1, window.x() + window.width());
    int first = Math.max(1, window.y());
    int end = Math.min(height - 1, window.y() + window.height());
    if (left < right && first < end) {
      Lines lines = new Lines(image, (left - 1) * 3, (right - left + 2) * 3);
      for (int row = first; row < end; row++) {
        lines.smooth(row);
        for (int i = 0; i < results.size(); i++) {
          if (factors.get(i) != 1) {
            lines.blend(factors.get(i).floatValue(), results.get(i).rgb());
          }
        }
      }
    }
    return results;
  }

  /**
   * Three rows as lines of integers, of which one smooth one is made. Each loop writes one array,
   * so that the JIT makes vectors of it ({@link BlockTransform}).
   */
  private static final class Lines {
    /** Sums are below 6,700, so that this inverse of 26 gives exact quotients. */
    private static final int INVERSE_BITS = 18;

    private static final int INVERSE =
        ((1 << INVERSE_BITS) + 2 * KERNEL_SUM - 1) / (2 * KERNEL_SUM);

    private final RgbImage image;
    private final int from;
    private final int length;
    private final int[][] rows;
    private final int[] sums;
    private final int[] smooth;
    private final int[] blended;
    private int row = -2;

    /** Of the samples from {@code from} on in each row. */
    Lines(RgbImage image, int from, int length) {
      this.image = image;
      this.from = from;
      this.length = length;
      rows = new int[3][length];
      sums = new int[length];
      smooth = new int[length];
      blended = new int[length];
    }

    private void load(int y) {
      int[] line = rows[y % 3];
      byte[] rgb = image.rgb();
      int in = y * image.width() * 3 + from;
      for (int i = 0; i < length; i++) {
        line[i] = rgb[in + i] & 0xFF;
      }
    }

    /** Takes rows in order. */
    void smooth(int next) {
      for (int y = Math.max(next - 1, row + 2); y <= next + 1; y++) {
        load(y);
      }
      row = next;
      smooth(rows[(row + 2) % 3], rows[row % 3], rows[(row + 1) % 3]);
    }

    private void smooth(int[] above, int[] middle, int[] below) {
      for (int i = 0; i < length; i++) {
        sums[i] = above[i] + middle[i] + below[i];
      }
      // Pillow adds 0.5 and truncates in floats; the sum is never halfway between two integers
      // because 13 is odd, so integers give the same.
      for (int i = 3; i < length - 3; i++) {
        int sum = sums[i - 3] + sums[i] + sums[i + 3] + 4 * middle[i];
        smooth[i] = ((2 * sum + KERNEL_SUM) * INVERSE) >> INVERSE_BITS;
      }
    }

    void blend(float alpha, byte[] target) {
      int[] middle = rows[row % 3];
      if (alpha == (int) alpha && alpha < 1 << 16) {
        blendWhole((int) alpha, middle);
      } else {
        for (int i = 3; i < length - 3; i++) {
          float value = smooth[i] + alpha * (middle[i] - smooth[i]);
          blended[i] = Math.max(0, Math.min(255, (int) value));
        }
      }
      int out = row * image.width() * 3 + from;
      for (int i = 3; i < length - 3; i++) {
        target[out + i] = (byte) blended[i];
      }
    }

    /** The same in integers, which floats of this size hold exactly. */
    private void blendWhole(int alpha, int[] middle) {
      for (int i = 3; i < length - 3; i++) {
        int value = smooth[i] + alpha * (middle[i] - smooth[i]);
        int positive = value & ~(value >> 31);
        blended[i] = (positive | ((255 - positive) >> 31)) & 255;
      }
    }
  }
}
