package org.encodertraces.difference;

import java.util.Arrays;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.CosineBlocks;
import org.encodertraces.linalg.internal.UnitRows;

/**
 * The k nearest other photos of every photo, best first; of equal cosines the lower row.
 *
 * @param rows [queries][k]
 * @param ownFirst [queries] whether no other reference is nearer than the query's own row
 */
record NearestRows(int[][] rows, boolean[] ownFirst) {

  /**
   * Searches.
   *
   * @param queries [photos, d], by one encoder
   * @param references [photos, d] the same photos, by it or another
   * @param k below the number of photos
   */
  static NearestRows of(UnitRows queries, UnitRows references, int k, Engine engine)
      throws InterruptedException {
    int[][] rows = new int[queries.rows()][];
    boolean[] ownFirst = new boolean[queries.rows()];
    CosineBlocks.all(
        queries,
        references,
        engine,
        () ->
            new CosineBlocks.Reader() {
              private final float[] best = new float[k];
              private final int[] where = new int[k];

              @Override
              public void take(int row, int first, float[] cosines, int count) {
                Arrays.fill(best, Float.NEGATIVE_INFINITY);
                Arrays.fill(where, -1);
                for (int i = 0; i < count; i++) {
                  if (i != row && cosines[i] > best[k - 1]) {
                    int at = k - 1;
                    while (at > 0 && cosines[i] > best[at - 1]) {
                      best[at] = best[at - 1];
                      where[at] = where[at - 1];
                      at--;
                    }
                    best[at] = cosines[i];
                    where[at] = i;
                  }
                }
                rows[row] = where.clone();
                ownFirst[row] = cosines[row] >= best[0]; // a picture that is there twice is found
              }

              @Override
              public void done() {
                // Each row has its own place.
              }
            });
    return new NearestRows(rows, ownFirst);
  }

  /** How many of a photo's neighbors are none under the other. */
  int changed(NearestRows other, int photo) {
    int[] sorted = other.rows[photo].clone();
    Arrays.sort(sorted);
    int changed = 0;
    for (int row : rows[photo]) {
      changed += Arrays.binarySearch(sorted, row) < 0 ? 1 : 0;
    }
    return changed;
  }

  /** The class of most of a photo's neighbors; a tie goes to the lowest (protocol, section 5). */
  int vote(int photo, int[] classOfRow, int classes) {
    int[] votes = new int[classes];
    for (int row : rows[photo]) {
      votes[classOfRow[row]]++;
    }
    int winner = 0;
    for (int one = 1; one < classes; one++) {
      winner = votes[one] > votes[winner] ? one : winner;
    }
    return winner;
  }
}
