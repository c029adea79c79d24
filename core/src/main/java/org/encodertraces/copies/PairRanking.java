package org.encodertraces.copies;

/**
 * All pairs of queries and references of a search by descending score, as copy detection judges
 * them: over all queries together, so that one threshold has to serve them all (µAP; M. Douze et
 * al., "The 2021 Image Similarity Dataset and Challenge", arXiv 2106.09672).
 *
 * <p>Of equal scores false pairs come first, so no one gains by equal scores; without any it is
 * scikit-learn's {@code average_precision_score}. What true pairs a search missed counts as well,
 * for precision is summed over true pairs and divided by all of them.
 *
 * @param scores [true pairs] descending
 * @param falseAtLeast [true pairs] how many false pairs score as high or higher
 */
public record PairRanking(float[] scores, long[] falseAtLeast) {

  public PairRanking {
    if (scores.length != falseAtLeast.length) {
      throw new IllegalArgumentException(
          "%d scores, %d counts: expected as many".formatted(scores.length, falseAtLeast.length));
    }
  }

  /** Average precision over all pairs, 0 … 1; 0 without a true pair. */
  public double microAp() {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += precision(i);
    }
    return scores.length == 0 ? 0 : sum / scores.length;
  }

  /** The largest share of the true pairs that a threshold finds at this precision, 0 … 1. */
  public double recallAtPrecision(double precision) {
    for (int i = scores.length - 1; i >= 0; i--) {
      if (precision(i) >= precision) {
        return (i + 1.0) / scores.length;
      }
    }
    return 0;
  }

  /** Of all pairs down to a true one. */
  double precision(int rank) {
    double found = rank + 1.0;
    return found / (found + falseAtLeast[rank]);
  }
}
