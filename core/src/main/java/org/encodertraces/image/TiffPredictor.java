package org.encodertraces.image;

import java.nio.ByteOrder;

/**
 * Undoes TIFF's predictors: samples, or the bytes of floats, stored as differences to their left.
 *
 * <p>Source: TIFF 6.0, section 14; Adobe Photoshop TIFF Technical Note 3; libtiff's {@code
 * tif_predict.c}. Rows come out little-endian, whatever the file's order.
 *
 * @param kind 1 none, 2 horizontal differences, 3 floating point
 * @param stride samples between one and the one it was predicted from
 */
record TiffPredictor(int kind, int bits, int stride, ByteOrder order) {

  static TiffPredictor of(TiffDirectory tags, TiffPixels pixels, int stride)
      throws UnreadableImageException {
    long kind = tags.number(TiffDirectory.PREDICTOR, 1);
    int bits = pixels.bits();
    boolean known =
        kind == 1
            || (kind == 2 && (bits == 8 || bits == 16 || bits == 32))
            || (kind == 3 && pixels.kind() == TiffPixels.Kind.FLOAT);
    if (!known) {
      throw new UnreadableImageException(
          "TIFF of %d-bit samples with predictor %d, which Pillow does not read either"
              .formatted(bits, kind));
    }
    return new TiffPredictor((int) kind, bits, stride, tags.order());
  }

  /** Turns {@code rows} rows of {@code rowBytes} into samples in little-endian order, in place. */
  void undo(byte[] block, int rowBytes, int rows) {
    if (kind == 3) {
      byte[] row = new byte[rowBytes];
      for (int y = 0; y < rows; y++) {
        undoFloats(block, y * rowBytes, row);
      }
      return;
    }
    if (order == ByteOrder.BIG_ENDIAN && bits >= 16) {
      toLittleEndian(block, rowBytes * rows);
    }
    if (kind == 2) {
      for (int y = 0; y < rows; y++) {
        undoDifferences(block, y * rowBytes, rowBytes);
      }
    }
  }

  private void undoDifferences(byte[] block, int at, int rowBytes) {
    int unit = bits / 8;
    int back = stride * unit;
    for (int i = at + back; i + unit <= at + rowBytes; i += unit) {
      int carry = 0;
      for (int b = 0; b < unit; b++) {
        carry += (block[i + b] & 0xFF) + (block[i + b - back] & 0xFF);
        block[i + b] = (byte) carry;
        carry >>>= 8;
      }
    }
  }

  /** Byte planes, the highest first, each byte a difference; see Technical Note 3. */
  private void undoFloats(byte[] block, int at, byte[] row) {
    for (int i = at + stride; i < at + row.length; i++) {
      block[i] += block[i - stride];
    }
    System.arraycopy(block, at, row, 0, row.length);
    int unit = bits / 8;
    int count = row.length / unit;
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < unit; b++) {
        block[at + unit * i + b] = row[(unit - 1 - b) * count + i];
      }
    }
  }

  private void toLittleEndian(byte[] block, int length) {
    int unit = bits / 8;
    if (bits % 8 != 0) {
      return;
    }
    for (int i = 0; i + unit <= length; i += unit) {
      for (int b = 0; b < unit / 2; b++) {
        byte swapped = block[i + b];
        block[i + b] = block[i + unit - 1 - b];
        block[i + unit - 1 - b] = swapped;
      }
    }
  }
}
