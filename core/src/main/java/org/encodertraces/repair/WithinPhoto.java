package org.encodertraces.repair;

import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Lapack.Eigen;
import org.encodertraces.linalg.internal.Matrix;

/**
 * Maps from the covariance of vectors less their photo's mean. A photo under every processing shows
 * pure trace, so no class of content enters.
 *
 * @param eigen of the within-photo covariance
 */
record WithinPhoto(Eigen eigen, Lapack lapack) {

  /** Of these moments. */
  static WithinPhoto of(TraceMoments moments, Lapack lapack) {
    return new WithinPhoto(lapack.eigen(moments.within()), lapack);
  }

  /** How many directions processings move photos in, beyond rounding. */
  int directions() {
    int d = eigen.values().length;
    double least = Math.max(0, eigen.values()[d - 1]) * d * Math.ulp(1.0);
    int count = 0;
    for (double value : eigen.values()) {
      count += value > least ? 1 : 0;
    }
    return count;
  }

  /**
   * Nuisance attribute projection (A. Solomonoff et al., ICASSP 2005): x → x - V Vᵀ x, V the
   * leading directions.
   */
  DoubleMap projection(int rank) {
    int d = eigen.values().length;
    double[] gains = new double[d];
    for (int k = 0; k < d; k++) {
      gains[k] = k >= d - rank ? 0 : 1;
    }
    return scaled(gains);
  }

  /**
   * Within-photo covariance normalization (A. Hatch et al., Interspeech 2006): x → √w ((1 - w) S̄ +
   * w I)^-½ x, S̄ the within-photo covariance over its mean eigenvalue. What no processing moves,
   * the complement, keeps its length; what all move as the average is turned down by √w.
   *
   * @param weight w of the complement, above 0 and at most 1; 1 changes nothing
   */
  DoubleMap whitening(double weight) {
    int d = eigen.values().length;
    double mean = 0;
    for (double value : eigen.values()) {
      mean += Math.max(0, value) / d;
    }
    double[] gains = new double[d];
    for (int k = 0; k < d; k++) {
      double relative = mean > 0 ? Math.max(0, eigen.values()[k]) / mean : 0;
      gains[k] = Math.sqrt(weight / ((1 - weight) * relative + weight));
    }
    return scaled(gains);
  }

  /** V diag(gains) Vᵀ. */
  private DoubleMap scaled(double[] gains) {
    Matrix vectors = eigen.vectors();
    return new DoubleMap(
        lapack.product(vectors, true, vectors.rowsScaled(gains), false), new double[gains.length]);
  }
}
