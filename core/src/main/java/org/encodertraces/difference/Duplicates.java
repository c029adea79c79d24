package org.encodertraces.difference;

import java.util.Arrays;
import org.encodertraces.UsageException;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.CosineBlocks;
import org.encodertraces.linalg.internal.UnitRows;

/** The pairs of photos that a threshold takes for duplicates. */
final class Duplicates {

  /** Pairs of more would take more memory than embeddings do. */
  private static final int MOST = 20_000_000;

  private long[] pairs = new long[1024];
  private int count;

  private Duplicates() {}

  /**
   * Finds them.
   *
   * @return ascending, {@code first << 32 | second}, first below second
   * @throws UsageException where the threshold lets so many pass that it tells nothing
   */
  static long[] at(double threshold, UnitRows rows, Engine engine) throws InterruptedException {
    Duplicates found = new Duplicates();
    CosineBlocks.pairs(
        rows,
        engine,
        () ->
            new CosineBlocks.Reader() {
              private final Duplicates here = new Duplicates();

              @Override
              public void take(int row, int first, float[] cosines, int count) {
                for (int i = 0; i < count; i++) {
                  if (cosines[i] >= threshold) {
                    here.add((long) row << Integer.SIZE | (first + i), threshold);
                  }
                }
              }

              @Override
              public void done() {
                found.addAll(here, threshold);
              }
            });
    long[] sorted = Arrays.copyOf(found.pairs, found.count);
    Arrays.sort(sorted);
    return sorted;
  }

  private void add(long pair, double threshold) {
    if (count == MOST) {
      throw new UsageException(
          "threshold %s: more than %,d pairs of photos pass; expected one that tells duplicates"
              .formatted(threshold, MOST));
    }
    if (count == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.min(MOST, 2 * count));
    }
    pairs[count++] = pair;
  }

  private synchronized void addAll(Duplicates others, double threshold) {
    for (int i = 0; i < others.count; i++) {
      add(others.pairs[i], threshold);
    }
  }

  /** Those of the first that are not of the second, both ascending. */
  static long[] without(long[] first, long[] second) {
    return Arrays.stream(first).filter(pair -> Arrays.binarySearch(second, pair) < 0).toArray();
  }

  /** How many of these pairs each photo is in. */
  static long[] byPhoto(long[] pairs, int photos) {
    long[] counts = new long[photos];
    for (long pair : pairs) {
      counts[(int) (pair >>> Integer.SIZE)]++;
      counts[(int) pair]++;
    }
    return counts;
  }
}
