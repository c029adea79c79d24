package org.encodertraces.repair;

import java.util.Arrays;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Lapack.Eigen;
import org.encodertraces.linalg.internal.Lapack.Svd;
import org.encodertraces.linalg.internal.Matrix;

/**
 * Least-squares concept erasure (N. Belrose et al., "LEACE: Perfect linear concept erasure in
 * closed form", NeurIPS 2023, theorem 4.3): of all affine maps after which no linear predictor of
 * the labels beats a constant, the one that moves the fitting rows least.
 *
 * <p>x → x - W⁺ U Uᵀ W (x - μ), where W = (Σxx^½)⁺ and U spans the columns of W Σxz.
 *
 * @param kernel [k, d] rows of UᵀW: what goes
 * @param image [k, d] rows of (W⁺U)ᵀ: along what it goes
 * @param strengths [k] singular values of W Σxz of what goes, descending
 * @param map the erasure
 */
record Leace(Matrix kernel, Matrix image, double[] strengths, DoubleMap map) {

  private static final double EPSILON = Math.ulp(1.0);

  /** Directions that go. */
  int rank() {
    return strengths.length;
  }

  /**
   * The coordinates in which rows have unit covariance.
   *
   * @param vectors [k, d] eigenvectors of the covariance, as rows
   * @param deviations [k] square roots of its eigenvalues
   */
  record Whitening(Matrix vectors, double[] deviations) {

    /** Of the covariance as it is, in the directions in which rows vary beyond rounding. */
    static Whitening exact(TraceMoments moments, Lapack lapack) {
      Eigen eigen = lapack.eigen(moments.covariance());
      int d = moments.dimension();
      double largest = Math.max(0, eigen.values()[d - 1]);
      double tolerance = largest * EPSILON * Math.max(d, moments.rows());
      int first = 0;
      while (first < d && !(eigen.values()[first] > tolerance)) {
        first++;
      }
      return of(eigen, first, 0, 0);
    }

    /** Of the covariance with the share {@code shrinkage} of it replaced by a sphere. */
    static Whitening shrunk(TraceMoments moments, Lapack lapack) {
      Eigen eigen = lapack.eigen(moments.covariance());
      double sphere = moments.covariance().trace() / moments.dimension();
      // A share of 0 would leave directions without variance their infinite weight.
      double shrinkage = Math.max(moments.shrinkage(), 1e-12);
      return of(eigen, sphere > 0 ? 0 : moments.dimension(), shrinkage, sphere);
    }

    private static Whitening of(Eigen eigen, int first, double shrinkage, double sphere) {
      int d = eigen.values().length;
      double[] deviations = new double[d - first];
      for (int i = first; i < d; i++) {
        double value = (1 - shrinkage) * Math.max(0, eigen.values()[i]) + shrinkage * sphere;
        deviations[i - first] = Math.sqrt(value);
      }
      return new Whitening(eigen.vectors().rowRange(first, d), deviations);
    }

    /** Whitened coordinates of the rows of a matrix, [m, d] to [m, k]. */
    Matrix of(Matrix rows, Lapack lapack) {
      return lapack
          .product(vectors, false, rows, true)
          .rowsScaled(inverse(deviations))
          .transposed();
    }

    /** From whitened directions, [m, k], to what makes their coordinates, [m, d]. */
    Matrix kernel(Matrix directions, Lapack lapack) {
      return lapack.product(directions, vectors.rowsScaled(inverse(deviations)));
    }

    /** From whitened directions, [m, k], to where they lie among the vectors, [m, d]. */
    Matrix image(Matrix directions, Lapack lapack) {
      return lapack.product(directions, vectors.rowsScaled(deviations));
    }

    private static double[] inverse(double[] values) {
      double[] inverse = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        inverse[i] = 1 / values[i];
      }
      return inverse;
    }

    /**
     * What a singular value of the whitened cross-covariance must exceed to be more than rounding:
     * that of sums over rows, as the narrowest direction magnifies it.
     */
    double rounding(TraceMoments moments) {
      double squares = moments.covariance().trace();
      for (double value : moments.mean()) {
        squares += value * value;
      }
      double narrowest = deviations.length == 0 ? 1 : deviations[0];
      return EPSILON
          * Math.max(moments.dimension(), moments.processings())
          * (1 + Math.sqrt(squares) / narrowest);
    }
  }

  /** Erases what any linear predictor could use on the fitting rows. */
  static Leace exact(TraceMoments moments, Lapack lapack) {
    return exact(moments, Matrix.identity(moments.processings()), lapack);
  }

  /**
   * The same for other labels of the processings.
   *
   * @param labels [P, m]
   */
  static Leace exact(TraceMoments moments, Matrix labels, Lapack lapack) {
    Whitening whitening = Whitening.exact(moments, lapack);
    return above(moments, labels, whitening, whitening.rounding(moments), lapack);
  }

  /**
   * Erases the directions that stand out of relabelings within photos.
   *
   * @param whitening shrunk
   * @param threshold singular value that relabelings do not reach
   */
  static Leace screened(
      TraceMoments moments, Whitening whitening, double threshold, Lapack lapack) {
    return above(
        moments,
        Matrix.identity(moments.processings()),
        whitening,
        Math.max(threshold, whitening.rounding(moments)),
        lapack);
  }

  private static Leace above(
      TraceMoments moments, Matrix labels, Whitening whitening, double threshold, Lapack lapack) {
    Matrix directions = Matrix.zeros(0, whitening.deviations().length);
    double[] strengths = new double[0];
    if (whitening.deviations().length > 0) {
      Svd svd = lapack.svd(whitening.of(moments.crossCovariance(labels, lapack), lapack));
      double relative = svd.values()[0] * EPSILON * Math.max(moments.dimension(), labels.rows());
      int rank = 0;
      while (rank < svd.values().length && svd.values()[rank] > Math.max(threshold, relative)) {
        rank++;
      }
      directions = svd.right().rowRange(0, rank);
      strengths = Arrays.copyOf(svd.values(), rank);
    }
    Matrix kernel = whitening.kernel(directions, lapack);
    Matrix image = whitening.image(directions, lapack);
    return new Leace(
        kernel, image, strengths, DoubleMap.without(image, kernel, moments.mean(), lapack));
  }
}
