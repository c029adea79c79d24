package org.encodertraces.image;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * PNG to the samples that Pillow's {@code convert("RGB")} gives: alpha and transparent colors
 * dropped, 16 bits cut to their upper 8 (gray of 16 bits is clipped at 255 instead), palette
 * indexes beyond the palette black.
 *
 * <p>Our own because what counts as readable is Pillow's, not libpng's: a picture is whole when its
 * last row is, whatever checksums say. Source: Pillow's {@code ZipDecode.c}, which also ends with
 * black rows where the compressed data ends at a row's end, and PNG 1.2 chapters 6 and 9.
 */
final class PngDecoder {

  /** Pillow hands its decoder this much at a time; where it ends can decide what is refused. */
  private static final int BLOCK = 65_536;

  private static final int[] PASS_LEFT = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] PASS_TOP = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] PASS_ACROSS = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] PASS_DOWN = {8, 8, 8, 4, 4, 2, 2};

  private final PngChunks chunks;
  private final PngChunks.Layout layout;
  private final PngSamples samples;
  private final int bits;
  private final byte[] rgb;
  private int pass;
  private int y;
  private int count;

  private PngDecoder(PngChunks chunks, PngChunks.Layout layout) {
    this.chunks = chunks;
    this.layout = layout;
    samples = new PngSamples(layout.colorType(), layout.depth(), layout.palette());
    bits = samples.bitsPerPixel();
    rgb = new byte[layout.width() * layout.height() * 3];
    samples.fillUnwritten(rgb);
    count = layout.interlaced() ? passColumns() : layout.columns();
  }

  static RgbImage decode(byte[] bytes) throws UnreadableImageException {
    PngChunks chunks = new PngChunks(bytes);
    PngChunks.Layout layout = chunks.readHeader();
    PngDecoder decoder = new PngDecoder(chunks, layout);
    decoder.expand(bytes);
    chunks.readRest();
    return new RgbImage(layout.width(), layout.height(), decoder.rgb);
  }

  private void expand(byte[] bytes) throws UnreadableImageException {
    Inflater inflater = new Inflater();
    try {
      byte[] line = new byte[1 + rowBytes(layout.columns())];
      byte[] above = new byte[line.length];
      int filled = 0;
      while (true) {
        int[] block = chunks.nextData(BLOCK);
        inflater.setInput(bytes, block[0], block[1]);
        while (inflater.getRemaining() > 0) {
          int length = 1 + rowBytes(count);
          filled += inflater.inflate(line, filled, length - filled);
          if (filled < length) {
            break;
          }
          filled = 0;
          unfilter(line, above, length);
          boolean newPass = put(line);
          if (y >= layout.rows() || inflater.finished()) {
            return;
          }
          if (newPass) {
            Arrays.fill(line, (byte) 0);
          }
          byte[] swapped = above;
          above = line;
          line = swapped;
        }
      }
    } catch (DataFormatException e) {
      throw new UnreadableImageException(
          "PNG of %d x %d: damaged image data (%s)"
              .formatted(layout.width(), layout.height(), e.getMessage()),
          e);
    } finally {
      inflater.end();
    }
  }

  private int rowBytes(int pixels) {
    return (int) (((long) pixels * bits + 7) / 8);
  }

  private int passColumns() {
    int left = PASS_LEFT[pass];
    int across = PASS_ACROSS[pass];
    return Math.max(0, (layout.columns() - left + across - 1) / across);
  }

  /** Stores a row and moves on to the next; says whether that begins another pass. */
  private boolean put(byte[] line) {
    if (!layout.interlaced()) {
      int at = ((y + layout.top()) * layout.width() + layout.left()) * 3;
      samples.write(line, count, rgb, at, 3);
      y++;
      return false;
    }
    int at = (y * layout.width() + PASS_LEFT[pass]) * 3;
    samples.write(line, count, rgb, at, PASS_ACROSS[pass] * 3);
    y += PASS_DOWN[pass];
    boolean newPass = false;
    while (y >= layout.rows() || count <= 0) {
      pass++;
      newPass = true;
      if (pass == 7) {
        y = layout.rows();
        break;
      }
      y = PASS_TOP[pass];
      count = passColumns();
    }
    return newPass;
  }

  /** Undoes the row's filter in place; {@code line[0]} names it. PNG 1.2, chapter 6. */
  private void unfilter(byte[] line, byte[] above, int length) throws UnreadableImageException {
    int step = (bits + 7) / 8;
    switch (line[0]) {
      case 0 -> {
        // as it is
      }
      case 1 -> {
        for (int i = step + 1; i < length; i++) {
          line[i] += line[i - step];
        }
      }
      case 2 -> {
        for (int i = 1; i < length; i++) {
          line[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 1; i < length; i++) {
          int left = i > step ? line[i - step] & 0xFF : 0;
          line[i] += (byte) ((left + (above[i] & 0xFF)) / 2);
        }
      }
      case 4 -> {
        for (int i = 1; i < length; i++) {
          int left = i > step ? line[i - step] & 0xFF : 0;
          int corner = i > step ? above[i - step] & 0xFF : 0;
          line[i] += (byte) paeth(left, above[i] & 0xFF, corner);
        }
      }
      default ->
          throw new UnreadableImageException(
              "PNG of %d x %d: row filter %d, expected 0 to 4 (damaged)"
                  .formatted(layout.width(), layout.height(), line[0] & 0xFF));
    }
  }

  private static int paeth(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }
}
