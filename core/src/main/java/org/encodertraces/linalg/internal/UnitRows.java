package org.encodertraces.linalg.internal;

import org.encodertraces.linalg.Floats;

/**
 * Embeddings as rows of length 1, [rows, dimension] float32 outside the Java heap: their products
 * are cosines.
 *
 * <p>Rows may be put from many threads, each row once.
 */
public final class UnitRows implements AutoCloseable {

  private final int rows;
  private final int dimension;
  private final Floats floats;

  /**
   * Makes room; rows that are not put hold zeros.
   *
   * @throws ArithmeticException where there are more than 2³¹ - 1 values
   */
  public UnitRows(int rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
    floats = new Floats(Math.multiplyExact(rows, dimension));
  }

  public int rows() {
    return rows;
  }

  public int dimension() {
    return dimension;
  }

  /**
   * Puts an embedding, {@code dimension} values from {@code from} on, scaled to length 1.
   *
   * @return false where it has no direction: it holds NaN, infinities or only zeros
   */
  public boolean put(int row, float[] values, int from) {
    double sum = 0;
    for (int i = from; i < from + dimension; i++) {
      sum += (double) values[i] * values[i];
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      return false;
    }
    double scale = 1 / Math.sqrt(sum);
    float[] unit = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      unit[i] = (float) (values[from + i] * scale);
    }
    floats.put(row * dimension, unit, 0, dimension);
    return true;
  }

  /** Puts another's row, as it is. */
  public void copy(int row, UnitRows others, int other) {
    float[] unit = new float[dimension];
    others.get(other, unit);
    floats.put(row * dimension, unit, 0, dimension);
  }

  /** Copies a row, {@code dimension} values. */
  public void get(int row, float[] target) {
    floats.get(row * dimension, target, 0, dimension);
  }

  /** The cosine of a row and a row of others, of the same dimension. */
  public float cosine(int row, UnitRows others, int other) {
    float[] a = new float[dimension];
    float[] b = new float[dimension];
    get(row, a);
    others.get(other, b);
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += (double) a[i] * b[i];
    }
    return (float) sum;
  }

  /** The memory of all rows, one behind the other, for products. */
  public Floats floats() {
    return floats;
  }

  @Override
  public void close() {
    floats.close();
  }
}
