package org.encodertraces.linalg.internal;

import java.util.Arrays;

/**
 * A float64 matrix [rows, columns], row-major.
 *
 * @param values [rows * columns]; whoever makes a matrix of an array hands it over
 */
public record Matrix(int rows, int columns, double[] values) {

  public Matrix {
    if (values.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          "%d values for %d x %d".formatted(values.length, rows, columns));
    }
  }

  /** All zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
  }

  /** Ones on the diagonal. */
  public static Matrix identity(int size) {
    Matrix matrix = zeros(size, size);
    for (int i = 0; i < size; i++) {
      matrix.values[i * size + i] = 1;
    }
    return matrix;
  }

  public double at(int row, int column) {
    return values[row * columns + column];
  }

  /** The same with rows and columns exchanged. */
  public Matrix transposed() {
    double[] turned = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = values[i * columns + j];
      }
    }
    return new Matrix(columns, rows, turned);
  }

  /** Each row times its own factor, [rows]. */
  public Matrix rowsScaled(double[] factors) {
    double[] scaled = values.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        scaled[i * columns + j] *= factors[i];
      }
    }
    return new Matrix(rows, columns, scaled);
  }

  /** Rows {@code from} … {@code to - 1}. */
  public Matrix rowRange(int from, int to) {
    return new Matrix(
        to - from,
        columns,
        Arrays.copyOfRange(values, from * columns, Math.multiplyExact(to, columns)));
  }

  /** The sum of the diagonal. */
  public double trace() {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += values[i * columns + i];
    }
    return sum;
  }

  /** This matrix times a vector, [columns] to [rows]. */
  public double[] times(double[] vector) {
    double[] result = new double[rows];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += values[i * columns + j] * vector[j];
      }
      result[i] = sum;
    }
    return result;
  }
}
