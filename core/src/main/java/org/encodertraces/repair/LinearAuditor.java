package org.encodertraces.repair;

import org.encodertraces.linalg.internal.GramSum;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Lapack.Eigen;
import org.encodertraces.linalg.internal.Matrix;

/**
 * A linear probe in closed form: the discriminant of R. A. Fisher for several classes, with the
 * within-class covariance shrunk by adding λ of a sphere (J. H. Friedman, "Regularized discriminant
 * analysis", JASA 84, 1989), λ chosen on a third of the photos that it is not fitted on.
 *
 * <p>With T the covariance of all rows, M [classes, d] the class means less the mean and π the
 * classes' shares, the within-class covariance is S = T - Mᵀ diag(π) M, so that one decomposition
 * of T serves every λ: S + λI is T + λI less a matrix of rank classes. A row x is read as the class
 * of the largest (S + λI)⁻¹ M · (x - μ) - ½ M · (S + λI)⁻¹ M + log π.
 *
 * @param weights [classes, d]
 * @param constants [classes]
 * @param ridge the chosen λ, in mean eigenvalues of T
 */
record LinearAuditor(Matrix weights, double[] constants, double ridge) {

  private static final double[] RIDGES = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10};

  /** Trains on these rows. */
  static LinearAuditor train(LabeledVectors rows, Lapack lapack) {
    LabeledVectors held = rows.third(true);
    Decomposed part = Decomposed.of(rows.third(false), lapack);
    double best = RIDGES[0];
    double most = -1;
    for (double ridge : RIDGES) {
      double accuracy = held.accuracy(part.auditor(ridge, lapack).read(held));
      // Of equals the stronger: it has the smaller weights.
      if (accuracy >= most) {
        most = accuracy;
        best = ridge;
      }
    }
    return Decomposed.of(rows, lapack).auditor(best, lapack);
  }

  /**
   * The same for classes that are as likely each: what classes' shares add is taken back.
   *
   * @param rows that it was trained on
   */
  LinearAuditor even(LabeledVectors rows) {
    double[] counts = new double[constants.length];
    for (int label : rows.labels()) {
      counts[label]++;
    }
    double[] own = constants.clone();
    for (int c = 0; c < own.length; c++) {
      own[c] -= counts[c] == 0 ? 0 : Math.log(counts[c] / rows.count());
    }
    return new LinearAuditor(weights, own, ridge);
  }

  /** The class that each row is read as. */
  int[] read(LabeledVectors rows) {
    int[] read = new int[rows.count()];
    for (int row = 0; row < read.length; row++) {
      read[row] = read(rows.rows(), row * rows.dimension());
    }
    return read;
  }

  private int read(float[] rows, int from) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    int d = weights.columns();
    for (int c = 0; c < constants.length; c++) {
      double score = constants[c];
      double[] values = weights.values();
      int at = c * d;
      for (int i = 0; i < d; i++) {
        score += values[at + i] * rows[from + i];
      }
      if (score > most) {
        most = score;
        best = c;
      }
    }
    return best;
  }

  /**
   * Rows, decomposed.
   *
   * @param eigen of the covariance of all rows
   * @param offsets [classes, d] of the class means, in coordinates of the eigenvectors
   * @param shares [classes]
   */
  record Decomposed(double[] mean, Eigen eigen, Matrix offsets, double[] shares) {

    static Decomposed of(LabeledVectors rows, Lapack lapack) {
      int d = rows.dimension();
      double[] mean = new double[d];
      for (int i = 0; i < rows.rows().length; i++) {
        mean[i % d] += (double) rows.rows()[i] / rows.count();
      }
      Eigen eigen = rows.count() < d ? narrow(rows, mean, lapack) : wide(rows, mean, lapack);
      return new Decomposed(mean, eigen, Matrix.zeros(0, 0), new double[0]).with(rows, lapack);
    }

    /** The same rows with other labels. */
    Decomposed with(LabeledVectors rows, Lapack lapack) {
      int d = rows.dimension();
      Matrix means = Matrix.zeros(rows.classes(), d);
      double[] counts = new double[rows.classes()];
      for (int row = 0; row < rows.count(); row++) {
        int label = rows.labels()[row];
        counts[label]++;
        for (int i = 0; i < d; i++) {
          means.values()[label * d + i] += rows.rows()[row * d + i];
        }
      }
      double[] ownShares = new double[counts.length];
      for (int c = 0; c < counts.length; c++) {
        ownShares[c] = counts[c] / rows.count();
        for (int i = 0; i < d; i++) {
          int at = c * d + i;
          means.values()[at] = counts[c] == 0 ? 0 : means.values()[at] / counts[c] - mean[i];
        }
      }
      return new Decomposed(
          mean, eigen, lapack.product(means, false, eigen.vectors(), true), ownShares);
    }

    /** [classes, d] the class means less the mean. */
    Matrix classOffsets(Lapack lapack) {
      return lapack.product(offsets, eigen.vectors());
    }

    private static Eigen wide(LabeledVectors rows, double[] mean, Lapack lapack) {
      int d = mean.length;
      double[] centered = new double[d];
      try (GramSum sum = new GramSum(d)) {
        for (int row = 0; row < rows.count(); row++) {
          for (int i = 0; i < d; i++) {
            centered[i] = rows.rows()[row * d + i] - mean[i];
          }
          sum.add(centered);
        }
        return lapack.eigen(sum.over(rows.count()));
      }
    }

    /**
     * Of fewer rows than dimensions, by the rows' products with each other: class means lie in the
     * span of the rows, so nothing outside of it counts.
     */
    private static Eigen narrow(LabeledVectors rows, double[] mean, Lapack lapack) {
      int d = mean.length;
      int n = rows.count();
      Matrix centered = Matrix.zeros(n, d);
      for (int i = 0; i < n * d; i++) {
        centered.values()[i] = rows.rows()[i] - mean[i % d];
      }
      Matrix products = lapack.product(centered, false, centered, true);
      Eigen own = lapack.eigen(products);
      double least = Math.max(0, own.values()[n - 1]) * n * Math.ulp(1.0);
      int first = 0;
      while (first < n && !(own.values()[first] > least)) {
        first++;
      }
      double[] values = new double[n - first];
      double[] lengths = new double[n - first];
      for (int k = first; k < n; k++) {
        values[k - first] = own.values()[k] / n;
        lengths[k - first] = 1 / Math.sqrt(own.values()[k]);
      }
      Matrix kept = own.vectors().rowRange(first, n).rowsScaled(lengths);
      return new Eigen(values, lapack.product(kept, centered));
    }

    /** One over the eigenvalues of T + λI. */
    private double[] inverse(double ridge) {
      double average = 0;
      for (double value : eigen.values()) {
        average += Math.max(0, value) / mean.length;
      }
      double[] inverse = new double[eigen.values().length];
      for (int i = 0; i < inverse.length; i++) {
        // Rows that never vary leave nothing to read.
        double value = Math.max(0, eigen.values()[i]) + ridge * average;
        inverse[i] = value > 0 ? 1 / value : 0;
      }
      return inverse;
    }

    /**
     * (S + λI)⁻¹ of rows that need not be class means, [m, d]; where there are fewer rows than
     * dimensions, of what of them lies among the rows.
     */
    Matrix solve(double ridge, Matrix rows, Lapack lapack) {
      double[] inverse = inverse(ridge);
      Matrix scaled = offsets.transposed().rowsScaled(inverse).transposed();
      Matrix turned = lapack.product(rows, false, eigen.vectors(), true);
      Matrix own = turned.transposed().rowsScaled(inverse).transposed();
      // (A - Mᵀ π M)⁻¹ = A⁻¹ + A⁻¹ Mᵀ π (I - G π)⁻¹ M A⁻¹
      Matrix solved = withinClass(lapack.product(scaled, false, offsets, true), scaled, lapack);
      Matrix parts = lapack.product(own, false, offsets, true);
      Matrix weighted = parts.transposed().rowsScaled(shares).transposed();
      Matrix more = lapack.product(weighted, solved);
      for (int i = 0; i < more.values().length; i++) {
        more.values()[i] += own.values()[i];
      }
      return lapack.product(more, eigen.vectors());
    }

    /** The discriminant for a λ, in mean eigenvalues. */
    LinearAuditor auditor(double ridge, Lapack lapack) {
      int d = mean.length;
      int classes = shares.length;
      int directions = eigen.values().length;
      Matrix scaled = offsets.transposed().rowsScaled(inverse(ridge)).transposed();
      Matrix solved = withinClass(lapack.product(scaled, false, offsets, true), scaled, lapack);
      Matrix weights = lapack.product(solved, eigen.vectors());
      double[] constants = new double[classes];
      for (int c = 0; c < classes; c++) {
        double constant = shares[c] == 0 ? -1e300 : Math.log(shares[c]);
        for (int i = 0; i < directions; i++) {
          constant -= solved.at(c, i) * offsets.at(c, i) / 2;
        }
        for (int i = 0; i < d; i++) {
          constant -= weights.at(c, i) * mean[i];
        }
        constants[c] = constant;
      }
      return new LinearAuditor(weights, constants, ridge);
    }

    /**
     * By Woodbury's identity M (S + λI)⁻¹ is (I - G π)⁻¹ M (T + λI)⁻¹ with G = M (T + λI)⁻¹ Mᵀ; and
     * (I - G π)⁻¹ = π^-½ (I - π^½ G π^½)⁻¹ π^½, whose middle is symmetric.
     */
    private Matrix withinClass(Matrix products, Matrix scaled, Lapack lapack) {
      int classes = shares.length;
      double[] roots = new double[classes];
      for (int c = 0; c < classes; c++) {
        roots[c] = Math.sqrt(shares[c]);
      }
      Matrix balanced = Matrix.zeros(classes, classes);
      for (int a = 0; a < classes; a++) {
        for (int b = 0; b < classes; b++) {
          balanced.values()[a * classes + b] = roots[a] * products.at(a, b) * roots[b];
        }
      }
      Eigen own = lapack.eigen(balanced);
      double[] gains = new double[classes];
      for (int k = 0; k < classes; k++) {
        gains[k] = 1 / Math.max(1e-12, 1 - own.values()[k]);
      }
      Matrix inverse = lapack.product(own.vectors(), true, own.vectors().rowsScaled(gains), false);
      Matrix mixed = Matrix.zeros(classes, classes);
      for (int a = 0; a < classes; a++) {
        for (int b = 0; b < classes; b++) {
          double value = 0;
          if (roots[a] > 0 && roots[b] > 0) {
            value = inverse.at(a, b) * roots[b] / roots[a];
          } else if (a == b) {
            value = 1;
          }
          mixed.values()[a * classes + b] = value;
        }
      }
      return lapack.product(mixed, scaled);
    }
  }
}
