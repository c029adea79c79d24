package org.encodertraces.probe;

import java.util.Arrays;

/**
 * Multinomial logistic regression with scikit-learn's objective: {@code C * sum of cross-entropies
 * + 0.5 * ||W||^2}, the bias not regularized (scikit-learn 1.2, {@code LogisticRegression}, lbfgs).
 *
 * <p>In double precision: the line search compares objectives that differ in their last digits.
 * Rows are read in chunks whose sums are added in order, so the number of threads changes nothing.
 */
final class LogisticRegression {

  private static final int CHUNK_ROWS = 512;
  private static final int MAX_ITERATIONS = 1000;

  private final LabeledRows rows;
  private final double c;
  private final SgdTrainer.Pieces pieces;
  private final Steps steps;
  private final int classes;
  private final int dimension;

  /** A fitted model and the value of its objective. */
  record Fit(LinearModels models, double objective, double[] parameters) {}

  private LogisticRegression(LabeledRows rows, double c, SgdTrainer.Pieces pieces, Steps steps) {
    this.rows = rows;
    this.c = c;
    this.pieces = pieces;
    this.steps = steps;
    classes = rows.classes();
    dimension = rows.dimension();
  }

  /**
   * Fits from {@code start}, [classes * (dimension + 1)]: the weights by class, then the biases.
   * Zeros are scikit-learn's start; a neighboring C's solution is a better one.
   *
   * @param steps is told each pass over the rows; nobody knows beforehand how many there will be
   */
  static Fit fit(LabeledRows rows, double c, double[] start, SgdTrainer.Pieces pieces, Steps steps)
      throws InterruptedException {
    return new LogisticRegression(rows, c, pieces, steps).fit(start);
  }

  /** The all-zero start for these rows. */
  static double[] zeros(LabeledRows rows) {
    return new double[rows.classes() * (rows.dimension() + 1)];
  }

  private Fit fit(double[] start) throws InterruptedException {
    Lbfgs.Minimum minimum = Lbfgs.minimize(this::objective, start, MAX_ITERATIONS);
    float[] weights = new float[classes * dimension];
    float[] bias = new float[classes];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) minimum.point()[i];
    }
    for (int k = 0; k < classes; k++) {
      bias[k] = (float) minimum.point()[weights.length + k];
    }
    return new Fit(
        new LinearModels(1, classes, dimension, weights, bias, new boolean[1]),
        minimum.value(),
        minimum.point());
  }

  private double objective(double[] parameters, double[] gradient) throws InterruptedException {
    int chunks = (rows.count() + CHUNK_ROWS - 1) / CHUNK_ROWS;
    double[] losses = new double[chunks];
    double[][] parts = new double[chunks][];
    pieces.run(
        chunks,
        chunk -> {
          double[] part = new double[parameters.length];
          losses[chunk] = addChunk(chunk, parameters, part);
          parts[chunk] = part;
        });
    steps.one();
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      loss += losses[chunk];
      double[] part = parts[chunk];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += part[i];
      }
    }
    double penalty = 0;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= c;
      if (i < classes * dimension) {
        penalty += parameters[i] * parameters[i];
        gradient[i] += parameters[i];
      }
    }
    return c * loss + 0.5 * penalty;
  }

  /** Cross-entropy of a chunk of rows; adds its gradient to {@code gradient}. */
  private double addChunk(int chunk, double[] parameters, double[] gradient) {
    int from = chunk * CHUNK_ROWS;
    int to = Math.min(from + CHUNK_ROWS, rows.count());
    float[] row = new float[dimension];
    double[] logits = new double[classes];
    double loss = 0;
    for (int r = from; r < to; r++) {
      rows.read(r, row, 0);
      float scale = rows.scale(r);
      double highest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        logits[k] =
            scale * dot(parameters, k * dimension, row) + parameters[classes * dimension + k];
        highest = Math.max(highest, logits[k]);
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(logits[k] - highest);
      }
      double normalizer = highest + Math.log(sum);
      int label = rows.label(r);
      loss += normalizer - logits[label];
      for (int k = 0; k < classes; k++) {
        double share = Math.exp(logits[k] - normalizer) - (k == label ? 1 : 0);
        gradient[classes * dimension + k] += share;
        double factor = share * scale;
        int at = k * dimension;
        for (int i = 0; i < dimension; i++) {
          gradient[at + i] += factor * row[i];
        }
      }
    }
    return loss;
  }

  /** Four sums at once: one would wait for each addition in turn. */
  private double dot(double[] parameters, int from, float[] row) {
    double a = 0;
    double b = 0;
    double e = 0;
    double f = 0;
    int i = 0;
    for (; i + 3 < dimension; i += 4) {
      a += parameters[from + i] * row[i];
      b += parameters[from + i + 1] * row[i + 1];
      e += parameters[from + i + 2] * row[i + 2];
      f += parameters[from + i + 3] * row[i + 3];
    }
    for (; i < dimension; i++) {
      a += parameters[from + i] * row[i];
    }
    return a + b + (e + f);
  }
}
