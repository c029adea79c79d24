package org.encodertraces.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * TIFFs of YCbCr of other codecs than JPEG, by libtiff's own conversion to RGB, which is what
 * Pillow takes for them: subsampling, coefficients and reference levels are libtiff's matter.
 *
 * <p>OpenCV's libtiff lacks Zstandard and LZMA; their blocks are decompressed first.
 */
final class TiffYcc {

  private static final int COEFFICIENTS = 529;
  private static final int SUBSAMPLING = 530;
  private static final int POSITIONING = 531;
  private static final int REFERENCE = 532;

  private TiffYcc() {}

  static RgbImage decode(
      byte[] bytes, TiffDirectory tags, TiffCompression compression, TiffPixels pixels)
      throws IOException {
    boolean unpacked = compression == TiffCompression.ZSTD || compression == TiffCompression.LZMA;
    TiffBlocks blocks = TiffBlocks.of(tags);
    RgbImage image =
        TiffNative.tiff(
            unpacked
                ? decompressed(bytes, tags, new TiffCodec(tags, compression, pixels), blocks)
                : upright(bytes, tags));
    if (image.width() != tags.width() || image.height() != tags.height()) {
      throw new IOException("decoded to " + image);
    }
    return tags.orientation().asLibtiffFlips(image, blocks.height());
  }

  /** A copy without orientation: OpenCV would turn it in its own way. */
  private static byte[] upright(byte[] bytes, TiffDirectory tags) {
    byte[] copy = bytes.clone();
    TiffDirectory.Field orientation = tags.fields().get(TiffDirectory.ORIENTATION);
    if (orientation != null && orientation.type() == 3) {
      ByteBuffer.wrap(copy).order(tags.order()).putShort(orientation.at(), (short) 1);
    }
    return copy;
  }

  private static byte[] decompressed(
      byte[] bytes, TiffDirectory tags, TiffCodec codec, TiffBlocks blocks) throws IOException {
    long[] subsampling = tags.numbers(SUBSAMPLING, 2, 2);
    if (subsampling.length != 2
        || !isFactor(subsampling[0])
        || !isFactor(subsampling[1])
        || tags.number(TiffDirectory.PLANAR_CONFIGURATION, 1) != 1
        || tags.number(TiffDirectory.PREDICTOR, 1) != 1) {
      throw new IOException("a predictor, planes or a subsampling that are not read here");
    }
    long across = subsampling[0];
    long down = subsampling[1];
    long unitsAcross = (blocks.width() + across - 1) / across;
    TiffFile file = new TiffFile(tags.order());
    long[] offsets = new long[blocks.blocks()];
    long[] lengths = new long[blocks.blocks()];
    for (int i = 0; i < offsets.length; i++) {
      int rows = blocks.tiled() ? blocks.height() : blocks.rows(i, tags.height());
      long length = unitsAcross * ((rows + down - 1) / down) * (across * down + 2);
      if (length > Integer.MAX_VALUE / 2) {
        throw new IOException(blocks.name(i) + " would take %d bytes".formatted(length));
      }
      int from = (int) blocks.offsets()[i];
      byte[] block =
          codec.decode(
              bytes,
              from,
              blocks.byteCount(i, bytes.length),
              blocks.width(),
              rows,
              3,
              (int) length);
      offsets[i] = file.append(block, 0, block.length);
      lengths[i] = block.length;
    }
    file.set(TiffDirectory.WIDTH, tags.width())
        .set(TiffDirectory.HEIGHT, tags.height())
        .set(TiffDirectory.BITS_PER_SAMPLE, 8, 8, 8)
        .set(TiffDirectory.COMPRESSION, 1)
        .set(TiffDirectory.PHOTOMETRIC, 6)
        .set(TiffDirectory.SAMPLES_PER_PIXEL, 3)
        .copy(tags, COEFFICIENTS)
        .copy(tags, SUBSAMPLING)
        .copy(tags, POSITIONING)
        .copy(tags, REFERENCE);
    if (blocks.tiled()) {
      file.set(TiffDirectory.TILE_WIDTH, blocks.width())
          .set(TiffDirectory.TILE_HEIGHT, blocks.height())
          .set(TiffDirectory.TILE_OFFSETS, offsets)
          .set(TiffDirectory.TILE_BYTE_COUNTS, lengths);
    } else {
      file.set(TiffDirectory.ROWS_PER_STRIP, blocks.height())
          .set(TiffDirectory.STRIP_OFFSETS, offsets)
          .set(TiffDirectory.STRIP_BYTE_COUNTS, lengths);
    }
    return file.bytes();
  }

  private static boolean isFactor(long value) {
    return value == 1 || value == 2 || value == 4;
  }
}
