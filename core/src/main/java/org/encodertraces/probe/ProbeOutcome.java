package org.encodertraces.probe;

import java.util.List;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.statistics.Interval;

/**
 * What a linear probe reads of a processing parameter. Accuracies in percent.
 *
 * @param accuracies of each final seed on every test photo under every class
 * @param interval of the mean accuracy, 95 %, over test photos
 * @param trials all that were tried while tuning; empty when the settings were given
 * @param confusion [classes][classes] by true and read class, summed over the seeds
 * @param perPhoto [testPhotos] share of its classes and of the seeds that were read correctly, 0 …
 *     1
 */
public record ProbeOutcome(
    Parameter parameter,
    Training training,
    int trainPhotos,
    int testPhotos,
    double[] accuracies,
    Interval interval,
    Best best,
    List<Trial> trials,
    long[][] confusion,
    double[] perPhoto) {

  /** The settings of the final runs, and the validation accuracy that chose them (NaN if given). */
  public record Best(double lr, double wd, double valAccuracy) {}

  /** One tuning trial; its accuracy is NaN when it diverged. */
  public record Trial(double lr, double wd, double valAccuracy) {}

  public List<Processing> classes() {
    return parameter.classes();
  }

  /** Accuracy of a guess. */
  public double chance() {
    return 100.0 / classes().size();
  }

  public double accuracyMean() {
    double sum = 0;
    for (double accuracy : accuracies) {
      sum += accuracy;
    }
    return sum / accuracies.length;
  }

  /** Population standard deviation over the seeds. */
  public double accuracyStd() {
    double mean = accuracyMean();
    double sum = 0;
    for (double accuracy : accuracies) {
      sum += (accuracy - mean) * (accuracy - mean);
    }
    return Math.sqrt(sum / accuracies.length);
  }
}
