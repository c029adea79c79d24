package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.encodertraces.InputException;

/**
 * Embeddings as every experiment reads them: [n, d] float32, of a safetensors file, of some of its
 * rows, or of either {@link #through through a map}. What an experiment does with them cannot
 * depend on which.
 *
 * <p>float32, float16 and bfloat16 are read as float32, from the page cache and without heap. Safe
 * to read from many threads.
 */
public final class Rows {

  /** Of {@link #places} and {@link #ofFile}: row i is row i. */
  private static final int[] AS_THEY_COME = new int[0];

  private static final int SIDE_BY_SIDE = 4;

  private final Path file;
  private final int rowsOfFile;
  private final int count;
  private final MappedFloats values;

  /** [n] where each row lies in {@link #values}. */
  private final int[] places;

  /** [n] the row of the file behind each row. */
  private final int[] ofFile;

  private Rows(
      Path file, int rowsOfFile, int count, MappedFloats values, int[] places, int[] ofFile) {
    this.file = file;
    this.rowsOfFile = rowsOfFile;
    this.count = count;
    this.values = values;
    this.places = places;
    this.ofFile = ofFile;
  }

  /**
   * All rows of the tensor {@code name}.
   *
   * @throws InputException when it is no matrix of floats
   */
  public static Rows of(Safetensors header, String name) throws IOException {
    Safetensors.Tensor tensor = header.tensor(name);
    DType type = tensor.type().orElse(DType.I64);
    boolean floating = type == DType.F32 || type == DType.F16 || type == DType.BF16;
    if (!floating || tensor.shape().size() != 2 || tensor.shape().get(1) < 1) {
      throw new InputException(
          "%s: \"%s\" is %s %s; expected [n, d] F32, F16 or BF16"
              .formatted(header.file(), name, tensor.shape(), tensor.dtype()));
    }
    int count = Math.toIntExact(tensor.shape().get(0));
    int dimension = Math.toIntExact(tensor.shape().get(1));
    try (FileChannel channel = FileChannel.open(header.file(), StandardOpenOption.READ)) {
      MappedFloats values = MappedFloats.of(channel, tensor.offset(), type, count, dimension);
      return new Rows(header.file(), count, count, values, AS_THEY_COME, AS_THEY_COME);
    }
  }

  /** These rows alone, [n] in order. */
  public Rows select(int[] kept) {
    return new Rows(
        file,
        rowsOfFile,
        kept.length,
        values,
        Arrays.stream(kept).map(row -> behind(places, row)).toArray(),
        Arrays.stream(kept).map(this::rowOfFile).toArray());
  }

  /**
   * The same rows as L2(Wx + b), in the same order and with the same numbers. The products of all
   * rows are taken here, block by block, and kept in a temporary file of n d float32 that has no
   * name any more and goes with the last reader: whoever reads at random, hundreds of times over,
   * pays for each product once, and reads as fast as without a map. A row's values depend on that
   * row and the map alone.
   *
   * <p>A row without a direction (zeros, NaN, infinities) stays as it is, for {@code badRows} to
   * find.
   *
   * @throws InputException when the map is of another width, or was fitted on vectors as stored and
   *     a row's length lies outside of what it saw
   */
  public Rows through(AffineMap map) throws IOException {
    return new Rows(file, rowsOfFile, count, MapProduct.of(map).of(this), AS_THEY_COME, ofFile);
  }

  private static int behind(int[] numbers, int row) {
    return numbers.length == 0 ? row : numbers[row];
  }

  /** The row of the file behind a row, which {@link #select} may have moved. */
  public int rowOfFile(int row) {
    return behind(ofFile, row);
  }

  /** How many rows the file has. */
  public int rowsOfFile() {
    return rowsOfFile;
  }

  /** The file behind the rows. */
  public Path file() {
    return file;
  }

  /** Number of rows. */
  public int count() {
    return count;
  }

  /** Columns: the width of an embedding. */
  public int dimension() {
    return values.dimension();
  }

  /** Copies one row to {@code target} from {@code offset} on. */
  public void read(int row, float[] target, int offset) {
    values.read(behind(places, row), target, offset);
  }

  /**
   * Copies one row to {@code target} from {@code offset} on: straight from the page cache where the
   * file holds float32.
   *
   * @param scratch [dimension] at least, for the other types
   */
  public void read(int row, FloatBuffer target, int offset, float[] scratch) {
    values.read(behind(places, row), target, offset, scratch);
  }

  /** Copies {@code count} rows scaled to length 1 to the start of memory outside the heap. */
  public void readNormalized(int firstRow, int count, FloatBuffer target) {
    int dimension = dimension();
    float[][] rows = new float[SIDE_BY_SIDE][dimension];
    double[] lengths = new double[SIDE_BY_SIDE];
    for (int from = 0; from < count; from += SIDE_BY_SIDE) {
      int size = Math.min(SIDE_BY_SIDE, count - from);
      for (int i = 0; i < size; i++) {
        read(firstRow + from + i, rows[i], 0);
      }
      lengths(rows, lengths);
      for (int i = 0; i < size; i++) {
        scale(rows[i], 0, dimension, lengths[i]);
        target.put((from + i) * dimension, rows[i], 0, dimension);
      }
    }
  }

  /**
   * Copies one row scaled to length 1, as every experiment uses it; a row of zeros stays zero.
   *
   * @return the row's length before, NaN or infinite when a value is
   */
  public double readNormalized(int row, float[] target, int offset) {
    read(row, target, offset);
    return normalize(target, offset, dimension());
  }

  /** Scales to length 1 and returns the length before; zeros stay. */
  static double normalize(float[] target, int offset, int dimension) {
    double length = length(target, offset, dimension);
    scale(target, offset, dimension, length);
    return length;
  }

  private static void scale(float[] target, int offset, int dimension, double length) {
    if (length == 0) {
      Arrays.fill(target, offset, offset + dimension, 0);
      return;
    }
    float scale = (float) (1 / length);
    for (int i = offset; i < offset + dimension; i++) {
      target[i] *= scale;
    }
  }

  /**
   * As {@link #length} of each of four rows: a sum waits for its last addition, and four go on
   * meanwhile.
   */
  private static void lengths(float[][] rows, double[] lengths) {
    float[] a = rows[0];
    float[] b = rows[1];
    float[] c = rows[2];
    float[] d = rows[3];
    double ofA = 0;
    double ofB = 0;
    double ofC = 0;
    double ofD = 0;
    for (int i = 0; i < a.length; i++) {
      ofA += (double) a[i] * a[i];
      ofB += (double) b[i] * b[i];
      ofC += (double) c[i] * c[i];
      ofD += (double) d[i] * d[i];
    }
    lengths[0] = Math.sqrt(ofA);
    lengths[1] = Math.sqrt(ofB);
    lengths[2] = Math.sqrt(ofC);
    lengths[3] = Math.sqrt(ofD);
  }

  static double length(float[] values, int offset, int dimension) {
    double sum = 0;
    for (int i = offset; i < offset + dimension; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }
}
