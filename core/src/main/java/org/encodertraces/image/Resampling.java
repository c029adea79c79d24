package org.encodertraces.image;

import java.util.Arrays;

/**
 * Pillow's {@code Image.resize} on RGB, bit for bit: two passes (rows, then columns) with antialias
 * and 22-bit fixed-point weights, each pass rounded to 8 bits.
 *
 * <p>Source: Pillow 9.4 {@code Resample.c}, {@code precompute_coeffs} and {@code
 * ImagingResampleHorizontal_8bpc}. Each output pixel depends on its own taps alone, so a window of
 * the result costs only that window.
 */
public final class Resampling {

  /** 32 bits less 8 of the sample and 2 of head-room for the overshoot of negative lobes. */
  private static final int PRECISION_BITS = 32 - 8 - 2;

  /** Rounds the fixed-point sum to the nearest. */
  private static final int HALF = 1 << (PRECISION_BITS - 1);

  private Resampling() {}

  /** The whole picture at {@code width} x {@code height}. */
  public static RgbImage resize(RgbImage image, int width, int height, Filter filter) {
    return resize(image, width, height, filter, new Window(0, 0, width, height));
  }

  /**
   * The part {@code window} of the picture resized to {@code width} x {@code height}; the same
   * pixels as resizing all of it and cropping.
   */
  public static RgbImage resize(
      RgbImage image, int width, int height, Filter filter, Window window) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("cannot resize to %d x %d".formatted(width, height));
    }
    if (filter == Filter.NEAREST) {
      return nearest(image, width, height, window);
    }
    boolean horizontal = width != image.width();
    boolean vertical = height != image.height();
    if (!horizontal && !vertical) {
      return image.crop(window);
    }
    if (!vertical) {
      return horizontal(image, columns(image, width, filter, window), window.y(), window.height());
    }
    Weights rows = Weights.of(image.height(), height, filter, window.y(), window.height());
    int firstRow = rows.firstSource();
    int sourceRows = rows.endSource() - firstRow;
    RgbImage narrowed =
        horizontal
            ? horizontal(image, columns(image, width, filter, window), firstRow, sourceRows)
            : image.crop(new Window(window.x(), firstRow, window.width(), sourceRows));
    return vertical(narrowed, rows);
  }

  /** Pillow's {@code ImagingScaleAffine}: positions are sums of the step, rounding as they go. */
  private static RgbImage nearest(RgbImage image, int width, int height, Window window) {
    int[] columns = positions(image.width(), width, window.x(), window.width());
    int[] rows = positions(image.height(), height, window.y(), window.height());
    byte[] target = new byte[window.width() * window.height() * 3];
    int out = 0;
    for (int row : rows) {
      for (int column : columns) {
        int in = (row * image.width() + column) * 3;
        target[out++] = image.rgb()[in];
        target[out++] = image.rgb()[in + 1];
        target[out++] = image.rgb()[in + 2];
      }
    }
    return new RgbImage(window.width(), window.height(), target);
  }

  private static int[] positions(int sourceSize, int targetSize, int from, int count) {
    double step = (double) sourceSize / targetSize;
    double at = step * 0.5;
    int[] positions = new int[count];
    for (int i = 0; i < from + count; i++) {
      if (i >= from) {
        positions[i - from] = Math.min(sourceSize - 1, (int) at);
      }
      at += step;
    }
    return positions;
  }

  private static Weights columns(RgbImage image, int width, Filter filter, Window window) {
    return Weights.of(image.width(), width, filter, window.x(), window.width());
  }

  /** The first pass, on source rows {@code firstRow} to {@code firstRow + rows - 1}. */
  private static RgbImage horizontal(RgbImage image, Weights weights, int firstRow, int rows) {
    int width = weights.starts.length;
    byte[] source = image.rgb();
    byte[] target = new byte[width * rows * 3];
    int[] fixed = weights.fixed;
    int out = 0;
    for (int row = firstRow; row < firstRow + rows; row++) {
      int sourceRow = row * image.width() * 3;
      for (int column = 0; column < width; column++) {
        int tap = column * weights.taps;
        int end = tap + weights.counts[column];
        int in = sourceRow + weights.starts[column] * 3;
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        for (; tap < end; tap++, in += 3) {
          int weight = fixed[tap];
          red += (source[in] & 0xFF) * weight;
          green += (source[in + 1] & 0xFF) * weight;
          blue += (source[in + 2] & 0xFF) * weight;
        }
        target[out++] = clip(red);
        target[out++] = clip(green);
        target[out++] = clip(blue);
      }
    }
    return new RgbImage(width, rows, target);
  }

  /** The second pass, on a picture whose row 0 is the first row that {@code weights} read. */
  private static RgbImage vertical(RgbImage image, Weights weights) {
    int height = weights.starts.length;
    int rowSamples = image.width() * 3;
    byte[] source = image.rgb();
    byte[] target = new byte[rowSamples * height];
    // Whole rows are accumulated tap by tap: the inner loop has no gather, and no iteration of it
    // waits for another.
    int[] sums = new int[rowSamples];
    for (int row = 0; row < height; row++) {
      Arrays.fill(sums, HALF);
      for (int k = 0; k < weights.counts[row]; k++) {
        int weight = weights.fixed[row * weights.taps + k];
        int in = (weights.starts[row] - weights.firstSource() + k) * rowSamples;
        for (int x = 0; x < rowSamples; x++) {
          sums[x] += (source[in + x] & 0xFF) * weight;
        }
      }
      int out = row * rowSamples;
      for (int x = 0; x < rowSamples; x++) {
        target[out + x] = clip(sums[x]);
      }
    }
    return new RgbImage(image.width(), height, target);
  }

  private static byte clip(int sum) {
    int value = sum >> PRECISION_BITS;
    return (byte) Math.max(0, Math.min(255, value));
  }

  /**
   * The taps of the output positions {@code from} … along one axis: {@code fixed} is [outputs,
   * taps], of which the first {@code counts[i]} of row i are used, on source positions from {@code
   * starts[i]}.
   */
  private record Weights(int from, int taps, int[] starts, int[] counts, int[] fixed) {

    /**
     * The weights of positions {@code from} to {@code from + positions - 1} of the resized axis.
     */
    static Weights of(int sourceSize, int targetSize, Filter filter, int from, int positions) {
      double scale = (double) sourceSize / targetSize;
      double filterScale = Math.max(1, scale);
      double support = filter.support() * filterScale;
      int taps = (int) Math.ceil(support) * 2 + 1;
      int[] starts = new int[positions];
      int[] counts = new int[positions];
      int[] fixed = new int[positions * taps];
      double[] weights = new double[taps];
      double inverseFilterScale = 1 / filterScale;
      for (int i = 0; i < positions; i++) {
        double center = (from + i + 0.5) * scale;
        int start = Math.max(0, (int) (center - support + 0.5));
        int count = Math.min(sourceSize, (int) (center + support + 0.5)) - start;
        double sum = 0;
        for (int k = 0; k < count; k++) {
          weights[k] = filter.weight((k + start - center + 0.5) * inverseFilterScale);
          sum += weights[k];
        }
        for (int k = 0; k < count; k++) {
          double weight = sum == 0 ? weights[k] : weights[k] / sum;
          fixed[i * taps + k] = (int) (Math.copySign(0.5, weight) + weight * (1 << PRECISION_BITS));
        }
        starts[i] = start;
        counts[i] = count;
      }
      return new Weights(from, taps, starts, counts, fixed);
    }

    int firstSource() {
      return starts[0];
    }

    int endSource() {
      return starts[starts.length - 1] + counts[counts.length - 1];
    }
  }
}
