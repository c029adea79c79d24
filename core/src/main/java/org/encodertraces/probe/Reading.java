package org.encodertraces.probe;

import java.util.Arrays;
import org.encodertraces.statistics.Interval;

/**
 * What a probe read from the test photos; accuracies in percent.
 *
 * @param accuracies of each run
 * @param interval of the mean accuracy, 95 %, over test photos
 * @param balancedInterval of the balanced accuracy, 95 %, over test photos
 * @param confusion [classes][classes] by true and read class, summed over the runs
 * @param perPhoto [photos] share of a photo's rows, over all runs, that were read correctly, 0 … 1
 */
public record Reading(
    double[] accuracies,
    Interval interval,
    Interval balancedInterval,
    long[][] confusion,
    double[] perPhoto) {

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

  /**
   * Mean over the classes of the test part of the percent read as themselves: calling everything by
   * the largest class gains nothing.
   */
  public double balancedAccuracy() {
    return Arrays.stream(recall()).filter(share -> !Double.isNaN(share)).average().orElseThrow();
  }

  /** The balanced accuracy of a guess: one in the number of classes in the test part. */
  public double balancedChance() {
    return 100.0 / Arrays.stream(recall()).filter(share -> !Double.isNaN(share)).count();
  }

  /** Percent of the test rows that are of the largest class. */
  public double majorityShare() {
    long all = 0;
    long largest = 0;
    for (long[] row : confusion) {
      long count = Arrays.stream(row).sum();
      all += count;
      largest = Math.max(largest, count);
    }
    return 100.0 * largest / all;
  }
}
