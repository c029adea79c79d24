package org.encodertraces.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * JPEG strips and tiles of a TIFF (compression 7): tables that all of them share, joined with each
 * block's own data to a whole JPEG for the JPEG decoders.
 *
 * <p>What the samples mean is told by the TIFF's tags, never by the JPEG's markers, as in libtiff's
 * {@code tif_jpeg.c}: the markers are left out, and Adobe's is set to say it.
 */
final class TiffJpeg {

  private TiffJpeg() {}

  /**
   * The samples of a block, interleaved, cut or refused to {@code width} x {@code height}.
   *
   * @param tables the tag JPEGTables: SOI, tables, EOI; or empty
   * @param yCbCr whether three samples are YCbCr, which comes out as RGB
   */
  static byte[] decode(
      byte[] tables,
      byte[] data,
      int from,
      int count,
      int width,
      int height,
      int samples,
      boolean yCbCr)
      throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(count + tables.length + 32);
    joined.write(0xFF);
    joined.write(0xD8);
    byte[] adobe = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    adobe[15] = (byte) (yCbCr ? 1 : 0);
    if (samples > 1) {
      joined.write(adobe);
    }
    int[] frame = new int[3];
    copyTables(tables, 0, tables.length, joined, frame);
    int scan = copyTables(data, from, from + count, joined, frame);
    if (frame[2] != samples || frame[0] < width || frame[1] < height) {
      throw new IOException(
          "a JPEG of %d x %d pixels and %d samples, expected %d x %d and %d"
              .formatted(frame[0], frame[1], frame[2], width, height, samples));
    }
    if (frame[0] > width || (long) frame[0] * frame[1] > ImageDecoder.MAX_PIXELS) {
      throw new IOException(
          "a JPEG of %d x %d pixels, expected %d x %d"
              .formatted(frame[0], frame[1], width, height));
    }
    joined.write(data, scan, from + count - scan);
    // libtiff lets a scan that breaks off end in gray; so do decoders that find an end marker.
    joined.write(0xFF);
    joined.write(0xD9);
    byte[] jpeg = joined.toByteArray();
    byte[] block =
        samples == 1 || samples == 3
            ? TiffNative.jpeg(jpeg, samples == 1)
            : channels(jpeg, samples);
    return Arrays.copyOf(block, Math.min(block.length, width * height * samples));
  }

  /**
   * Copies the segments up to the first scan, but for those of applications and comments. Bytes
   * between them are passed over, as libjpeg does.
   *
   * @param frame receives width, height and components of a frame header
   * @return where the scan begins, or the end
   */
  private static int copyTables(
      byte[] data, int from, int end, ByteArrayOutputStream out, int[] frame) throws IOException {
    int at = from;
    if (at < end && (at + 1 == end || data[at] != (byte) 0xFF || data[at + 1] != (byte) 0xD8)) {
      throw new IOException("a JPEG that does not start with its start marker");
    }
    while (at + 1 < end) {
      int marker = data[at + 1] & 0xFF;
      if ((data[at] & 0xFF) != 0xFF || marker == 0xFF) {
        at++;
        continue;
      }
      if (marker == 0) {
        at += 2;
        continue;
      }
      if (marker == 0xD8 || marker == 0xD9 || marker == 1) {
        at += 2;
        continue;
      }
      if (marker == 0xDA) {
        return at;
      }
      if (at + 3 >= end) {
        break;
      }
      int length = ((data[at + 2] & 0xFF) << 8) | (data[at + 3] & 0xFF);
      int next = at + 2 + length;
      if (length < 2 || next > end) {
        throw new IOException("a JPEG that ends inside its headers");
      }
      boolean isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8;
      if (isFrame && marker != 0xCC && length >= 8) {
        frame[0] = ((data[at + 7] & 0xFF) << 8) | (data[at + 8] & 0xFF);
        frame[1] = ((data[at + 5] & 0xFF) << 8) | (data[at + 6] & 0xFF);
        frame[2] = data[at + 9] & 0xFF;
      }
      boolean application = (marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE;
      if (!application) {
        out.write(data, at, next - at);
      }
      at = next;
    }
    return end;
  }

  /** All channels as stored. */
  private static byte[] channels(byte[] jpeg, int samples) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in, true, true);
      Raster raster = reader.readRaster(0, null);
      if (raster.getNumBands() != samples) {
        throw new IOException("a JPEG of %d channels".formatted(raster.getNumBands()));
      }
      int width = raster.getWidth();
      byte[] block = new byte[width * raster.getHeight() * samples];
      int[] row = new int[width * samples];
      for (int y = 0; y < raster.getHeight(); y++) {
        raster.getPixels(0, y, width, 1, row);
        for (int i = 0; i < row.length; i++) {
          block[y * row.length + i] = (byte) row[i];
        }
      }
      return block;
    } finally {
      reader.dispose();
    }
  }
}
