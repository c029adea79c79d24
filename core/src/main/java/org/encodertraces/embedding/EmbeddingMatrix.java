package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.encodertraces.InputException;

/**
 * A matrix [rows, dimension] of a safetensors file, mapped: rows come from the page cache when they
 * are read and take no heap, so it may be larger than both the heap and 2 GB.
 *
 * <p>float32, float16 and bfloat16 are read as float32. Safe to read from many threads.
 */
public final class EmbeddingMatrix {

  /** One mapping reaches at most 2 GB; rows are mapped in chunks below that. */
  private static final long MAX_CHUNK_BYTES = 1L << 30;

  private final Path file;
  private final DType type;
  private final int rows;
  private final int dimension;
  private final int rowsPerChunk;
  private final ByteBuffer[] chunks;

  /** The chunks of float32 as floats: made once, because rows are read by the million. */
  private final FloatBuffer[] floats;

  /** Rows of the file that this matrix holds, in order; empty when it holds all of them. */
  private final int[] selection;

  private EmbeddingMatrix(
      Path file,
      DType type,
      int rows,
      int dimension,
      int rowsPerChunk,
      ByteBuffer[] chunks,
      int[] selection) {
    this.file = file;
    this.selection = selection;
    floats =
        Arrays.stream(chunks)
            .map(chunk -> chunk.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer())
            .toArray(FloatBuffer[]::new);
    this.type = type;
    this.rows = rows;
    this.dimension = dimension;
    this.rowsPerChunk = rowsPerChunk;
    this.chunks = chunks;
  }

  /**
   * Maps the tensor {@code name}.
   *
   * @throws InputException when it is no matrix of floats
   */
  public static EmbeddingMatrix map(Safetensors header, String name) throws IOException {
    Safetensors.Tensor tensor = header.tensor(name);
    DType type = tensor.type().orElse(DType.I64);
    boolean floating = type == DType.F32 || type == DType.F16 || type == DType.BF16;
    if (!floating || tensor.shape().size() != 2 || tensor.shape().get(1) < 1) {
      throw new InputException(
          "%s: \"%s\" is %s %s; expected [n, d] F32, F16 or BF16"
              .formatted(header.file(), name, tensor.shape(), tensor.dtype()));
    }
    int rows = Math.toIntExact(tensor.shape().get(0));
    int dimension = Math.toIntExact(tensor.shape().get(1));
    long rowBytes = (long) dimension * type.bytes();
    int rowsPerChunk = (int) Math.max(1, MAX_CHUNK_BYTES / rowBytes);
    ByteBuffer[] chunks = new ByteBuffer[(rows + rowsPerChunk - 1) / rowsPerChunk];
    try (FileChannel channel = FileChannel.open(header.file(), StandardOpenOption.READ)) {
      for (int i = 0; i < chunks.length; i++) {
        long first = (long) i * rowsPerChunk;
        long count = Math.min(rowsPerChunk, rows - first);
        chunks[i] =
            channel
                .map(
                    FileChannel.MapMode.READ_ONLY,
                    tensor.offset() + first * rowBytes,
                    count * rowBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    return new EmbeddingMatrix(
        header.file(), type, rows, dimension, rowsPerChunk, chunks, new int[0]);
  }

  /** The same matrix with these rows alone, [n] in order. */
  public EmbeddingMatrix select(int[] kept) {
    int[] ofFile = Arrays.stream(kept).map(this::rowOfFile).toArray();
    return new EmbeddingMatrix(file, type, kept.length, dimension, rowsPerChunk, chunks, ofFile);
  }

  /** The row of the file behind a row of this matrix, which {@link #select} may have moved. */
  public int rowOfFile(int row) {
    return selection.length == 0 ? row : selection[row];
  }

  /** The file behind the matrix. */
  public Path file() {
    return file;
  }

  public int rows() {
    return rows;
  }

  /** Columns: the width of an embedding. */
  public int dimension() {
    return dimension;
  }

  /** Copies one row to {@code target} from {@code offset} on. */
  public void read(int row, float[] target, int offset) {
    int ofFile = rowOfFile(row);
    ByteBuffer chunk = chunks[ofFile / rowsPerChunk];
    int at = ofFile % rowsPerChunk * dimension * type.bytes();
    switch (type) {
      case F32 ->
          floats[ofFile / rowsPerChunk].get(
              ofFile % rowsPerChunk * dimension, target, offset, dimension);
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
  public void read(int row, FloatBuffer target, int offset, float[] scratch) {
    if (type == DType.F32) {
      int ofFile = rowOfFile(row);
      target.put(
          offset, floats[ofFile / rowsPerChunk], ofFile % rowsPerChunk * dimension, dimension);
    } else {
      read(row, scratch, 0);
      target.put(offset, scratch, 0, dimension);
    }
  }

  /** Copies {@code count} rows scaled to length 1 to the start of memory outside the heap. */
  public void readNormalized(int firstRow, int count, FloatBuffer target) {
    float[] row = new float[dimension];
    for (int i = 0; i < count; i++) {
      readNormalized(firstRow + i, row, 0);
      target.put(i * dimension, row, 0, dimension);
    }
  }

  /**
   * Copies one row scaled to length 1, as every experiment uses it; a row of zeros stays zero.
   *
   * @return the row's length before, NaN or infinite when a value is
   */
  public double readNormalized(int row, float[] target, int offset) {
    read(row, target, offset);
    double sum = 0;
    for (int i = offset; i < offset + dimension; i++) {
      sum += (double) target[i] * target[i];
    }
    double length = Math.sqrt(sum);
    if (length == 0) {
      Arrays.fill(target, offset, offset + dimension, 0);
      return 0;
    }
    float scale = (float) (1 / length);
    for (int i = offset; i < offset + dimension; i++) {
      target[i] *= scale;
    }
    return length;
  }
}
