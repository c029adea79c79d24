package org.encodertraces.neighbors;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;

/**
 * One query's cosine similarities split by same or different class and same or different processing
 * (paper, figure of similarity distributions).
 *
 * @param test the query's class of the parameter, as an index
 * @param low lower edge of the first bin: the smallest similarity
 * @param high upper edge of the last: the largest
 * @param counts by group, [{@link #BINS}]
 * @param means mean similarity by group; NaN for an empty group
 * @param auc chance that a photo of the query's class is more similar under the query's processing
 *     than one under another is, ties counting half; 0.5 says that processing does not matter, NaN
 *     that there is none
 * @param aucInterval 95 % by training photo, each leaving with all its processings; none of fewer
 *     than two photos of the class
 * @param photos training photos of the query's class
 */
public record QuerySimilarities(
    int query,
    int test,
    double low,
    double high,
    Map<Group, long[]> counts,
    Map<Group, Double> means,
    double auc,
    Optional<Interval> aucInterval,
    int photos) {

  /** Resolution of the histograms. */
  public static final int BINS = 50;

  /** Whether class and processing are the query's. */
  public enum Group {
    SAME_CLASS_SAME_PROCESSING,
    SAME_CLASS_DIFFERENT_PROCESSING,
    DIFFERENT_CLASS_SAME_PROCESSING,
    DIFFERENT_CLASS_DIFFERENT_PROCESSING;

    static Group of(boolean sameClass, boolean sameProcessing) {
      if (sameClass) {
        return sameProcessing ? SAME_CLASS_SAME_PROCESSING : SAME_CLASS_DIFFERENT_PROCESSING;
      }
      return sameProcessing
          ? DIFFERENT_CLASS_SAME_PROCESSING
          : DIFFERENT_CLASS_DIFFERENT_PROCESSING;
    }
  }

  /** Splits a query's similarities. */
  public static QuerySimilarities of(QueryScores scores) {
    Map<Group, float[]> values = new EnumMap<>(Group.class);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Group group : Group.values()) {
      float[] ofGroup = values(scores, group);
      values.put(group, ofGroup);
      if (ofGroup.length > 0) {
        low = Math.min(low, ofGroup[0]);
        high = Math.max(high, ofGroup[ofGroup.length - 1]);
      }
    }
    Map<Group, long[]> counts = new EnumMap<>(Group.class);
    Map<Group, Double> means = new EnumMap<>(Group.class);
    for (Map.Entry<Group, float[]> entry : values.entrySet()) {
      long[] ofGroup = new long[BINS];
      double sum = 0;
      for (float value : entry.getValue()) {
        int bin = high > low ? (int) ((value - low) / (high - low) * BINS) : 0;
        ofGroup[Math.min(BINS - 1, bin)]++;
        sum += value;
      }
      counts.put(entry.getKey(), ofGroup);
      means.put(entry.getKey(), sum / entry.getValue().length);
    }
    return new QuerySimilarities(
        scores.query(),
        scores.test(),
        low,
        high,
        counts,
        means,
        auc(
            values(scores, Group.SAME_CLASS_SAME_PROCESSING),
            values(scores, Group.SAME_CLASS_DIFFERENT_PROCESSING)),
        aucInterval(scores),
        ofClass(scores).length);
  }

  private static int[] ofClass(QueryScores scores) {
    return IntStream.range(0, scores.trainLabels().length).filter(scores::sameClass).toArray();
  }

  /** By leaving out one photo after another: its similarities are not independent. */
  private static Optional<Interval> aucInterval(QueryScores scores) {
    int[] photos = ofClass(scores);
    int others = scores.similarities().length - 1;
    if (photos.length < 2) {
      return Optional.empty();
    }
    double all = 0;
    double[] lost = new double[photos.length];
    for (int i = 0; i < photos.length; i++) {
      float own = scores.similarities()[scores.test()][photos[i]];
      for (int j = 0; j < photos.length; j++) {
        double won = 0;
        for (int processing = 0; processing <= others; processing++) {
          if (processing != scores.test()) {
            float other = scores.similarities()[processing][photos[j]];
            won += own > other ? 1 : own == other ? 0.5 : 0;
          }
        }
        all += won;
        lost[i] += won;
        if (i != j) {
          lost[j] += won;
        }
      }
    }
    double left = (photos.length - 1.0) * (photos.length - 1) * others;
    double[] leftOut = new double[photos.length];
    for (int i = 0; i < photos.length; i++) {
      leftOut[i] = (all - lost[i]) / left;
    }
    return Optional.of(
        Jackknife.share(all / ((double) photos.length * photos.length * others), leftOut));
  }

  /** The similarities of a group, sorted. */
  private static float[] values(QueryScores scores, Group wanted) {
    int photos = scores.trainLabels().length;
    float[] values = new float[photos * scores.similarities().length];
    int count = 0;
    for (int processing = 0; processing < scores.similarities().length; processing++) {
      for (int row = 0; row < photos; row++) {
        if (Group.of(scores.sameClass(row), processing == scores.test()) == wanted) {
          values[count++] = scores.similarities()[processing][row];
        }
      }
    }
    float[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Mann and Whitney's statistic of two sorted samples; ties count half. */
  private static double auc(float[] higher, float[] lower) {
    double wins = 0;
    int below = 0;
    int upTo = 0;
    for (float value : higher) {
      while (below < lower.length && lower[below] < value) {
        below++;
      }
      while (upTo < lower.length && lower[upTo] <= value) {
        upTo++;
      }
      wins += (below + upTo) / 2.0;
    }
    return wins / ((double) higher.length * lower.length);
  }
}
