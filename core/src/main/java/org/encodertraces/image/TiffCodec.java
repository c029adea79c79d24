package org.encodertraces.image;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tukaani.xz.XZInputStream;

/**
 * Strips and tiles of a TIFF, decompressed by the codecs' libraries.
 *
 * <p>A block whose data end early or are damaged is refused, where libtiff, and so Pillow, refuses
 * it. Nothing is kept of what a codec would give beyond the block's size.
 */
final class TiffCodec {

  /** The dictionaries of xz's presets take up to 64 MiB. */
  private static final int LZMA_MEMORY_KIB = 80 * 1024;

  private final TiffDirectory tags;
  private final TiffCompression compression;
  private final TiffPixels pixels;

  TiffCodec(TiffDirectory tags, TiffCompression compression, TiffPixels pixels) {
    this.tags = tags;
    this.compression = compression;
    this.pixels = pixels;
  }

  /**
   * How many bytes one byte of data can become at most: what no data of that length can fill is
   * refused before memory is taken. Unbounded (a large number) where the data tell their own size.
   */
  static int mostExpansion(TiffCompression compression) {
    return switch (compression) {
      case NONE -> 1;
      case PACK_BITS -> 64; // two bytes become 128
      case DEFLATE, OLD_DEFLATE -> 1032; // zlib's own bound
      case LZW -> 3640; // 9 bits name a string of at most 4,095
      case CCITT_RLE,
          CCITT_RLE_WORDS,
          CCITT_GROUP3,
          CCITT_GROUP4,
          OLD_JPEG,
          JPEG,
          THUNDER_SCAN,
          SGI_LOG,
          SGI_LOG24,
          LZMA,
          ZSTD,
          WEBP ->
          Integer.MAX_VALUE;
    };
  }

  /**
   * The samples of a block.
   *
   * @param data the file; the block's data lie in it from {@code from}, {@code count} bytes
   * @param width in pixels
   * @param samples of a pixel in this block, which may be a single plane
   * @param length bytes of the block's samples
   */
  byte[] decode(byte[] data, int from, int count, int width, int height, int samples, int length)
      throws IOException {
    byte[] block =
        switch (compression) {
          case PACK_BITS -> packBits(data, from, count, length);
          case LZW -> lzw(data, from, count, length);
          case DEFLATE, OLD_DEFLATE -> inflate(data, from, count, length);
          case ZSTD -> zstd(data, from, count, length);
          case LZMA -> lzma(data, from, count, length);
          case JPEG ->
              TiffJpeg.decode(
                  tags.raw(TiffDirectory.JPEG_TABLES),
                  data,
                  from,
                  count,
                  width,
                  height,
                  samples,
                  pixels.kind() == TiffPixels.Kind.YCBCR);
          case WEBP -> TiffNative.webp(data, from, count, width, height, samples);
          case CCITT_RLE, CCITT_RLE_WORDS, CCITT_GROUP3, CCITT_GROUP4 ->
              TiffNative.fax(tags, compression, data, from, count, width, height);
          case NONE, OLD_JPEG, THUNDER_SCAN, SGI_LOG, SGI_LOG24 ->
              throw new IOException(compression + " is not decoded here");
        };
    if (block.length < length) {
      throw new IOException("%d of %d bytes".formatted(block.length, length));
    }
    return block;
  }

  private static byte[] inflate(byte[] data, int from, int count, int length) throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data, from, count);
      byte[] block = new byte[length];
      int filled = 0;
      while (filled < length) {
        int got = inflater.inflate(block, filled, length - filled);
        if (got == 0) {
          throw new IOException("%d of %d bytes".formatted(filled, length));
        }
        filled += got;
      }
      if (!inflater.finished() && endsEarly(inflater)) {
        throw new IOException("the checksum is missing");
      }
      return block;
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  /** Whether nothing follows the last sample: neither the checksum nor more samples. */
  private static boolean endsEarly(Inflater inflater) {
    try {
      return inflater.inflate(new byte[1]) == 0 && !inflater.finished();
    } catch (DataFormatException e) {
      return false; // damage behind the picture is nothing to libtiff
    }
  }

  private static byte[] zstd(byte[] data, int from, int count, int length) throws IOException {
    byte[] block = new byte[length];
    try {
      int got = new ZstdDecompressor().decompress(data, from, count, block, 0, length);
      if (got < length) {
        throw new IOException("%d of %d bytes".formatted(got, length));
      }
      return block;
    } catch (MalformedInputException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static byte[] lzma(byte[] data, int from, int count, int length) throws IOException {
    try (InputStream in =
        new XZInputStream(new ByteArrayInputStream(data, from, count), LZMA_MEMORY_KIB)) {
      return in.readNBytes(length);
    }
  }

  private static byte[] lzw(byte[] data, int from, int count, int length) throws IOException {
    if (count >= 2 && data[from] == 0 && (data[from + 1] & 1) == 1) {
      throw new IOException("LZW of before TIFF 6.0 is not decoded here");
    }
    try (InputStream in = new TiffLzw(data, from, count)) {
      return in.readNBytes(length);
    }
  }

  /** TIFF 6.0, section 9. */
  private static byte[] packBits(byte[] data, int from, int count, int length) throws IOException {
    byte[] block = new byte[length];
    int filled = 0;
    int at = from;
    int end = from + count;
    while (filled < length && at < end) {
      int control = data[at++];
      if (control >= 0) {
        int literals = Math.min(control + 1, length - filled);
        if (literals > end - at) {
          break;
        }
        System.arraycopy(data, at, block, filled, literals);
        filled += literals;
        at += control + 1;
      } else if (control != -128 && at < end) {
        int repeats = Math.min(1 - control, length - filled);
        Arrays.fill(block, filled, filled + repeats, data[at++]);
        filled += repeats;
      }
    }
    if (filled < length) {
      throw new IOException("%d of %d bytes".formatted(filled, length));
    }
    return block;
  }
}
