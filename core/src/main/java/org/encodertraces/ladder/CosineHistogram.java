package org.encodertraces.ladder;

/**
 * Counts of cosines in bins of 0.0001 over [-1, 1]: exact enough for any threshold a user would
 * set, and of one size for any number of photos.
 *
 * <p>Safe to add to from many threads; the order of additions does not matter.
 */
final class CosineHistogram {

  private static final int BINS_PER_UNIT = 10_000;
  private static final int BINS = 2 * BINS_PER_UNIT + 1;

  private final long[] counts = new long[BINS];
  private long total;

  /** Adds the values of [0, count) but for the one at {@code left}. */
  synchronized void addAllBut(int left, float[] cosines, int offset, int count) {
    for (int i = 0; i < count; i++) {
      if (i != left) {
        counts[bin(cosines[offset + i])]++;
      }
    }
    total += count - (left >= 0 && left < count ? 1 : 0);
  }

  synchronized void add(float cosine) {
    counts[bin(cosine)]++;
    total++;
  }

  synchronized long total() {
    return total;
  }

  /** Count of values whose bin starts at {@code lowest} or above. */
  synchronized long atLeast(double lowest) {
    long sum = 0;
    for (int bin = bin(lowest); bin < BINS; bin++) {
      sum += counts[bin];
    }
    return sum;
  }

  /** The lower edge of the bin that holds the value of this share from below. */
  synchronized double quantile(double share) {
    return valueAt(Math.min(total - 1, (long) Math.floor(share * total)));
  }

  /** The lower edge of the bin that holds the value of this rank, 0 the smallest. */
  synchronized double valueAt(long rank) {
    long below = 0;
    for (int bin = 0; bin < BINS; bin++) {
      below += counts[bin];
      if (below > rank) {
        return edge(bin);
      }
    }
    throw new IllegalStateException("no cosine was added");
  }

  /** The largest lower edge at or above which at least {@code share} of the values lie. */
  synchronized double keeping(double share) {
    long wanted = (long) Math.ceil(share * total);
    long above = 0;
    for (int bin = BINS - 1; bin >= 0; bin--) {
      above += counts[bin];
      if (above >= wanted) {
        return edge(bin);
      }
    }
    throw new IllegalStateException("no cosine was added");
  }

  /** The smallest lower edge at or above which at most {@code share} of the values lie. */
  synchronized double passing(double share) {
    long allowed = (long) Math.floor(share * total);
    long above = 0;
    for (int bin = BINS - 1; bin >= 0; bin--) {
      above += counts[bin];
      if (above > allowed) {
        return edge(bin + 1);
      }
    }
    return edge(0);
  }

  /**
   * Chance that a value of this exceeds one of {@code other}, ties counting half: the area under
   * the ROC (Mann and Whitney, 1947).
   */
  double aucAgainst(CosineHistogram other) {
    double wins = 0;
    long below = 0;
    for (int bin = 0; bin < BINS; bin++) {
      wins += counts[bin] * (below + 0.5 * other.counts[bin]);
      below += other.counts[bin];
    }
    return wins / ((double) total * other.total);
  }

  /** The number of the bin that holds a cosine, 0 … 20,000. */
  static int binOf(double cosine) {
    return bin(cosine);
  }

  /**
   * By bin, how many values lie above it, those in it counting half: what a value of that bin loses
   * against, as Mann and Whitney count.
   */
  synchronized double[] above() {
    double[] above = new double[BINS];
    long sum = 0;
    for (int bin = BINS - 1; bin >= 0; bin--) {
      above[bin] = sum + 0.5 * counts[bin];
      sum += counts[bin];
    }
    return above;
  }

  private static int bin(double cosine) {
    // A bin's edge divided and multiplied again must come back to its own bin.
    return (int) Math.max(0, Math.min(BINS - 1, Math.floor((cosine + 1) * BINS_PER_UNIT + 1e-6)));
  }

  private static double edge(int bin) {
    return (double) (bin - BINS_PER_UNIT) / BINS_PER_UNIT;
  }
}
