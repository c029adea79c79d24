package org.encodertraces.result;

import org.encodertraces.result.RetrieveResult.Recall;
import org.encodertraces.retrieval.PairRetrieval;
import org.encodertraces.statistics.Jackknife;

/**
 * Recall@1, 0 … 1, and what it would be without each subject: without its query, and without its
 * photo in the others' gallery. Photos are each other's gallery, so a subject moves recall by more
 * than its own query.
 *
 * @param samesLeftOut [pairs] recall among photos of the query's own type without that subject
 * @param differentsLeftOut [pairs] recall among those of the other type without that subject
 */
record LeftOut(double same, double different, double[] samesLeftOut, double[] differentsLeftOut) {

  static LeftOut of(PairRetrieval.Found found) {
    return new LeftOut(
        mean(found.same()),
        mean(found.different()),
        leftOut(found.same(), found.rivalOfSame()),
        leftOut(found.different(), found.rivalOfDifferent()));
  }

  /** The means of these and of others about the same subjects. */
  LeftOut and(LeftOut other) {
    return new LeftOut(
        (same + other.same) / 2,
        (different + other.different) / 2,
        means(samesLeftOut, other.samesLeftOut),
        means(differentsLeftOut, other.differentsLeftOut));
  }

  Recall recall() {
    return new Recall(
        100 * same,
        100 * different,
        Range.of(Jackknife.share(same, samesLeftOut).scaled(100)),
        Range.of(Jackknife.share(different, differentsLeftOut).scaled(100)));
  }

  /** The interval of different - same, in points. */
  Range difference() {
    double[] differences = new double[samesLeftOut.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = differentsLeftOut[i] - samesLeftOut[i];
    }
    return Range.of(Jackknife.difference(different - same, differences).scaled(100));
  }

  private static double[] leftOut(double[] hits, int[] rivals) {
    int pairs = hits.length;
    double[] right = new double[pairs];
    double all = 0;
    for (int i = 0; i < pairs; i++) {
      all += hits[i];
      right[i] -= hits[i];
      if (rivals[i] >= 0) {
        right[rivals[i]]++;
      }
    }
    for (int i = 0; i < pairs; i++) {
      right[i] = (all + right[i]) / (pairs - 1);
    }
    return right;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double[] means(double[] a, double[] b) {
    double[] means = new double[a.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (a[i] + b[i]) / 2;
    }
    return means;
  }
}
