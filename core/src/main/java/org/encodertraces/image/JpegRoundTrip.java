package org.encodertraces.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What JPEG makes of a picture, without the file: the pixels that libjpeg's decoder finds in what
 * its encoder wrote, bit for bit. Huffman's codes lose nothing, so that they and the progressive
 * order can be left out; color conversion and transform are done once for all qualities.
 *
 * <p>Blocks do not know of each other, but for the color differences at 4:2:0, which are smoothed
 * when they are spread: so a window of the result costs the blocks that it touches.
 *
 * <p>Source: libjpeg-turbo's {@code jcprepct.c}, {@code jcsample.c} (padding, 2 x 2 averages),
 * {@code jdsample.c} ("fancy" upsampling).
 */
final class JpegRoundTrip {

  /** Blocks that go through all steps together: enough for whole vectors, few enough to cache. */
  private static final int BLOCKS = 320;

  private final RgbImage image;
  private final Window window;
  private final int firstColumn;
  private final int endColumn;
  private final int columns;

  /** Rows of blocks that are taken at once. */
  private final int chunk;

  private final BlockTransform transform;
  private final YccBlocks pixels;
  private final YccBlocks forward;
  private final YccBlocks restored;

  private JpegRoundTrip(RgbImage image, Window window) {
    this.image = image;
    this.window = window;
    firstColumn = window.x() / 8;
    endColumn = (window.x() + window.width() + 7) / 8;
    columns = endColumn - firstColumn;
    chunk = Math.max(1, BLOCKS / columns);
    transform = new BlockTransform(columns * chunk);
    pixels = YccBlocks.of(columns * chunk);
    forward = YccBlocks.of(columns * chunk);
    restored = YccBlocks.of(columns * chunk);
  }

  /**
   * The picture after each of these.
   *
   * @param window the part of the results that is asked for; the rest of their pixels is undefined
   * @return pictures of the same size, in the order of {@code savings}
   */
  static List<RgbImage> of(RgbImage image, List<Jpeg.Saving> savings, Window window) {
    return new JpegRoundTrip(image, window).run(savings);
  }

  private List<RgbImage> run(List<Jpeg.Saving> savings) {
    List<Variant> variants = new ArrayList<>();
    boolean anyFull = savings.stream().anyMatch(one -> one.chroma() == Chroma.FULL_444);
    List<JpegQuantization> subsampled =
        savings.stream()
            .filter(one -> one.chroma() == Chroma.SUBSAMPLED_420)
            .map(one -> JpegQuantization.chrominance(one.quality()))
            .toList();
    List<SubsampledChroma> spread =
        subsampled.isEmpty() ? List.of() : SubsampledChroma.of(image, window, subsampled);
    int used = 0;
    for (Jpeg.Saving saving : savings) {
      boolean full = saving.chroma() == Chroma.FULL_444;
      variants.add(
          new Variant(
              JpegQuantization.luminance(saving.quality()),
              JpegQuantization.chrominance(saving.quality()),
              full ? List.of() : List.of(spread.get(used++)),
              new byte[image.rgb().length]));
    }
    int end = (window.y() + window.height() + 7) / 8;
    for (int row = window.y() / 8; row < end; row += chunk) {
      int rows = Math.min(chunk, end - row);
      int count = rows * columns;
      load(row, rows);
      pixels.toYcc(count, forward);
      transform.forward(forward.first(), count);
      if (anyFull) {
        transform.forward(forward.second(), count);
        transform.forward(forward.third(), count);
      }
      for (Variant variant : variants) {
        restore(variant, row, rows);
      }
    }
    return variants.stream()
        .map(variant -> new RgbImage(image.width(), image.height(), variant.rgb))
        .toList();
  }

  /**
   * One of the results.
   *
   * @param spread its color differences at 4:2:0; none at 4:4:4
   */
  private record Variant(
      JpegQuantization luminance,
      JpegQuantization chrominance,
      List<SubsampledChroma> spread,
      byte[] rgb) {}

  private void restore(Variant variant, int row, int rows) {
    int count = rows * columns;
    BlockTransform.quantize(forward.first(), variant.luminance, count, restored.first());
    transform.inverse(restored.first(), count);
    if (variant.spread.isEmpty()) {
      BlockTransform.quantize(forward.second(), variant.chrominance, count, restored.second());
      transform.inverse(restored.second(), count);
      BlockTransform.quantize(forward.third(), variant.chrominance, count, restored.third());
      transform.inverse(restored.third(), count);
    } else {
      variant.spread.get(0).fill(restored, row, rows, firstColumn, columns);
    }
    restored.toRgb(count, pixels);
    store(variant.rgb, row, rows);
  }

  /** Reads rows of blocks; beyond the picture its last column and row repeat. */
  private void load(int firstRow, int rows) {
    byte[] rgb = image.rgb();
    int whole = Math.min(endColumn, image.width() / 8) - firstColumn;
    for (int line = 0; line < rows * 8; line++) {
      int y = Math.min(firstRow * 8 + line, image.height() - 1);
      int start = (y * image.width() + firstColumn * 8) * 3;
      int at = line / 8 * columns;
      for (int x = 0; x < 8; x++) {
        int k = line % 8 * 8 + x;
        int[] reds = pixels.first()[k];
        int[] greens = pixels.second()[k];
        int[] blues = pixels.third()[k];
        int in = start + x * 3;
        for (int block = 0; block < whole; block++, in += 24) {
          reds[at + block] = rgb[in] & 0xFF;
          greens[at + block] = rgb[in + 1] & 0xFF;
          blues[at + block] = rgb[in + 2] & 0xFF;
        }
        for (int block = whole; block < columns; block++) {
          int column = Math.min((firstColumn + block) * 8 + x, image.width() - 1);
          int last = (y * image.width() + column) * 3;
          reds[at + block] = rgb[last] & 0xFF;
          greens[at + block] = rgb[last + 1] & 0xFF;
          blues[at + block] = rgb[last + 2] & 0xFF;
        }
      }
    }
  }

  /** Writes rows of blocks, as far as they lie in the picture. */
  private void store(byte[] rgb, int firstRow, int rows) {
    int end = Math.min(firstRow * 8 + rows * 8, image.height());
    for (int y = firstRow * 8; y < end; y++) {
      int start = (y * image.width() + firstColumn * 8) * 3;
      int at = (y / 8 - firstRow) * columns;
      for (int x = 0; x < 8; x++) {
        int k = y % 8 * 8 + x;
        int[] reds = pixels.first()[k];
        int[] greens = pixels.second()[k];
        int[] blues = pixels.third()[k];
        int blocks = Math.min(endColumn, (image.width() - x + 7) / 8) - firstColumn;
        int out = start + x * 3;
        for (int block = at; block < at + blocks; block++, out += 24) {
          rgb[out] = (byte) reds[block];
          rgb[out + 1] = (byte) greens[block];
          rgb[out + 2] = (byte) blues[block];
        }
      }
    }
  }
}
