package org.encodertraces.copies;

/**
 * Counts of cosines in bins of 0.00001 over [-1, 1], of one size for any number of pairs. Counts
 * are whole numbers, so what many threads add comes to the same in any order.
 */
final class CosineCounts {

  private static final int BINS_PER_UNIT = 100_000;
  static final int BINS = 2 * BINS_PER_UNIT + 1;

  private final long[] counts = new long[BINS];
  private long total;

  /** The number of the bin that holds a cosine. */
  static int bin(float cosine) {
    // Rounding of the product may leave a cosine a little outside of its range.
    return (int) Math.max(0, Math.min(BINS - 1, (cosine + 1.0) * BINS_PER_UNIT + 1e-3));
  }

  /** The lower edge of a bin. */
  static double edge(int bin) {
    return (double) (bin - BINS_PER_UNIT) / BINS_PER_UNIT;
  }

  void add(float cosine) {
    counts[bin(cosine)]++;
    total++;
  }

  /** Adds [bins] counts of others. */
  synchronized void addAll(int[] others) {
    for (int bin = 0; bin < BINS; bin++) {
      counts[bin] += others[bin];
      total += others[bin];
    }
  }

  long total() {
    return total;
  }

  long count(int bin) {
    return counts[bin];
  }

  /** The lower edge of the bin that holds the value of this share from below. */
  double quantile(double share) {
    long rank = Math.min(total - 1, (long) Math.floor(share * total));
    long below = 0;
    for (int bin = 0; bin < BINS; bin++) {
      below += counts[bin];
      if (below > rank) {
        return edge(bin);
      }
    }
    throw new IllegalStateException("no cosine was added");
  }

  /**
   * By bin, twice the number of values above it, those in it counting half: what a value of that
   * bin loses against, as Mann and Whitney count.
   */
  long[] twiceAbove() {
    long[] above = new long[BINS];
    long sum = 0;
    for (int bin = BINS - 1; bin >= 0; bin--) {
      above[bin] = 2 * sum + counts[bin];
      sum += counts[bin];
    }
    return above;
  }
}
