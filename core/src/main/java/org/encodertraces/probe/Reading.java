package org.encodertraces.probe;

import org.encodertraces.statistics.Interval;

/**
 * What a probe read from the test photos; accuracies in percent.
 *
 * @param accuracies of each run
 * @param interval of the mean accuracy, 95 %, over test photos
 * @param confusion [classes][classes] by true and read class, summed over the runs
 * @param perPhoto [photos] share of a photo's rows, over all runs, that were read correctly, 0 … 1
 */
public record Reading(
    double[] accuracies, Interval interval, long[][] confusion, double[] perPhoto) {

  public double accuracyMean() {
    double sum = 0;
    for (double accuracy : accuracies) {
      sum += accuracy;
    }
    return sum / accuracies.length;
  }

  /** Population standard deviation over the runs. */
  public double accuracyStd() {
    double mean = accuracyMean();
    double sum = 0;
    for (double accuracy : accuracies) {
      sum += (accuracy - mean) * (accuracy - mean);
    }
    return Math.sqrt(sum / accuracies.length);
  }

  /** Percent of each true class that was read as itself; NaN for a class without test rows. */
  public double[] recall() {
    double[] recall = new double[confusion.length];
    for (int c = 0; c < recall.length; c++) {
      long all = 0;
      for (long count : confusion[c]) {
        all += count;
      }
      recall[c] = all == 0 ? Double.NaN : 100.0 * confusion[c][c] / all;
    }
    return recall;
  }
}
