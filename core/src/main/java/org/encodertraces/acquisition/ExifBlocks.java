package org.encodertraces.acquisition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the blocks of Exif in a picture's bytes: each a TIFF structure of its own.
 *
 * <p>The lengths in a file are a stranger's claims. Here they only move a position within the bytes
 * that are there, and nothing is decompressed: no file takes more memory than its own size, or more
 * time than one walk over its segments. (metadata-extractor's own readers of containers take what a
 * length claims, and unpack every compressed text and profile of a PNG whole.)
 */
final class ExifBlocks {

  private static final byte[] PREAMBLE = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private static final int APP1 = 0xE1;
  private static final int SCAN = 0xDA;
  private static final int END = 0xD9;

  private ExifBlocks() {}

  /**
   * The blocks in the file's order; none for a picture without Exif.
   *
   * @throws IllegalArgumentException when the bytes are of no format that can hold Exif
   */
  static List<byte[]> of(byte[] bytes) {
    if (startsWith(bytes, 0, "\u00ff\u00d8")) {
      return jpeg(bytes);
    }
    if (startsWith(bytes, 0, "\u0089PNG")) {
      return png(bytes);
    }
    if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
      return webp(bytes);
    }
    if (startsWith(bytes, 4, "ftyp")) {
      return HeifExif.of(bytes);
    }
    if (startsWith(bytes, 0, "II") || startsWith(bytes, 0, "MM")) {
      return List.of(bytes);
    }
    if (startsWith(bytes, 0, "GIF8") || startsWith(bytes, 0, "BM")) {
      return List.of();
    }
    throw new IllegalArgumentException("no picture format");
  }

  /** Segments before the first scan; after it stands the picture. */
  private static List<byte[]> jpeg(byte[] bytes) {
    List<byte[]> blocks = new ArrayList<>();
    int at = 2;
    while (at + 4 <= bytes.length) {
      int marker = bytes[at + 1] & 0xFF;
      if ((bytes[at] & 0xFF) != 0xFF || marker == 0xFF || marker == 0) {
        at++; // padding, which decoders skip as well
        continue;
      }
      if (marker == SCAN || marker == END) {
        break;
      }
      if (marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
        at += 2; // TEM, RSTn and SOI stand alone
        continue;
      }
      int length = ((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF);
      int end = Math.min(at + 2 + length, bytes.length);
      if (length < 2) {
        break;
      }
      if (marker == APP1 && startsWith(bytes, at + 4, PREAMBLE)) {
        blocks.add(Arrays.copyOfRange(bytes, at + 4 + PREAMBLE.length, Math.max(end, at + 10)));
      }
      at = end;
    }
    return blocks;
  }

  private static List<byte[]> png(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<byte[]> blocks = new ArrayList<>();
    long at = 8;
    while (at + 8 <= bytes.length && !startsWith(bytes, (int) at + 4, "IEND")) {
      long length = in.getInt((int) at) & 0xFFFFFFFFL;
      if (startsWith(bytes, (int) at + 4, "eXIf")) {
        blocks.add(withoutPreamble(bytes, at + 8, length));
      }
      at += 12 + length;
    }
    return blocks;
  }

  private static List<byte[]> webp(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> blocks = new ArrayList<>();
    long at = 12;
    while (at + 8 <= bytes.length) {
      long length = in.getInt((int) at + 4) & 0xFFFFFFFFL;
      if (startsWith(bytes, (int) at, "EXIF")) {
        blocks.add(withoutPreamble(bytes, at + 8, length));
      }
      at += 8 + length + (length & 1); // chunks begin at even places
    }
    return blocks;
  }

  /**
   * A span of the bytes, cut where they end. Some software copies JPEG's preamble into other files.
   */
  static byte[] withoutPreamble(byte[] bytes, long from, long length) {
    long end = Math.min(from + length, bytes.length);
    long start = startsWith(bytes, (int) from, PREAMBLE) ? from + PREAMBLE.length : from;
    return Arrays.copyOfRange(bytes, (int) Math.min(start, end), (int) end);
  }

  private static boolean startsWith(byte[] bytes, int offset, String letters) {
    return startsWith(bytes, offset, letters.getBytes(StandardCharsets.ISO_8859_1));
  }

  static boolean startsWith(byte[] bytes, int offset, byte[] expected) {
    return bytes.length - expected.length >= offset
        && Arrays.equals(bytes, offset, offset + expected.length, expected, 0, expected.length);
  }
}
