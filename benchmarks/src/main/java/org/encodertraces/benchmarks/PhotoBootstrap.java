package org.encodertraces.benchmarks;

import java.util.Arrays;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Interval;

/**
 * The percentile bootstrap over photos (Efron and Tibshirani, 1993, chapter 13): how much a mean
 * would move with other photos of the same kind.
 */
final class PhotoBootstrap {

  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.025;

  private PhotoBootstrap() {}

  /**
   * The 95 % interval of the mean of {@code perPhoto}; the same for the same seed.
   *
   * @param perPhoto [photos] one number a photo, such as its share of correct answers, or the
   *     difference of two such shares
   */
  static Interval ofMean(double[] perPhoto, long seed) {
    int photos = perPhoto.length;
    if (photos == 0) {
      throw new IllegalArgumentException("no photo to resample");
    }
    NumpyGenerator random = new NumpyGenerator(seed);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int draw : random.choice(photos, photos)) {
        sum += perPhoto[draw];
      }
      means[i] = sum / photos;
    }
    Arrays.sort(means);
    return new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL));
  }

  /** Linear interpolation between order statistics, numpy's default. */
  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
