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
        interval(value, new Part(labels, right, groups, counts, sums, present)),
        present,
        (double) most / photos);
  }

  /** The test part, as the interval needs it. */
  private record Part(
      int[] labels, double[] right, int[] groups, int[] counts, double[] sums, int present) {

    double recall(int label) {
      return sums[label] / counts[label];
    }

    /** What a photo adds to its class's recall beyond its part. */
    double residual(int photo) {
      return right[photo] - recall(labels[photo]);
    }
  }

  private static Interval interval(double value, Part part) {
    double[] crowding = crowding(part);
    double alike = alike(part);
    double byClass = 0;
    double squares = 0;
    for (int k = 0; k < part.counts.length; k++) {
      if (part.counts[k] > 0) {
        double photos = part.counts[k] / (1 + alike * (crowding[k] - 1));
        double share = (part.recall(k) * photos + 1) / (photos + 2);
        double variance = share * (1 - share) / photos / part.present / part.present;
        byClass += variance;
        squares += variance * variance / Math.max(1, photos - 1);
      }
    }
    double degrees = Math.max(1, byClass * byClass / squares);
    double effective = expectedAnswers(value, byClass, degrees);
    double shown = byGroup(part);
    if (shown > 0) {
      effective = Math.min(effective, value * (1 - value) / shown * ratio(degrees));
    }
    return ClopperPearson.ofEffective(value, Math.max(1, effective));
  }

  /** The answers that the interval goes by where every class is read alike and no group shows. */
  static double expectedAnswers(double value, double[] counts) {
    double byClass = 0;
    double squares = 0;
    for (double photos : counts) {
      double share = (value * photos + 1) / (photos + 2);
      double variance = share * (1 - share) / photos / counts.length / counts.length;
      byClass += variance;
      squares += variance * variance / Math.max(1, photos - 1);
    }
    return expectedAnswers(value, byClass, Math.max(1, byClass * byClass / squares));
  }

  /**
   * Near 0 and 1 the answers added to each class are most of the variance, and at 0 and 1 all of
   * it: what bears the degrees of freedom stands there for as many answers.
   */
  private static double expectedAnswers(double value, double variance, double degrees) {
    return value == 0 || value == 1
        ? degrees + 1
        : Math.max(value * (1 - value) / variance, degrees + 1) * ratio(degrees);
  }

  /** What degrees of freedom take from a number of answers. */
  private static double ratio(double degrees) {
    double ratio =
        Quantiles.normal(1 - Quantiles.TAIL) / Quantiles.student(1 - Quantiles.TAIL, degrees);
    return ratio * ratio;
  }

  /** Variance of the mean of recalls by what the groups show. */
  private static double byGroup(Part part) {
    Map<Integer, Double> totals = new HashMap<>();
    for (int i = 0; i < part.labels.length; i++) {
      double weight = part.present * (double) part.counts[part.labels[i]];
      totals.merge(part.groups[i], part.residual(i) / weight, Double::sum);
    }
    double sum = 0;
    for (double total : totals.values()) {
      sum += total * total;
    }
    int groups = totals.size();
    return groups > 1 ? sum * groups / (groups - 1.0) : sum;
  }

  /** [classes]: photos of its own class and group that a photo stands among, itself included. */
  private static double[] crowding(Part part) {
    Map<Long, Integer> sizes = sizes(part);
    double[] crowding = new double[part.counts.length];
    sizes.forEach(
        (key, size) -> {
          int label = (int) (key >>> Integer.SIZE);
          crowding[label] += (double) size * size / part.counts[label];
        });
    return crowding;
  }

  /**
   * Correlation of two photos of one class and group, 0 … 1, over all classes together: a class of
   * two owners does not show its own. 1 where photos stand in groups and nothing varies.
   */
  private static double alike(Part part) {
    Map<Long, Double> totals = new HashMap<>();
    Map<Long, Double> squares = new HashMap<>();
    for (int i = 0; i < part.labels.length; i++) {
      double residual = part.residual(i);
      totals.merge(key(part, i), residual, Double::sum);
      squares.merge(key(part, i), residual * residual, Double::sum);
    }
    double together = 0;
    double apart = 0;
    boolean grouped = false;
    for (Map.Entry<Long, Integer> entry : sizes(part).entrySet()) {
      double pairs = entry.getValue() * (entry.getValue() - 1.0);
      grouped |= pairs > 0;
      int label = (int) (entry.getKey() >>> Integer.SIZE);
      double recall = part.recall(label);
      double variance = recall * (1 - recall);
      double total = totals.getOrDefault(entry.getKey(), 0.0);
      double square = squares.getOrDefault(entry.getKey(), 0.0);
      // Residuals add up to 0 in a class, which pulls each product down by variance / photos.
      together += total * total - square + pairs * variance / part.counts[label];
      apart += pairs * variance;
    }
    if (apart == 0) {
      return grouped ? 1 : 0;
    }
    return Math.max(0, Math.min(1, together / apart));
  }

  private static Map<Long, Integer> sizes(Part part) {
    Map<Long, Integer> sizes = new HashMap<>();
    for (int i = 0; i < part.labels.length; i++) {
      sizes.merge(key(part, i), 1, Integer::sum);
    }
    return sizes;
  }

  private static long key(Part part, int photo) {
    return (long) part.labels[photo] << Integer.SIZE | (part.groups[photo] & 0xFFFFFFFFL);
  }
}
