package org.encodertraces.statistics;

import java.util.HashMap;
import java.util.Map;

/**
 * The mean over classes of the share that is read correctly, each class counting alike however many
 * photos it has; a guess that knows the majority only gets one in the number of classes.
 *
 * <p>Its 95 % interval is Clopper and Pearson's over an effective number of answers, as {@link
 * KornGraubard}'s: the variance is that of the sum of the classes' recalls, by the larger of what
 * the groups (photos, or owners of several photos) show and what the classes' own numbers let
 * expect, the latter with a right and a wrong answer added to each class (A. Agresti and B. A.
 * Coull, The American Statistician 52, 1998) as four photos that were all read do not vary; degrees
 * of freedom after F. E. Satterthwaite (Biometrics Bulletin 2, 1946).
 *
 * @param value 0 … 1
 * @param interval of {@code value}, 0 … 1
 * @param classes with photos here; others count nowhere
 * @param majority share of the photos that are of the most frequent class, 0 … 1
 */
public record BalancedAccuracy(double value, Interval interval, int classes, double majority) {

  /** What a guess gets: one in the number of classes. */
  public double chance() {
    return 1.0 / classes;
  }

  /**
   * Of a test part.
   *
   * @param labels [photos] true classes, 0 … classes - 1
   * @param right [photos] the share of the photo's reads that are correct, 0 … 1
   * @param groups [photos] which photos vary together, such as their owners, any numbers
   * @param classes that labels may name
   */
  public static BalancedAccuracy of(int[] labels, double[] right, int[] groups, int classes) {
    int photos = labels.length;
    if (photos == 0 || right.length != photos || groups.length != photos) {
      throw new IllegalArgumentException(
          "%d labels, %d shares, %d groups: expected as many, 1 or more"
              .formatted(photos, right.length, groups.length));
    }
    int[] counts = new int[classes];
    double[] sums = new double[classes];
    for (int i = 0; i < photos; i++) {
      counts[labels[i]]++;
      sums[labels[i]] += right[i];
    }
    int present = 0;
    int most = 0;
    double value = 0;
    for (int k = 0; k < classes; k++) {
      if (counts[k] > 0) {
        present++;
        most = Math.max(most, counts[k]);
        value += sums[k] / counts[k];
      }
    }
    value /= present;
    return new BalancedAccuracy(
        value,
        interval(value, labels, right, groups, counts, sums, present),
        present,
        (double) most / photos);
  }

  private static Interval interval(
      double value,
      int[] labels,
      double[] right,
      int[] groups,
      int[] counts,
      double[] sums,
      int present) {
    Map<Integer, Double> totals = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      int k = labels[i];
      double distance = (right[i] - sums[k] / counts[k]) / (present * (double) counts[k]);
      totals.merge(groups[i], distance, Double::sum);
    }
    double byGroup = 0;
    for (double total : totals.values()) {
      byGroup += total * total;
    }
    int size = totals.size();
    byGroup *= size > 1 ? size / (size - 1.0) : 1;

    double byClass = 0;
    double squares = 0;
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > 0) {
        double share = (sums[k] + 1) / (counts[k] + 2);
        double variance = share * (1 - share) / counts[k] / present / present;
        byClass += variance;
        squares += variance * variance / Math.max(1, counts[k] - 1);
      }
    }
    double degrees = Math.max(1, Math.min(byClass * byClass / squares, size - 1.0));
    double z = Quantiles.normal(1 - Quantiles.TAIL);
    double ratio = z / Quantiles.student(1 - Quantiles.TAIL, degrees);
    double effective = value * (1 - value) / Math.max(byGroup, byClass) * ratio * ratio;
    // At 0 or 1 the product above is 0 whatever the photos: the smallest class is what is known.
    return ClopperPearson.ofEffective(value, Math.max(1, effective));
  }
}
