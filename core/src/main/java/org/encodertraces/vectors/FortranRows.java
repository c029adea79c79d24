package org.encodertraces.vectors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.encodertraces.InputException;
import org.encodertraces.vectors.VectorFile.Block;
import org.encodertraces.vectors.VectorFile.ValueType;

/**
 * Rows of a matrix that lies column by column, as NumPy keeps a transposed one ({@code
 * fortran_order}): of each block of rows, a run of every column is read and set on its side.
 *
 * @param file for messages
 * @param start of the first value in the channel
 */
record FortranRows(Path file, long start, ValueType type, long rows, int dimension) {

  void read(FileChannel in, Block block) throws IOException {
    int step = (int) Math.min(Math.max(1, rows), RawRows.rowsPerBlock(dimension));
    int size = RawRows.bytes(type);
    ByteBuffer bytes = RawRows.buffer(step * size);
    float[] values = new float[step * dimension];
    float[] run = new float[step];
    for (long first = 0; first < rows; first += step) {
      int count = (int) Math.min(step, rows - first);
      for (int column = 0; column < dimension; column++) {
        bytes.clear().limit(count * size);
        long at = start + (column * rows + first) * size;
        while (bytes.hasRemaining()) {
          int read = in.read(bytes, at + bytes.position());
          if (read < 0) {
            throw new InputException(
                "%s: ends within column %d of %d (truncated)".formatted(file, column, dimension));
          }
        }
        RawRows.decode(type, bytes.flip(), run, count);
        for (int row = 0; row < count; row++) {
          values[row * dimension + column] = run[row];
        }
      }
      block.take(first, count, values);
    }
  }
}
