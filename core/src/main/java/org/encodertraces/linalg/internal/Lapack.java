package org.encodertraces.linalg.internal;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.encodertraces.io.NativeLibraries;

/**
 * Float64 products and decompositions by OpenBLAS, which brings LAPACK; one thread a call. For
 * matrices of d x d, once a fit: the products of experiments are {@link
 * org.encodertraces.linalg.MatrixProduct}'s.
 */
public final class Lapack {

  static {
    NativeLibraries.readyForJavaCpp();
  }

  /**
   * Loads the native library.
   *
   * @throws LinkageError when there is none for this platform
   */
  public Lapack() {
    openblas_nolapack.blas_set_num_threads(1);
  }

  /**
   * Eigenvalues and eigenvectors of a symmetric matrix.
   *
   * @param values [n] ascending
   * @param vectors [n, n], row k the vector of length 1 of value k
   */
  public record Eigen(double[] values, Matrix vectors) {}

  /**
   * A = sum over k of value k times the outer product of left and right vector k.
   *
   * @param values descending
   * @param left row k is the left vector of value k
   * @param right row k is the right one
   */
  public record Svd(double[] values, Matrix left, Matrix right) {}

  /** Decomposes a symmetric matrix, of which one triangle is read (LAPACK's dsyevd). */
  public Eigen eigen(Matrix symmetric) {
    int n = symmetric.rows();
    double[] vectors = symmetric.values().clone();
    double[] values = new double[n];
    // Columns of LAPACK's order are our rows.
    check(LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, vectors, n, values));
    return new Eigen(values, new Matrix(n, n, vectors));
  }

  /** The thin singular value decomposition (LAPACK's dgesdd). */
  public Svd svd(Matrix matrix) {
    int m = matrix.columns();
    int n = matrix.rows();
    int k = Math.min(m, n);
    // Row-major is the transpose in LAPACK's order, so its left vectors are our right ones.
    double[] values = new double[k];
    double[] right = new double[m * k];
    double[] leftTurned = new double[k * n];
    check(
        LAPACKE_dgesdd(
            LAPACK_COL_MAJOR,
            (byte) 'S',
            m,
            n,
            matrix.values().clone(),
            m,
            values,
            right,
            m,
            leftTurned,
            k));
    return new Svd(values, new Matrix(n, k, leftTurned).transposed(), new Matrix(k, m, right));
  }

  /** A B. */
  public Matrix product(Matrix a, Matrix b) {
    return product(a, false, b, false);
  }

  /** op(A) op(B), where op is the matrix or its transpose. */
  public Matrix product(Matrix a, boolean aTransposed, Matrix b, boolean bTransposed) {
    int m = aTransposed ? a.columns() : a.rows();
    int k = aTransposed ? a.rows() : a.columns();
    int n = bTransposed ? b.rows() : b.columns();
    if (k != (bTransposed ? b.columns() : b.rows())) {
      throw new IllegalArgumentException(
          "[%d, %d] times [%d, %d]".formatted(m, k, bTransposed ? b.columns() : b.rows(), n));
    }
    Matrix result = Matrix.zeros(m, n);
    if (m > 0 && n > 0 && k > 0) {
      cblas_dgemm(
          CblasRowMajor,
          aTransposed ? CblasTrans : CblasNoTrans,
          bTransposed ? CblasTrans : CblasNoTrans,
          m,
          n,
          k,
          1,
          a.values(),
          a.columns(),
          b.values(),
          b.columns(),
          0,
          result.values(),
          n);
    }
    return result;
  }

  private static void check(int code) {
    if (code != 0) {
      throw new ArithmeticException(
          "LAPACK gave up (%d): a value is not finite, or the decomposition did not converge"
              .formatted(code));
    }
  }
}
