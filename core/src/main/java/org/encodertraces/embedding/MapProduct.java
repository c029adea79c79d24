package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.encodertraces.InputException;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.io.FullWrite;

/**
 * L2(Wx + b) of many rows.
 *
 * <p>Every value is summed in one order, that of the columns of W, by plain Java arithmetic: the
 * same bits in any block, on any machine. A BLAS would be faster and promises neither; each row
 * passes here once, which is little beside what an experiment does with it.
 *
 * @param columns W transposed, [d][d]: row j is what the j-th coordinate of x adds to
 */
record MapProduct(AffineMap map, float[][] columns) {

  /** Rows at a time: their sums stay in the cache while a few columns of W pass over them. */
  private static final int BLOCK_ROWS = 64;

  /** Coordinates of x at a time: loading and storing a sum costs as much as a product. */
  private static final int AT_ONCE = 4;

  static MapProduct of(AffineMap map) {
    int d = map.dimension();
    float[][] columns = new float[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        columns[j][i] = map.weight()[i * d + j];
      }
    }
    return new MapProduct(map, columns);
  }

  /** The products of all rows, in a file that is gone once it is read no more. */
  MappedFloats of(Rows rows) throws IOException {
    int d = map.dimension();
    if (rows.dimension() != d) {
      throw new InputException(
          "%s: embeddings of width %d; the map takes %d"
              .formatted(rows.file(), rows.dimension(), d));
    }
    Path temporary = Files.createTempFile("traces-rows-", ".f32");
    // Unix removes the name at once and Windows at the end, so that a kill leaves nothing behind.
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      write(rows, channel);
      return MappedFloats.of(channel, 0, DType.F32, rows.count(), d);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // "No space left on device" comes without a name.
      throw new FileSystemException(
          String.valueOf(temporary.getParent()),
          null,
          "%,d bytes for the rows of %s through the map: %s"
              .formatted((long) rows.count() * d * Float.BYTES, rows.file(), e.getMessage()));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void write(Rows rows, FileChannel channel) throws IOException {
    int d = map.dimension();
    float[][] vectors = new float[BLOCK_ROWS][d];
    float[][] sums = new float[BLOCK_ROWS][d];
    boolean[] directed = new boolean[BLOCK_ROWS];
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(BLOCK_ROWS * d * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int first = 0; first < rows.count(); first += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, rows.count() - first);
      for (int i = 0; i < count; i++) {
        directed[i] = read(rows, first + i, vectors[i]);
      }
      multiply(vectors, sums, count);
      bytes.clear().limit(count * d * Float.BYTES);
      FloatBuffer values = bytes.asFloatBuffer();
      for (int i = 0; i < count; i++) {
        if (directed[i]) {
          Rows.normalize(sums[i], 0, d);
        }
        values.put(directed[i] ? sums[i] : vectors[i]);
      }
      FullWrite.of(channel, bytes);
    }
  }

  /** Reads x as the map takes it; false for a row without a direction. */
  private boolean read(Rows rows, int row, float[] target) {
    if (!(map.fittedOn() instanceof FittedOn.Raw raw)) {
      double length = rows.readNormalized(row, target, 0);
      return length > 0 && length < Double.POSITIVE_INFINITY;
    }
    rows.read(row, target, 0);
    double length = Rows.length(target, 0, map.dimension());
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      return false;
    }
    if (length < raw.lowest() || length > raw.highest()) {
      throw new InputException(
          ("%s: row %d has length %s; the map was fitted on vectors as stored, of lengths %s to %s,"
                  + " and these are others")
              .formatted(
                  rows.file(),
                  rows.rowOfFile(row),
                  (float) length,
                  (float) raw.lowest(),
                  (float) raw.highest()));
    }
    return true;
  }

  /** Wx + b of each row, without its length. */
  private void multiply(float[][] vectors, float[][] sums, int count) {
    int d = map.dimension();
    for (int i = 0; i < count; i++) {
      System.arraycopy(map.bias(), 0, sums[i], 0, d);
    }
    int j = 0;
    for (; j + AT_ONCE <= d; j += AT_ONCE) {
      for (int i = 0; i < count; i++) {
        addFour(vectors[i], j, sums[i]);
      }
    }
    for (; j < d; j++) {
      for (int i = 0; i < count; i++) {
        add(vectors[i][j], columns[j], sums[i]);
      }
    }
  }

  /** What four coordinates of a row add, one after the other, so that rounding is that of one. */
  private void addFour(float[] vector, int j, float[] sum) {
    float x0 = vector[j];
    float x1 = vector[j + 1];
    float x2 = vector[j + 2];
    float x3 = vector[j + 3];
    float[] c0 = columns[j];
    float[] c1 = columns[j + 1];
    float[] c2 = columns[j + 2];
    float[] c3 = columns[j + 3];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] + x0 * c0[i] + x1 * c1[i] + x2 * c2[i] + x3 * c3[i];
    }
  }

  private static void add(float x, float[] column, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x * column[i];
    }
  }
}
