package org.encodertraces.image;

import java.util.ArrayList;
import java.util.List;

/**
 * The color differences of a picture after a round trip at 4:2:0: averaged over 2 x 2 pixels,
 * transformed, divided, restored, and spread again with the weights 3 and 1 of libjpeg's "fancy"
 * upsampling.
 */
final class SubsampledChroma {

  /** Blocks that go through all steps together. */
  private static final int BLOCKS = 320;

  /** Below, libjpeg repeats samples instead of smoothing. */
  private static final int SMOOTHED_WIDTH = 3;

  /** The whole component's size. */
  private final int width;

  private final int height;

  /** Where the kept samples begin. */
  private final int left;

  private final int top;

  /** [rows kept][columns kept], 0 … 255. */
  private final int[][] blueness;

  private final int[][] redness;
  private final int[] sums;
  private final int[] even;
  private final int[] odd;

  private SubsampledChroma(int width, int height, int left, int top, int rows, int columns) {
    this.width = width;
    this.height = height;
    this.left = left;
    this.top = top;
    blueness = new int[rows][columns];
    redness = new int[rows][columns];
    sums = new int[columns + 2];
    even = new int[columns];
    odd = new int[columns];
  }

  /** One for each quantization, of the samples that {@code window} of the picture needs. */
  static List<SubsampledChroma> of(
      RgbImage image, Window window, List<JpegQuantization> quantizations) {
    int width = (image.width() + 1) / 2;
    int height = (image.height() + 1) / 2;
    // Whole blocks of brightness are restored, and spreading takes a neighbor.
    int firstColumn = Math.max(0, window.x() / 8 * 4 - 1) / 8;
    int endColumn = ends(window.x() + window.width(), width);
    int firstRow = Math.max(0, window.y() / 8 * 4 - 1) / 8;
    int endRow = ends(window.y() + window.height(), height);
    int columns = endColumn - firstColumn;
    List<SubsampledChroma> all = new ArrayList<>();
    for (int i = 0; i < quantizations.size(); i++) {
      all.add(
          new SubsampledChroma(
              width, height, firstColumn * 8, firstRow * 8, (endRow - firstRow) * 8, columns * 8));
    }
    int chunk = Math.max(1, BLOCKS / columns);
    int[][] blue = new int[64][columns * chunk];
    int[][] red = new int[64][columns * chunk];
    int[][] restored = new int[64][columns * chunk];
    BlockTransform transform = new BlockTransform(columns * chunk);
    Averages averages = new Averages(image, firstColumn * 8, columns * 8);
    for (int row = firstRow; row < endRow; row += chunk) {
      int rows = Math.min(chunk, endRow - row);
      int count = rows * columns;
      for (int line = 0; line < rows * 8; line++) {
        averages.take(Math.min(row * 8 + line, height - 1));
        spreadOverBlocks(averages.blue, blue, line, columns);
        spreadOverBlocks(averages.red, red, line, columns);
      }
      transform.forward(blue, count);
      transform.forward(red, count);
      for (int i = 0; i < all.size(); i++) {
        SubsampledChroma one = all.get(i);
        BlockTransform.quantize(blue, quantizations.get(i), count, restored);
        transform.inverse(restored, count);
        gather(restored, one.blueness, (row - firstRow) * 8, rows, columns);
        BlockTransform.quantize(red, quantizations.get(i), count, restored);
        transform.inverse(restored, count);
        gather(restored, one.redness, (row - firstRow) * 8, rows, columns);
      }
    }
    return all;
  }

  /** One past the last block that pixels before {@code end} need. */
  private static int ends(int end, int size) {
    int lastSample = Math.min(size - 1, (end + 7) / 8 * 4);
    return lastSample / 8 + 1;
  }

  private static void spreadOverBlocks(int[] samples, int[][] at, int line, int columns) {
    int from = line / 8 * columns;
    for (int x = 0; x < 8; x++) {
      int[] target = at[line % 8 * 8 + x];
      for (int block = 0; block < columns; block++) {
        target[from + block] = samples[block * 8 + x];
      }
    }
  }

  private static void gather(int[][] at, int[][] lines, int firstLine, int rows, int columns) {
    for (int line = 0; line < rows * 8; line++) {
      int[] target = lines[firstLine + line];
      int from = line / 8 * columns;
      for (int x = 0; x < 8; x++) {
        int[] source = at[line % 8 * 8 + x];
        for (int block = 0; block < columns; block++) {
          target[block * 8 + x] = source[from + block];
        }
      }
    }
  }

  /** Averages of 2 x 2 pixels, less 128, a line at a time. */
  private static final class Averages {
    private final RgbImage image;
    private final int first;
    private final int[] blue;
    private final int[] red;
    private final int[][] rgb;
    private final int[][] upper;
    private final int[][] lower;

    Averages(RgbImage image, int first, int columns) {
      this.image = image;
      this.first = first;
      blue = new int[columns];
      red = new int[columns];
      rgb = new int[3][2 * columns];
      upper = new int[2][2 * columns];
      lower = new int[2][2 * columns];
    }

    void take(int line) {
      load(2 * line, upper);
      load(Math.min(2 * line + 1, image.height() - 1), lower);
      average(upper[0], lower[0], blue);
      average(upper[1], lower[1], red);
    }

    private void load(int y, int[][] target) {
      byte[] samples = image.rgb();
      int length = target[0].length;
      int inside = Math.min(length, image.width() - 2 * first);
      int in = (y * image.width() + 2 * first) * 3;
      int[] reds = rgb[0];
      int[] greens = rgb[1];
      int[] blues = rgb[2];
      for (int x = 0; x < inside; x++, in += 3) {
        reds[x] = samples[in] & 0xFF;
        greens[x] = samples[in + 1] & 0xFF;
        blues[x] = samples[in + 2] & 0xFF;
      }
      for (int x = inside; x < length; x++) {
        reds[x] = reds[inside - 1];
        greens[x] = greens[inside - 1];
        blues[x] = blues[inside - 1];
      }
      YccBlocks.blueness(reds, greens, blues, target[0], length);
      YccBlocks.redness(reds, greens, blues, target[1], length);
    }

    /** Rounded down and up by turns. Less 128 before or after is the same: 4 x 128 / 4. */
    private static void average(int[] upper, int[] lower, int[] target) {
      for (int x = 0; x < target.length; x++) {
        int sum = upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1];
        target[x] = (sum + 1 + (x & 1)) >> 2;
      }
    }
  }

  /**
   * Spreads both differences over rows of blocks of brightness.
   *
   * @param target gets them as its second and third component
   */
  void fill(YccBlocks target, int firstRow, int rows, int firstColumn, int columns) {
    for (int line = 0; line < rows * 8; line++) {
      fill(blueness, firstRow * 8 + line, target.second(), line, firstColumn, columns);
      fill(redness, firstRow * 8 + line, target.third(), line, firstColumn, columns);
    }
  }

  private void fill(
      int[][] samples, int y, int[][] target, int line, int firstColumn, int columns) {
    int row = Math.min(y / 2, height - 1);
    if (width < SMOOTHED_WIDTH) {
      System.arraycopy(samples[row - top], 0, even, 0, even.length);
      System.arraycopy(samples[row - top], 0, odd, 0, odd.length);
    } else {
      int other = y % 2 == 0 ? Math.max(row - 1, 0) : Math.min(row + 1, height - 1);
      smooth(samples[row - top], samples[other - top]);
    }
    int from = line / 8 * columns;
    int sample = firstColumn * 4 - left;
    for (int x = 0; x < 8; x++) {
      int[] source = x % 2 == 0 ? even : odd;
      int[] out = target[line % 8 * 8 + x];
      int in = sample + x / 2;
      for (int block = 0; block < columns; block++, in += 4) {
        out[from + block] = source[in];
      }
    }
  }

  /** The two samples that each sample becomes, from its line and the nearer other one. */
  private void smooth(int[] near, int[] far) {
    int last = Math.min(width - left, near.length) - 1;
    // One loop for each array that is written (BlockTransform).
    for (int i = 0; i < near.length; i++) {
      sums[i + 1] = 3 * near[i] + far[i];
    }
    // At the ends there is no neighbor, and the sample itself takes its place.
    sums[0] = sums[1];
    sums[last + 2] = sums[last + 1];
    for (int i = 0; i <= last; i++) {
      even[i] = (3 * sums[i + 1] + sums[i] + 8) >> 4;
    }
    for (int i = 0; i <= last; i++) {
      odd[i] = (3 * sums[i + 1] + sums[i + 2] + 7) >> 4;
    }
  }
}
