package org.encodertraces.repair;

import java.util.Optional;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Lapack.Eigen;
import org.encodertraces.linalg.internal.Lapack.Svd;
import org.encodertraces.linalg.internal.Matrix;
import org.encodertraces.repair.Leace.Whitening;

/**
 * LEACE's kernel with the covariance with content classes kept (F. Holstege et al., "Preserving
 * task-relevant information under linear concept removal", 2025): the projection, oblique in
 * whitened coordinates, along the columns E of W Σxz onto what holds those of W Σxy, F, and all
 * that is orthogonal to both. With N = E - F Fᵀ E it takes away E (Nᵀ E)⁻¹ Nᵀ.
 */
final class Splince {

  /** Below this a direction of the trace lies in the content's, by rounding. */
  private static final double DEPENDENT = 1e-7;

  private Splince() {}

  /**
   * The map; none where the trace's directions are not independent of the content's, so that one
   * cannot go while the other stays.
   */
  static Optional<DoubleMap> of(
      TraceMoments moments, Whitening whitening, Leace leace, Lapack lapack) {
    if (leace.rank() == 0) {
      return Optional.of(DoubleMap.identity(moments.dimension()));
    }
    // What LEACE takes, as orthonormal rows of whitened coordinates.
    Matrix trace = whitening.of(leace.image(), lapack);
    Matrix content = content(moments, whitening, lapack);
    Matrix shared = lapack.product(lapack.product(trace, false, content, true), content);
    Matrix apart = minus(trace, shared);
    Eigen eigen = lapack.eigen(lapack.product(apart, false, trace, true));
    if (eigen.values()[0] < DEPENDENT) {
      return Optional.empty();
    }
    double[] inverse = new double[eigen.values().length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / eigen.values()[i];
    }
    Matrix solved =
        lapack.product(
            lapack.product(eigen.vectors(), true, eigen.vectors().rowsScaled(inverse), false),
            apart);
    return Optional.of(
        DoubleMap.without(
            whitening.image(trace, lapack),
            whitening.kernel(solved, lapack),
            moments.mean(),
            lapack));
  }

  private static Matrix content(TraceMoments moments, Whitening whitening, Lapack lapack) {
    Svd svd = lapack.svd(whitening.of(moments.contentCovariance(), lapack));
    double least = Math.max(whitening.rounding(moments), svd.values()[0] * DEPENDENT);
    int rank = 0;
    while (rank < svd.values().length && svd.values()[rank] > least) {
      rank++;
    }
    return svd.right().rowRange(0, rank);
  }

  private static Matrix minus(Matrix a, Matrix b) {
    double[] values = a.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] -= b.values()[i];
    }
    return new Matrix(a.rows(), a.columns(), values);
  }
}
