package org.encodertraces.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The first picture of a TIFF or BigTIFF, as Pillow's {@code open(…).convert("RGB")} gives it, and
 * turned upright by the tag Orientation, as Pillow does with TIFF alone while it loads.
 *
 * <p>OpenCV reads TIFF too, but multiplies colors by unassociated alpha, scales 16-bit gray and
 * converts inks in its own way. So the structure and the samples are read here, the codecs are
 * libraries' ({@link TiffCodec}), and what samples become is {@link TiffCanvas}. Which kinds there
 * are: docs/formats.md.
 */
final class Tiff {

  private final byte[] bytes;
  private final TiffDirectory tags;
  private final TiffCompression compression;
  private final TiffPixels pixels;
  private final int width;
  private final int height;
  private final boolean planar;
  private final byte[] palette;

  private Tiff(byte[] bytes) throws UnreadableImageException {
    this.tags = TiffDirectory.read(bytes);
    this.compression = TiffCompression.of(tags);
    this.pixels = TiffPixels.of(tags);
    this.width = tags.width();
    this.height = tags.height();
    this.planar = tags.number(TiffDirectory.PLANAR_CONFIGURATION, 1) == 2 && pixels.samples() > 1;
    this.palette = palette();
    // JPEG, WebP and fax ignore the order of bits, or have it told by the codec.
    this.bytes = pixels.reversedBits() && reversible() ? reversed(bytes) : bytes;
  }

  /**
   * Decodes and turns upright.
   *
   * <p>The size was checked before, so that it is safe to take memory for width x height.
   */
  static RgbImage decode(byte[] bytes) throws UnreadableImageException {
    Tiff tiff = new Tiff(bytes);
    RgbImage stored;
    if (tiff.compression == TiffCompression.NONE) {
      stored = tiff.uncompressed();
    } else {
      tiff.checkCompression();
      boolean wholeJpeg = tiff.compression == TiffCompression.JPEG && !tiff.planar;
      stored =
          tiff.pixels.kind() == TiffPixels.Kind.YCBCR && !wholeJpeg
              ? tiff.libtiffRgb()
              : tiff.compressed();
    }
    return tiff.tags.orientation().apply(stored);
  }

  private void checkCompression() throws UnreadableImageException {
    if (!tags.whole()) {
      throw new UnreadableImageException(
          "compressed TIFF whose directory is cut off or whose header is swapped, which Pillow"
              + " refuses");
    }
    boolean yCbCr = pixels.kind() == TiffPixels.Kind.YCBCR;
    if (compression == TiffCompression.OLD_JPEG
        || compression == TiffCompression.THUNDER_SCAN
        || compression == TiffCompression.SGI_LOG
        || compression == TiffCompression.SGI_LOG24
        || (compression == TiffCompression.WEBP && yCbCr)) {
      throw new UnreadableImageException(
          "TIFF of compression %d (%s), which is not decoded here"
                  .formatted(compression.tag(), compression)
              + (yCbCr ? " for YCbCr" : ""));
    }
  }

  /** Strips and tiles by Pillow's own raw decoder, which asks nobody for their lengths. */
  private RgbImage uncompressed() throws UnreadableImageException {
    checkUncompressed();
    TiffBlocks blocks = TiffBlocks.of(tags);
    int pixelBits = pixels.bits() * (planar ? 1 : pixels.samples());
    long[] offsets = blocks.offsets();
    long allPlanes = tags.number(TiffDirectory.SAMPLES_PER_PIXEL, 1);
    if (planar && offsets.length > blocks.blocks() * allPlanes) {
      throw new UnreadableImageException(
          "TIFF of %d planes has %d blocks, expected %d"
              .formatted(allPlanes, offsets.length, blocks.blocks() * allPlanes));
    }
    int padded = (int) (blocks.width() * planeBytes(pixelBits));
    for (int i = 0; i < offsets.length; i++) {
      int block = i % blocks.blocks();
      int columns = blocks.columns(block, width);
      long rowBytes = ((long) columns * pixelBits + 7) / 8;
      long stride = columns < blocks.width() ? padded : rowBytes;
      long end = offsets[i] + (blocks.rows(block, height) - 1) * stride + rowBytes;
      if (offsets[i] < 0 || offsets[i] > bytes.length || end > bytes.length) {
        throw new UnreadableImageException(
            "TIFF's %s should end at byte %d, the file has %d (truncated)"
                .formatted(blocks.name(i), end, bytes.length));
      }
    }
    TiffCanvas canvas = new TiffCanvas(pixels, width, height, planar);
    // Blocks beyond the picture's overwrite from its start; only the last of each place stay.
    int first = planar ? 0 : Math.max(0, offsets.length - blocks.blocks());
    for (int i = first; i < offsets.length; i++) {
      int block = i % blocks.blocks();
      int columns = blocks.columns(block, width);
      int rowBytes = (int) (((long) columns * pixelBits + 7) / 8);
      int stride = columns < blocks.width() ? padded : rowBytes;
      place(
          canvas,
          blocks,
          block,
          i / blocks.blocks(),
          bytes,
          (int) offsets[i],
          stride,
          tags.order());
    }
    return canvas.toRgb(palette);
  }

  /**
   * Bytes of a pixel in a plane by which Pillow skips from row to row of a tile at the right edge:
   * of four planes without the tag ExtraSamples it knows only three, and skips too far.
   */
  private double planeBytes(int pixelBits) {
    boolean miscounted =
        planar
            && pixels.kind() == TiffPixels.Kind.RGB
            && pixels.samples() == 4
            && !tags.has(TiffDirectory.EXTRA_SAMPLES);
    return pixelBits / 8.0 * (miscounted ? 4 / 3.0 : 1);
  }

  /** Pillow takes a plane for 8-bit samples whatever they are, and does not divide by alpha. */
  private void checkUncompressed() throws UnreadableImageException {
    if (pixels.kind() == TiffPixels.Kind.YCBCR) {
      throw new UnreadableImageException(
          "TIFF of uncompressed YCbCr, which Pillow 9.4 does not read and later versions read"
              + " without its subsampling");
    }
    boolean separate = tags.number(TiffDirectory.PLANAR_CONFIGURATION, 1) == 2;
    boolean extraInks =
        pixels.kind() == TiffPixels.Kind.CMYK
            && tags.number(TiffDirectory.SAMPLES_PER_PIXEL, 1) > 4;
    boolean plain = pixels.bits() == 8 && !pixels.inverted() && !pixels.reversedBits();
    boolean bits = pixels.bits() == 1 && !pixels.inverted() && !pixels.reversedBits();
    boolean readable =
        planar
            ? plain
                && pixels.kind() != TiffPixels.Kind.ASSOCIATED
                && pixels.samples() <= 4
                && pixels.samples() >= 3
            : plain || bits;
    if (pixels.kind() == TiffPixels.Kind.PALETTE && pixels.reversedBits() && pixels.bits() < 8) {
      throw new UnreadableImageException(
          "TIFF of uncompressed %d-bit palette colors, lowest bit first, which Pillow does not read"
                  .formatted(pixels.bits())
              + " either");
    }
    if (separate && (!readable || extraInks)) {
      throw new UnreadableImageException(
          "TIFF of uncompressed planes of %d-bit %s, which Pillow reads wrong or not at all"
              .formatted(pixels.bits(), pixels.kind()));
    }
  }

  private RgbImage compressed() throws UnreadableImageException {
    TiffBlocks blocks = TiffBlocks.of(tags);
    int planes = planar ? planes(blocks) : 1;
    int samples = planar ? 1 : pixels.samples();
    long rowBytes = ((long) blocks.width() * samples * pixels.bits() + 7) / 8;
    if (rowBytes * blocks.height() > Integer.MAX_VALUE - 8) {
      throw new UnreadableImageException(
          "TIFF's %s would take %d bytes".formatted(blocks.name(0), rowBytes * blocks.height()));
    }
    checkBlocks(blocks, planes, rowBytes);
    TiffPredictor predictor =
        compression.hasPredictor()
            ? TiffPredictor.of(tags, pixels, samples)
            : new TiffPredictor(1, pixels.bits(), samples, tags.order());
    // libtiff hands out samples in this machine's order, and Pillow turns those of 32 bits again.
    ByteOrder order =
        pixels.bits() == 32 && tags.order() == ByteOrder.BIG_ENDIAN
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    TiffCodec codec = new TiffCodec(tags, compression, pixels);
    TiffCanvas canvas = new TiffCanvas(pixels, width, height, planar);
    for (int i = 0; i < planes * blocks.blocks(); i++) {
      int block = i % blocks.blocks();
      int rows = blocks.tiled() ? blocks.height() : blocks.rows(block, height);
      int from = (int) blocks.offsets()[i];
      try {
        byte[] data =
            codec.decode(
                bytes,
                from,
                blocks.byteCount(i, bytes.length),
                blocks.width(),
                rows,
                samples,
                (int) rowBytes * rows);
        predictor.undo(data, (int) rowBytes, rows);
        place(canvas, blocks, block, i / blocks.blocks(), data, 0, (int) rowBytes, order);
      } catch (IOException | RuntimeException e) {
        throw new UnreadableImageException(
            "TIFF's %s cannot be decoded (%s): %s"
                .formatted(blocks.name(i), compression, e.getMessage()),
            e);
      }
    }
    return canvas.toRgb(palette);
  }

  /** Planes that Pillow asks libtiff for. */
  private int planes(TiffBlocks blocks) throws UnreadableImageException {
    if (pixels.bits() != 8 && pixels.bits() != 16) {
      throw new UnreadableImageException(
          "TIFF of planes of %d bits, which Pillow does not read either".formatted(pixels.bits()));
    }
    if (pixels.samples() > 4 && !blocks.tiled()) {
      throw new UnreadableImageException(
          "TIFF of %d planes in strips, which Pillow does not read either"
              .formatted(pixels.samples()));
    }
    return Math.min(4, pixels.samples());
  }

  /** Refuses what cannot be whole before memory is taken for the picture. */
  private void checkBlocks(TiffBlocks blocks, int planes, long rowBytes)
      throws UnreadableImageException {
    int needed = planes * blocks.blocks();
    if (blocks.offsets().length < needed) {
      throw new UnreadableImageException(
          "TIFF lists %d of %d %ss"
              .formatted(blocks.offsets().length, needed, blocks.tiled() ? "tile" : "strip"));
    }
    for (int i = 0; i < needed; i++) {
      long from = blocks.offsets()[i];
      int count = blocks.byteCount(i, bytes.length);
      if (from < 0 || count < 1 || from > bytes.length - count) {
        throw new UnreadableImageException(
            "TIFF's %s should end at byte %d, the file has %d (truncated)"
                .formatted(blocks.name(i), from + count, bytes.length));
      }
      int rows = blocks.tiled() ? blocks.height() : blocks.rows(i % blocks.blocks(), height);
      if (rowBytes * rows > (long) count * TiffCodec.mostExpansion(compression)) {
        throw new UnreadableImageException(
            "TIFF's %s cannot hold its %d bytes in %d (%s)"
                .formatted(blocks.name(i), rowBytes * rows, count, compression));
      }
    }
  }

  private void place(
      TiffCanvas canvas,
      TiffBlocks blocks,
      int block,
      int plane,
      byte[] data,
      int from,
      int stride,
      ByteOrder order) {
    int x = block % blocks.across() * blocks.width();
    int top = block / blocks.across() * blocks.height();
    int columns = blocks.columns(block, width);
    for (int row = 0; row < blocks.rows(block, height); row++) {
      if (planar) {
        canvas.putPlane(data, from + row * stride, columns, order, x, top + row, plane);
      } else {
        canvas.put(data, from + row * stride, columns, order, x, top + row);
      }
    }
  }

  /** YCbCr of other codecs than JPEG, or in planes. */
  private RgbImage libtiffRgb() throws UnreadableImageException {
    checkBlocks(TiffBlocks.of(tags), planar ? pixels.samples() : 1, 0);
    try {
      return TiffYcc.decode(bytes, tags, compression, pixels);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException(
          "TIFF of YCbCr cannot be decoded (%s): %s".formatted(compression, e.getMessage()), e);
    }
  }

  /** Colors of all 256 indexes; black where the file has none. Pillow 9.4 has gray there. */
  private byte[] palette() throws UnreadableImageException {
    byte[] palette = new byte[3 * 256];
    if (pixels.kind() != TiffPixels.Kind.PALETTE) {
      return palette;
    }
    if (!tags.has(TiffDirectory.COLOR_MAP)) {
      throw new UnreadableImageException("TIFF of palette colors without its palette");
    }
    long[] map = tags.numbers(TiffDirectory.COLOR_MAP);
    int colors = map.length / 3;
    if (colors > 256) {
      throw new UnreadableImageException(
          "TIFF has a palette of %d colors, expected at most 256".formatted(colors));
    }
    for (int i = 0; i < colors; i++) {
      for (int c = 0; c < 3; c++) {
        palette[3 * i + c] = (byte) (map[c * colors + i] >> 8);
      }
    }
    return palette;
  }

  private boolean reversible() {
    return switch (compression) {
      case JPEG, OLD_JPEG -> false;
      case NONE,
          CCITT_RLE,
          CCITT_GROUP3,
          CCITT_GROUP4,
          LZW,
          DEFLATE,
          CCITT_RLE_WORDS,
          PACK_BITS,
          THUNDER_SCAN,
          OLD_DEFLATE,
          SGI_LOG,
          SGI_LOG24,
          LZMA,
          ZSTD,
          WEBP ->
          true;
    };
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = (byte) (Integer.reverse(reversed[i]) >>> 24);
    }
    return reversed;
  }
}
