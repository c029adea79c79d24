package org.encodertraces.repair;

import org.encodertraces.linalg.internal.Matrix;

/**
 * ComBat (W. E. Johnson, C. Li, A. Rabinovic, "Adjusting batch effects in microarray expression
 * data using empirical Bayes methods", Biostatistics 8, 2007), the parametric form, batches being
 * processings: coordinates are standardized, each processing's mean and variance of a coordinate
 * are shrunk towards what its other coordinates show, and taken out.
 */
final class ComBat {

  private static final int MAX_ITERATIONS = 200;
  private static final double CONVERGED = 1e-8;

  private ComBat() {}

  /** The factor and shift of each coordinate under each processing. */
  static Repair.ByProcessing of(TraceMoments moments, Form form) {
    int processings = moments.processings();
    int d = moments.dimension();
    double[] deviation = new double[d];
    for (int i = 0; i < d; i++) {
      double sum = 0;
      for (int p = 0; p < processings; p++) {
        sum += moments.classVariances().at(p, i) / processings;
      }
      deviation[i] = Math.sqrt(sum);
    }
    Matrix factors = Matrix.zeros(processings, d);
    Matrix shifts = Matrix.zeros(processings, d);
    for (int p = 0; p < processings; p++) {
      double[] means = new double[d];
      double[] variances = new double[d];
      for (int i = 0; i < d; i++) {
        // A coordinate that never varies has nothing to be set alike.
        double unit = deviation[i] > 0 ? deviation[i] : 1;
        means[i] = (moments.classMeans().at(p, i) - moments.mean()[i]) / unit;
        variances[i] = deviation[i] > 0 ? moments.classVariances().at(p, i) / (unit * unit) : 1;
      }
      shrink(means, variances, moments.photos());
      for (int i = 0; i < d; i++) {
        double unit = deviation[i] > 0 ? deviation[i] : 1;
        double factor = 1 / Math.sqrt(variances[i]);
        factors.values()[p * d + i] = factor;
        shifts.values()[p * d + i] =
            moments.mean()[i] - factor * (moments.mean()[i] + unit * means[i]);
      }
    }
    return new Repair.ByProcessing(factors, shifts, form);
  }

  /** Posterior means of a processing's means and variances, [d], in place. */
  private static void shrink(double[] means, double[] variances, int photos) {
    double center = mean(means);
    double spread = variance(means, center);
    double average = mean(variances);
    double scatter = variance(variances, average);
    if (!(scatter > 0) || !(spread > 0)) {
      return;
    }
    // Moments of the inverse gamma prior of variances.
    double shape = (average * average + 2 * scatter) / scatter;
    double scale = (average * average * average + average * scatter) / scatter;
    for (int i = 0; i < means.length; i++) {
      double own = means[i];
      double squares = photos * variances[i];
      double g = own;
      double v = variances[i];
      for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
        double nextG = (photos * spread * own + v * center) / (photos * spread + v);
        double residual = squares + photos * (own - nextG) * (own - nextG);
        double nextV = (0.5 * residual + scale) / (photos / 2.0 + shape - 1);
        boolean done =
            Math.abs(nextG - g) <= CONVERGED * Math.max(1e-12, Math.abs(g))
                && Math.abs(nextV - v) <= CONVERGED * v;
        g = nextG;
        v = nextV;
        if (done) {
          break;
        }
      }
      means[i] = g;
      variances[i] = v;
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : sum / (values.length - 1);
  }
}
