package org.encodertraces.statistics;

/**
 * The 95 % interval of an accuracy over random splits of one set of photos into training and test:
 * both vary, and the splits share photos (C. Nadeau and Y. Bengio, "Inference for the
 * generalization error", Machine Learning 52, 2003, the corrected resampled t-test).
 *
 * <p>Variance {@code (1/J + test/train) s²}, Student's t with {@code J - 1} degrees of freedom.
 */
public final class RandomSplits {

  private RandomSplits() {}

  /**
   * Computes the interval of the mean.
   *
   * @param accuracies [splits] one a split, in any unit; 2 or more
   * @param testOverTrain test photos for each training photo: 0.25 for splits of 80 to 20
   */
  public static Interval interval(double[] accuracies, double testOverTrain) {
    int splits = accuracies.length;
    if (splits < 2) {
      throw new IllegalArgumentException(splits + " splits: expected 2 or more");
    }
    double mean = Moments.mean(accuracies);
    double error = Math.sqrt((1.0 / splits + testOverTrain) * Moments.variance(accuracies));
    double half = Quantiles.student(1 - Quantiles.TAIL, splits - 1.0) * error;
    return new Interval(mean - half, mean + half);
  }
}
