package org.encodertraces.linalg.internal;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import org.bytedeco.javacpp.DoublePointer;
import org.encodertraces.io.NativeLibraries;

/**
 * The sum of the outer products of many rows with themselves, [d, d] in float64 outside the heap:
 * rows stream through in blocks, so memory does not grow with their number.
 */
public final class GramSum implements AutoCloseable {

  /** Rows of one product. */
  public static final int BLOCK_ROWS = 256;

  static {
    NativeLibraries.readyForJavaCpp();
  }

  private final int dimension;
  private final DoublePointer sum;
  private final DoublePointer block;
  private int waiting;

  public GramSum(int dimension) {
    this.dimension = dimension;
    sum = new DoublePointer((long) dimension * dimension);
    block = new DoublePointer((long) BLOCK_ROWS * dimension);
    sum.put(new double[dimension * dimension], 0, dimension * dimension);
  }

  /** Adds one row, [d]. */
  public void add(double[] row) {
    block.position((long) waiting * dimension).put(row, 0, dimension);
    block.position(0);
    waiting++;
    if (waiting == BLOCK_ROWS) {
      flush();
    }
  }

  /** The sum so far over {@code divisor}, both triangles. */
  public Matrix over(double divisor) {
    flush();
    double[] values = new double[dimension * dimension];
    sum.get(values, 0, values.length);
    for (int i = 0; i < dimension; i++) {
      for (int j = i; j < dimension; j++) {
        double value = values[i * dimension + j] / divisor;
        values[i * dimension + j] = value;
        values[j * dimension + i] = value;
      }
    }
    return new Matrix(dimension, dimension, values);
  }

  private void flush() {
    if (waiting > 0) {
      cblas_dsyrk(
          CblasRowMajor,
          CblasUpper,
          CblasTrans,
          dimension,
          waiting,
          1,
          block,
          dimension,
          1,
          sum,
          dimension);
      waiting = 0;
    }
  }

  @Override
  public void close() {
    sum.close();
    block.close();
  }
}
