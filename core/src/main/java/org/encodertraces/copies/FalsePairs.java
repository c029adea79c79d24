package org.encodertraces.copies;

/**
 * Counts, for each true pair, the false pairs that score at least as high: all that the ranking of
 * every pair of a search is needed for, in memory of the true pairs alone.
 *
 * <p>Counts are whole numbers, so what many threads add comes to the same in any order.
 */
final class FalsePairs {

  /** Scores less their background lie in [-2, 2]. */
  private static final int LOWEST = -2;

  private static final int BINS_PER_UNIT = 4096;
  private static final int BINS = 4 * BINS_PER_UNIT + 1;

  /** Scores of the true pairs, ascending. */
  private final float[] trueScores;

  /** By bin, how many true scores lie in bins below. */
  private final int[] start = new int[BINS + 1];

  /** By k, false pairs that reach exactly the k lowest true scores. */
  private final long[] reaching;

  /**
   * Makes room.
   *
   * @param trueScores ascending
   */
  FalsePairs(float[] trueScores) {
    this.trueScores = trueScores;
    reaching = new long[trueScores.length + 1];
    for (float score : trueScores) {
      start[bin(score) + 1]++;
    }
    for (int bin = 0; bin < BINS; bin++) {
      start[bin + 1] += start[bin];
    }
  }

  /** How many true scores a false one reaches. */
  int reached(float score) {
    int bin = bin(score);
    int low = start[bin];
    int high = start[bin + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (trueScores[middle] <= score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Room for counts by {@link #reached}. */
  long[] counts() {
    return new long[reaching.length];
  }

  /** Adds [true pairs + 1] counts by {@link #reached}. */
  synchronized void addAll(long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      reaching[i] += counts[i];
    }
  }

  /** The ranking of all pairs; queries without a true pair have added false ones alone. */
  PairRanking ranking() {
    int pairs = trueScores.length;
    float[] descending = new float[pairs];
    long[] above = new long[pairs];
    long sum = 0;
    for (int i = pairs - 1; i >= 0; i--) {
      sum += reaching[i + 1];
      descending[pairs - 1 - i] = trueScores[i];
      above[pairs - 1 - i] = sum;
    }
    return new PairRanking(descending, above);
  }

  private static int bin(float score) {
    return (int) Math.max(0, Math.min(BINS - 1.0, Math.floor((score - LOWEST) * BINS_PER_UNIT)));
  }
}
