package org.encodertraces.image;

/**
 * Pillow's {@code Image.resize} on RGB, bit for bit: two passes (along rows, then along columns)
 * with antialias and 22-bit fixed-point weights, each pass rounded to 8 bits.
 *
 * <p>Source: Pillow 9.4 {@code Resample.c}, {@code ImagingResampleHorizontal_8bpc} and {@code
 * ImagingResampleVertical_8bpc}. Each output pixel depends on its own taps alone, so a window of
 * the result costs only that window.
 */
public final class Resampling {

  /**
   * Source rows that the first pass takes at once: enough for whole vectors, few enough to cache.
   */
  private static final int BAND = 64;

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
    if (width == image.width() && height == image.height()) {
      return image.crop(window);
    }
    if (filter == Filter.NEAREST) {
      return nearest(image, width, height, window);
    }
    return inBands(
        image,
        Taps.of(image.width(), width, filter, window.x(), window.width()),
        Taps.of(image.height(), height, filter, window.y(), window.height()));
  }

  /**
   * The picture at {@code width} x {@code height}, of which only {@code window} is computed: its
   * other pixels are undefined.
   */
  public static RgbImage resizeWithin(
      RgbImage image, int width, int height, Filter filter, Window window) {
    boolean whole = window.width() == width && window.height() == height;
    if (whole || (width == image.width() && height == image.height())) {
      return resize(image, width, height, filter);
    }
    RgbImage part = resize(image, width, height, filter, window);
    byte[] rgb = new byte[width * height * 3];
    int bytes = part.width() * 3;
    for (int row = 0; row < part.height(); row++) {
      System.arraycopy(
          part.rgb(), row * bytes, rgb, ((window.y() + row) * width + window.x()) * 3, bytes);
    }
    return new RgbImage(width, height, rgb);
  }

  /** The part of a picture that a window of it resized depends on. */
  public static Window needs(
      PictureSize size, int width, int height, Filter filter, Window window) {
    if (filter == Filter.NEAREST) {
      return Window.of(size);
    }
    if (width == size.width() && height == size.height()) {
      return window;
    }
    Taps columns = Taps.of(size.width(), width, filter, window.x(), window.width());
    Taps rows = Taps.of(size.height(), height, filter, window.y(), window.height());
    return new Window(
        columns.firstSource(),
        rows.firstSource(),
        columns.endSource() - columns.firstSource(),
        rows.endSource() - rows.firstSource());
  }

  /**
   * Both passes. The first turns a band of source rows on its side, so that a line is a column of
   * it and a pixel's taps are whole lines; the second takes the rows that came of it as its lines,
   * as soon as all taps of an output row are there.
   */
  private static RgbImage inBands(RgbImage image, Taps columns, Taps rows) {
    int width = columns.positions();
    int height = rows.positions();
    byte[] target = new byte[width * height * 3];
    LineRing narrowed = new LineRing(BAND + rows.most(), width * 3);
    SidewaysBand band = new SidewaysBand(image, columns, narrowed.size() - rows.most());
    int[] sums = new int[width * 3];
    int done = 0;
    int end = rows.endSource();
    for (int row = rows.firstSource(); row < end; row += band.most()) {
      int endOfBand = Math.min(end, row + band.most());
      band.narrow(row, endOfBand - row, narrowed);
      for (; done < height && rows.endSource(done) <= endOfBand; done++) {
        narrowed.sum(rows, done, sums, sums.length);
        int out = done * sums.length;
        for (int i = 0; i < sums.length; i++) {
          target[out + i] = (byte) sums[i];
        }
      }
    }
    return new RgbImage(width, height, target);
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
}
