package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * A matrix of floats in a file, mapped: rows come from the page cache when they are read and take
 * no heap, so it may be larger than both the heap and 2 GB. Read as float32 whatever is stored.
 */
final class MappedFloats {

  /** One mapping reaches at most 2 GB; rows are mapped in chunks below that. */
  private static final long MAX_CHUNK_BYTES = 1L << 30;

  private final DType type;
  private final int dimension;
  private final int rowsPerChunk;
  private final ByteBuffer[] chunks;

  /** The chunks of float32 as floats: made once, because rows are read by the million. */
  private final FloatBuffer[] floats;

  private MappedFloats(DType type, int dimension, int rowsPerChunk, ByteBuffer[] chunks) {
    this.type = type;
    this.dimension = dimension;
    this.rowsPerChunk = rowsPerChunk;
    this.chunks = chunks;
    floats =
        Arrays.stream(chunks)
            .map(chunk -> chunk.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer())
            .toArray(FloatBuffer[]::new);
  }

  /** Maps [rows, dimension] from byte {@code offset} on; the channel may be closed afterwards. */
  static MappedFloats of(FileChannel channel, long offset, DType type, int rows, int dimension)
      throws IOException {
    long rowBytes = (long) dimension * type.bytes();
    int rowsPerChunk = (int) Math.max(1, MAX_CHUNK_BYTES / rowBytes);
    ByteBuffer[] chunks = new ByteBuffer[(rows + rowsPerChunk - 1) / rowsPerChunk];
    for (int i = 0; i < chunks.length; i++) {
      long first = (long) i * rowsPerChunk;
      long count = Math.min(rowsPerChunk, rows - first);
      chunks[i] =
          channel
              .map(FileChannel.MapMode.READ_ONLY, offset + first * rowBytes, count * rowBytes)
              .order(ByteOrder.LITTLE_ENDIAN);
    }
    return new MappedFloats(type, dimension, rowsPerChunk, chunks);
  }

  int dimension() {
    return dimension;
  }

  /** Copies one row to {@code target} from {@code offset} on. */
  void read(int row, float[] target, int offset) {
    ByteBuffer chunk = chunks[row / rowsPerChunk];
    int at = row % rowsPerChunk * dimension * type.bytes();
    switch (type) {
      case F32 ->
          floats[row / rowsPerChunk].get(row % rowsPerChunk * dimension, target, offset, dimension);
      case F16 -> {
        for (int i = 0; i < dimension; i++) {
          target[offset + i] = HalfFloat.toFloat(chunk.getShort(at + 2 * i));
        }
      }
      case BF16 -> {
        for (int i = 0; i < dimension; i++) {
          target[offset + i] = Float.intBitsToFloat(chunk.getShort(at + 2 * i) << 16);
        }
      }
      case I64, I32 -> throw new IllegalStateException("integers are never mapped");
    }
  }

  /**
   * Copies one row to {@code target} from {@code offset} on: straight from the mapping where the
   * file holds float32.
   *
   * @param scratch [dimension] at least, for the other types
   */
  void read(int row, FloatBuffer target, int offset, float[] scratch) {
    if (type == DType.F32) {
      target.put(offset, floats[row / rowsPerChunk], row % rowsPerChunk * dimension, dimension);
    } else {
      read(row, scratch, 0);
      target.put(offset, scratch, 0, dimension);
    }
  }
}
