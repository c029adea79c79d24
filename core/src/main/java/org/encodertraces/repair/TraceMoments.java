package org.encodertraces.repair;

import java.util.Arrays;
import org.encodertraces.linalg.internal.GramSum;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Matrix;

/**
 * What the linear methods are fitted by: means and covariances of vectors of n photos under each of
 * P processings, in float64. Two passes over the rows, memory O(d² + P d); covariances divide by
 * the number of rows.
 *
 * @param photos n
 * @param mean [d] over all rows
 * @param classMeans [P, d] of each processing
 * @param classVariances [P, d] of each coordinate under each processing
 * @param covariance [d, d] of all rows
 * @param within [d, d] of the rows less their photo's mean over the processings: trace alone
 * @param contentMeans [content classes, d]
 * @param contentShares [content classes] share of the photos
 * @param shrinkage what share of {@link #covariance} is to be replaced by a sphere (O. Ledoit and
 *     M. Wolf, Journal of Multivariate Analysis 88, 2004), photos, and not rows, being what varies
 * @param shortest length of a vector as stored
 * @param longest length of a vector as stored
 */
record TraceMoments(
    int photos,
    double[] mean,
    Matrix classMeans,
    Matrix classVariances,
    Matrix covariance,
    Matrix within,
    Matrix contentMeans,
    double[] contentShares,
    double shrinkage,
    double shortest,
    double longest) {

  int dimension() {
    return mean.length;
  }

  int processings() {
    return classMeans.rows();
  }

  long rows() {
    return (long) photos * processings();
  }

  /** Passes over all rows twice. */
  static TraceMoments of(PhotoVectors vectors, Form form) {
    return new Pass(vectors, form).run();
  }

  /**
   * Cross-covariance of the rows with a label of each processing, [m, d]: the mean over processings
   * of the label, less its mean, times the processing's mean, less the mean of all.
   *
   * @param labels [P, m], such as the identity for one-hot labels
   */
  Matrix crossCovariance(Matrix labels, Lapack lapack) {
    int count = processings();
    Matrix centered = Matrix.zeros(count, labels.columns());
    for (int j = 0; j < labels.columns(); j++) {
      double average = 0;
      for (int p = 0; p < count; p++) {
        average += labels.at(p, j) / count;
      }
      for (int p = 0; p < count; p++) {
        centered.values()[p * labels.columns() + j] = (labels.at(p, j) - average) / count;
      }
    }
    return lapack.product(centered, true, offsets(), false);
  }

  /** Cross-covariance with one-hot labels of the content classes, [content classes, d]. */
  Matrix contentCovariance() {
    Matrix cross = Matrix.zeros(contentMeans.rows(), dimension());
    for (int c = 0; c < contentMeans.rows(); c++) {
      for (int i = 0; i < dimension(); i++) {
        cross.values()[c * dimension() + i] = contentShares[c] * (contentMeans.at(c, i) - mean[i]);
      }
    }
    return cross;
  }

  /** [P, d] the means of the processings less the mean of all. */
  Matrix offsets() {
    Matrix offsets = Matrix.zeros(processings(), dimension());
    for (int p = 0; p < processings(); p++) {
      for (int i = 0; i < dimension(); i++) {
        offsets.values()[p * dimension() + i] = classMeans.at(p, i) - mean[i];
      }
    }
    return offsets;
  }

  /** The two passes. */
  private static final class Pass {
    private final PhotoVectors vectors;
    private final Form form;
    private final int photos;
    private final int processings;
    private final int dimension;
    private final double[] mean;
    private final Matrix classMeans;
    private final Matrix contentMeans;
    private final double[] contentShares;
    private double shortest = Double.POSITIVE_INFINITY;
    private double longest;

    Pass(PhotoVectors vectors, Form form) {
      this.vectors = vectors;
      this.form = form;
      photos = vectors.photos();
      processings = vectors.processings();
      dimension = vectors.dimension();
      mean = new double[dimension];
      classMeans = Matrix.zeros(processings, dimension);
      contentMeans = Matrix.zeros(vectors.contentClasses(), dimension);
      contentShares = new double[vectors.contentClasses()];
    }

    TraceMoments run() {
      means();
      Matrix variances = Matrix.zeros(processings, dimension);
      float[] row = new float[dimension];
      double[][] centered = new double[processings][dimension];
      double[] average = new double[dimension];
      double fourths = 0;
      try (GramSum total = new GramSum(dimension);
          GramSum inside = new GramSum(dimension)) {
        for (int photo = 0; photo < photos; photo++) {
          Arrays.fill(average, 0);
          for (int p = 0; p < processings; p++) {
            read(photo, p, row);
            for (int i = 0; i < dimension; i++) {
              double value = row[i] - mean[i];
              centered[p][i] = value;
              average[i] += value / processings;
              double ofClass = row[i] - classMeans.at(p, i);
              variances.values()[p * dimension + i] += ofClass * ofClass / photos;
            }
            total.add(centered[p]);
          }
          fourths += squaredNormOfOuterMean(centered);
          for (int p = 0; p < processings; p++) {
            for (int i = 0; i < dimension; i++) {
              centered[p][i] -= average[i];
            }
            inside.add(centered[p]);
          }
        }
        double rows = (double) photos * processings;
        Matrix covariance = total.over(rows);
        return new TraceMoments(
            photos,
            mean,
            classMeans,
            variances,
            covariance,
            inside.over(rows),
            contentMeans,
            contentShares,
            shrinkage(covariance, fourths / photos),
            shortest,
            longest);
      }
    }

    private void means() {
      float[] row = new float[dimension];
      for (int photo = 0; photo < photos; photo++) {
        int content = vectors.content(photo);
        for (int p = 0; p < processings; p++) {
          double length = read(photo, p, row);
          shortest = Math.min(shortest, length);
          longest = Math.max(longest, length);
          for (int i = 0; i < dimension; i++) {
            classMeans.values()[p * dimension + i] += row[i];
            if (contentShares.length > 0) {
              contentMeans.values()[content * dimension + i] += row[i];
            }
          }
        }
        if (contentShares.length > 0) {
          contentShares[content] += 1.0 / photos;
        }
      }
      for (int i = 0; i < classMeans.values().length; i++) {
        classMeans.values()[i] /= photos;
        mean[i % dimension] += classMeans.values()[i] / processings;
      }
      for (int i = 0; i < contentMeans.values().length; i++) {
        double rows = contentShares[i / dimension] * photos * processings;
        contentMeans.values()[i] =
            rows == 0 ? mean[i % dimension] : contentMeans.values()[i] / rows;
      }
    }

    private double read(int photo, int processing, float[] row) {
      vectors.read(photo, processing, row, 0);
      return form.take(row, 0, dimension);
    }

    /** Of the mean over a photo's rows of their outer products, the squared Frobenius norm. */
    private static double squaredNormOfOuterMean(double[][] rows) {
      double sum = 0;
      for (int a = 0; a < rows.length; a++) {
        for (int b = 0; b <= a; b++) {
          double dot = 0;
          for (int i = 0; i < rows[a].length; i++) {
            dot += rows[a][i] * rows[b][i];
          }
          sum += (a == b ? 1 : 2) * dot * dot;
        }
      }
      return sum / rows.length / rows.length;
    }

    /** b² / d² of Ledoit and Wolf, each photo's mean outer product one observation. */
    private double shrinkage(Matrix covariance, double meanSquaredNorm) {
      double norm = 0;
      for (double value : covariance.values()) {
        norm += value * value;
      }
      double sphere = covariance.trace() / dimension;
      double distance = norm - sphere * sphere * dimension;
      if (!(distance > 0)) {
        return 1;
      }
      double error = Math.max(0, meanSquaredNorm - norm) / photos;
      return Math.min(1, error / distance);
    }
  }
}
