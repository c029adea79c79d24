package org.encodertraces.copies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pairs of highest cosine, a limited number of them: which ones are kept does not depend on the
 * order in which they came.
 */
final class PassingPairs {

  /** Two photos, {@code first} below {@code second}. */
  record Pair(int first, int second, float cosine) {
    static final Comparator<Pair> BEST_FIRST =
        Comparator.comparing(Pair::cosine, Comparator.reverseOrder())
            .thenComparing(Pair::first)
            .thenComparing(Pair::second);
  }

  private final int most;
  private final List<Pair> pairs = new ArrayList<>();
  private volatile float lowest = Float.NEGATIVE_INFINITY;
  private boolean cut;

  PassingPairs(int most) {
    this.most = most;
  }

  /** Below it no pair is kept any more. */
  float lowest() {
    return lowest;
  }

  /** Adds a pair; one thread's. */
  void add(Pair pair) {
    pairs.add(pair);
    if (pairs.size() > 2 * most) {
      shorten();
    }
  }

  /** Adds those of another thread. */
  synchronized void addAll(PassingPairs others) {
    pairs.addAll(others.bestFirst());
    cut |= others.isCut();
    if (pairs.size() > 2 * most) {
      shorten();
    }
  }

  private void shorten() {
    pairs.sort(Pair.BEST_FIRST);
    if (pairs.size() > most) {
      pairs.subList(most, pairs.size()).clear();
      lowest = pairs.get(most - 1).cosine();
      cut = true;
    }
  }

  /** Those that are kept, best first. */
  synchronized List<Pair> bestFirst() {
    shorten();
    return List.copyOf(pairs);
  }

  /** Whether there were more. */
  synchronized boolean isCut() {
    return cut || pairs.size() > most;
  }
}
