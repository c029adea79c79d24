package org.encodertraces.statistics;

/**
 * What probes read that were trained on shuffled labels, in the unit of {@code accuracies}. A
 * description: twenty shuffles bear no p below 0.048. Their mean lies at chance, each of them need
 * not, as a shuffle that resembles the truth by luck is read as well as it resembles it.
 *
 * @param accuracies [shuffles]
 */
public record Shuffles(double[] accuracies) {

  /** Fewer do not show a range. */
  public static final int LEAST = 20;

  public Shuffles {
    if (accuracies.length < LEAST) {
      throw new IllegalArgumentException(
          "%d shuffles: expected %d or more".formatted(accuracies.length, LEAST));
    }
  }

  public double mean() {
    return Moments.mean(accuracies);
  }

  public double lowest() {
    double lowest = accuracies[0];
    for (double accuracy : accuracies) {
      lowest = Math.min(lowest, accuracy);
    }
    return lowest;
  }

  public double highest() {
    double highest = accuracies[0];
    for (double accuracy : accuracies) {
      highest = Math.max(highest, accuracy);
    }
    return highest;
  }
}
