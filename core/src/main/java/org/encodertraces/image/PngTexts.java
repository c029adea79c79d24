package org.encodertraces.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The texts and profiles of a PNG: of no use for pixels, but Pillow reads them and refuses files in
 * which they are broken, or expand to more than {@link #MAX_EXPANDED} bytes.
 */
final class PngTexts {

  /** Bytes of one text or profile, expanded. */
  private static final int MAX_EXPANDED = 1 << 20;

  /** Bytes of all texts. */
  private static final long MAX_ALL = 64L * MAX_EXPANDED;

  private final byte[] bytes;
  private long all;

  PngTexts(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a chunk of kind {@code iCCP}, {@code tEXt}, {@code zTXt} or {@code iTXt}.
   *
   * @throws UnreadableImageException where Pillow refuses it
   */
  void read(String kind, int at, int length) throws UnreadableImageException {
    int end = at + length;
    int name = indexOfZero(at, end);
    switch (kind) {
      case "iCCP" -> {
        if (name == end) {
          throw new UnreadableImageException("PNG with a color profile without a name");
        }
        expand(kind, name + 2, end);
      }
      case "zTXt" -> {
        int method = name + 1;
        if (method < end && bytes[method] != 0) {
          throw new UnreadableImageException(
              "PNG with text of compression method %d, expected 0".formatted(bytes[method] & 0xFF));
        }
        add(expand(kind, method + 1, end));
      }
      case "iTXt" -> readInternational(name + 1, end);
      default -> add(length);
    }
  }

  /**
   * Two flags, a language, a translated keyword, each of these two ended by a zero, and the text.
   */
  private void readInternational(int flags, int end) throws UnreadableImageException {
    int keyword = indexOfZero(flags + 2, end) + 1;
    int text = indexOfZero(keyword, end) + 1;
    if (flags + 2 > end || text > end) {
      return; // not such a text after all, which Pillow lets pass
    }
    if (bytes[flags] == 0) {
      add(end - text);
    } else if (bytes[flags + 1] == 0) {
      add(expand("iTXt", text, end));
    }
  }

  private int indexOfZero(int from, int end) {
    int i = from;
    while (i < end && bytes[i] != 0) {
      i++;
    }
    return i;
  }

  private void add(int length) throws UnreadableImageException {
    all += length;
    if (all > MAX_ALL) {
      throw new UnreadableImageException("PNG with more than %,d bytes of text".formatted(MAX_ALL));
    }
  }

  /** Length of what a zlib stream expands to; a damaged stream counts as empty, as in Pillow. */
  private int expand(String kind, int from, int end) throws UnreadableImageException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes, Math.min(from, end), end - Math.min(from, end));
      byte[] part = new byte[8192];
      int length = 0;
      while (length < MAX_EXPANDED) {
        int got = inflater.inflate(part, 0, Math.min(part.length, MAX_EXPANDED - length));
        length += got;
        if (got == 0) {
          return length;
        }
      }
      if (!inflater.finished() && inflater.getRemaining() > 0) {
        throw new UnreadableImageException(
            "PNG whose chunk %s expands to more than %,d bytes".formatted(kind, MAX_EXPANDED));
      }
      return length;
    } catch (DataFormatException e) {
      return 0;
    } finally {
      inflater.end();
    }
  }
}
