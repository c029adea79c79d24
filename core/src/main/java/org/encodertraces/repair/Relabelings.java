package org.encodertraces.repair;

import java.util.Arrays;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Matrix;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.repair.Leace.Whitening;

/**
 * What LEACE would find if the processings of each photo's vectors were dealt anew among them: the
 * largest singular value of the whitened cross-covariance, over 200 such relabelings. The whitening
 * is the one that the trace is measured in, since relabeling changes no covariance; unshrunk, with
 * fewer rows than dimensions, every relabeling would reach what the trace does.
 */
final class Relabelings {

  static final int COUNT = 200;

  private static final double LEVEL = 0.95;

  /**
   * Photos that are relabeled at most; of more, the first. Singular values of relabelings fall as
   * one over the root of the photos, so that theirs are scaled.
   */
  private static final int PHOTOS_AT_MOST = 20_000;

  private Relabelings() {}

  /** The 95 % quantile. */
  static double threshold(
      PhotoVectors vectors, Form form, TraceMoments moments, Whitening whitening, Lapack lapack) {
    int photos = Math.min(PHOTOS_AT_MOST, vectors.photos());
    int processings = vectors.processings();
    int dimension = vectors.dimension();
    double[][] sums = new double[COUNT][processings * dimension];
    NumpyGenerator[] draws = new NumpyGenerator[COUNT];
    Arrays.setAll(draws, NumpyGenerator::new);
    float[] rows = new float[processings * dimension];
    for (int photo = 0; photo < photos; photo++) {
      for (int p = 0; p < processings; p++) {
        vectors.read(photo, p, rows, p * dimension);
        form.take(rows, p * dimension, dimension);
      }
      for (int relabeling = 0; relabeling < COUNT; relabeling++) {
        int[] order = draws[relabeling].permutation(processings);
        double[] sum = sums[relabeling];
        for (int p = 0; p < processings; p++) {
          int from = p * dimension;
          int to = order[p] * dimension;
          for (int i = 0; i < dimension; i++) {
            sum[to + i] += rows[from + i];
          }
        }
      }
    }
    double[] largest = new double[COUNT];
    for (int relabeling = 0; relabeling < COUNT; relabeling++) {
      Matrix cross = cross(sums[relabeling], photos, processings, dimension);
      Matrix whitened = whitening.of(cross, lapack);
      Matrix products = lapack.product(whitened, false, whitened, true);
      double[] squares = lapack.eigen(products).values();
      largest[relabeling] = Math.sqrt(Math.max(0, squares[processings - 1]));
    }
    Arrays.sort(largest);
    double quantile = largest[(int) Math.ceil(LEVEL * COUNT) - 1];
    return quantile * Math.sqrt((double) photos / moments.photos());
  }

  /** Cross-covariance with one-hot labels of the sums of each label's rows, [P, d]. */
  private static Matrix cross(double[] sums, int photos, int processings, int dimension) {
    double[] values = new double[sums.length];
    for (int i = 0; i < dimension; i++) {
      double mean = 0;
      for (int p = 0; p < processings; p++) {
        mean += sums[p * dimension + i] / processings;
      }
      for (int p = 0; p < processings; p++) {
        values[p * dimension + i] = (sums[p * dimension + i] - mean) / photos / processings;
      }
    }
    return new Matrix(processings, dimension, values);
  }
}
