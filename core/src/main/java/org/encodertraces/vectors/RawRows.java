package org.encodertraces.vectors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.encodertraces.InputException;
import org.encodertraces.embedding.HalfFloat;
import org.encodertraces.vectors.VectorFile.Block;
import org.encodertraces.vectors.VectorFile.ValueType;

/**
 * Rows of little-endian values one behind the other, as NumPy and safetensors lay them.
 *
 * @param file for messages
 */
record RawRows(Path file, ValueType type, long rows, int dimension) {

  /** Values a block: 4 MB of float32, enough for the disk and little for the heap. */
  private static final int BLOCK_VALUES = 1 << 20;

  /** The widest vector: wider ones are pixels or tokens that somebody laid end to end. */
  static final int WIDEST = 1 << 20;

  /** What becomes of a block. */
  @FunctionalInterface
  private interface Sink {
    void put(float[] values, int count) throws IOException;
  }

  static int bytes(ValueType type) {
    return switch (type) {
      case FLOAT16, BFLOAT16 -> 2;
      case FLOAT32 -> 4;
      case FLOAT64 -> 8;
    };
  }

  /** Rows of a block of vectors this wide. */
  static int rowsPerBlock(int dimension) {
    return Math.max(1, BLOCK_VALUES / dimension);
  }

  /** Hands over the rows that lie ahead in a channel. */
  void read(ReadableByteChannel in, Block block) throws IOException {
    transfer(in, block, (values, count) -> {});
  }

  /** The same, and writes them on as the block leaves them. */
  void copy(ReadableByteChannel in, Block change, WritableByteChannel out) throws IOException {
    Writer writer = new Writer(type, dimension, out);
    transfer(in, change, writer::put);
  }

  private void transfer(ReadableByteChannel in, Block block, Sink sink) throws IOException {
    int step = rowsPerBlock(dimension);
    ByteBuffer bytes = buffer(rowsPerBlock(dimension) * dimension * bytes(type));
    float[] values = new float[step * dimension];
    for (long first = 0; first < rows; first += step) {
      int count = (int) Math.min(step, rows - first);
      bytes.clear().limit(count * dimension * bytes(type));
      while (bytes.hasRemaining()) {
        if (in.read(bytes) < 0) {
          throw new InputException(
              "%s: ends within row %d of %d (truncated)"
                  .formatted(
                      file, first + bytes.position() / ((long) dimension * bytes(type)), rows));
        }
      }
      decode(type, bytes.flip(), values, count * dimension);
      block.take(first, count, values);
      sink.put(values, count);
    }
  }

  /** The first values of a buffer, of float64 the nearest float32. */
  static void decode(ValueType type, ByteBuffer bytes, float[] values, int count) {
    switch (type) {
      case FLOAT32 -> bytes.asFloatBuffer().get(values, 0, count);
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          values[i] = HalfFloat.toFloat(bytes.getShort(2 * i));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < count; i++) {
          values[i] = Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          values[i] = (float) bytes.getDouble(8 * i);
        }
      }
    }
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes blocks of rows into a channel. */
  static final class Writer {
    private final ValueType type;
    private final int dimension;
    private final WritableByteChannel out;
    private final ByteBuffer bytes;

    Writer(ValueType type, int dimension, WritableByteChannel out) {
      this.type = type;
      this.dimension = dimension;
      this.out = out;
      bytes = buffer(rowsPerBlock(dimension) * dimension * RawRows.bytes(type));
    }

    void put(float[] values, int count) throws IOException {
      int n = count * dimension;
      bytes.clear().limit(n * RawRows.bytes(type));
      switch (type) {
        case FLOAT32 -> bytes.asFloatBuffer().put(values, 0, n);
        case FLOAT16 -> {
          for (int i = 0; i < n; i++) {
            bytes.putShort(2 * i, HalfFloat.ofFloat(values[i]));
          }
        }
        case BFLOAT16 -> {
          for (int i = 0; i < n; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            // To the nearest, ties to even.
            int rounded = (bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16;
            bytes.putShort(2 * i, (short) (Float.isNaN(values[i]) ? 0x7FC0 : rounded));
          }
        }
        case FLOAT64 -> throw new IllegalStateException("float64 is written to Parquet alone");
      }
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }
}
