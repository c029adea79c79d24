package org.encodertraces.neighbors;

import java.util.Arrays;
import org.encodertraces.linalg.Floats;

/**
 * Finds the few similarities of a long row that reach a threshold.
 *
 * <p>Almost none does, so most of the work is one maximum an element. Lane l takes the maximum of
 * the elements l, l + 256, l + 512 …: a loop without dependences, which the JIT turns into vector
 * maxima: of floats, as that of Java 17 leaves maxima of integers one by one, in thrice the time.
 * Four elements a turn, as the JIT's loops begin and end one by one: that took half of the time. Of
 * the lanes four are one group; only groups, lanes and elements that reach the threshold are looked
 * at again.
 */
final class TileScanner {

  private static final int LANES = 256;
  private static final int GROUPS = LANES / 4;

  /** What {@link #reachedBy} can tell at most. */
  static final int MOST_REACHED = LANES / 2;

  private final float[] row;
  private final float[] maxima = new float[LANES];
  private final float[] groups = new float[GROUPS];
  private int columns;

  /** Takes a similarity that reached the threshold. */
  @FunctionalInterface
  interface Candidate {
    void accept(int column, float similarity);
  }

  TileScanner(int columns) {
    row = new float[columns];
  }

  /** Takes {@code tile[offset … offset + columns)} as the row that is asked about. */
  void load(Floats tile, int offset, int columns) {
    tile.get(offset, row, 0, columns);
    this.columns = columns;
    int full = columns / LANES * LANES;
    int start = 0;
    if (full >= 4 * LANES) {
      loadFour();
      start = 4 * LANES;
    } else {
      Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
    }
    for (; start < full; start += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        maxima[lane] = Math.max(maxima[lane], row[start + lane]);
      }
    }
  }

  /** Sets the maxima to those of the first four elements of each lane. */
  private void loadFour() {
    for (int lane = 0; lane < LANES; lane++) {
      maxima[lane] =
          Math.max(
              Math.max(row[lane], row[lane + LANES]),
              Math.max(row[lane + 2 * LANES], row[lane + 3 * LANES]));
    }
  }

  /** Sets each group to the highest of lanes g, g + 64, g + 128 and g + 192. */
  private void group() {
    for (int group = 0; group < GROUPS; group++) {
      groups[group] =
          Math.max(
              Math.max(maxima[group], maxima[group + GROUPS]),
              Math.max(maxima[group + 2 * GROUPS], maxima[group + 3 * GROUPS]));
    }
  }

  /**
   * A similarity above 0 that at least {@code count} elements of the row reach, as near to the
   * highest such as the lanes tell: their maxima are elements, each another one. So a list that is
   * still empty needs to look at few elements only. Negative infinity where lanes cannot tell.
   */
  float reachedBy(int count) {
    if (count > MOST_REACHED) {
      return Float.NEGATIVE_INFINITY;
    }
    float[] highest = new float[count];
    for (int lane = 0; lane < LANES; lane++) {
      float value = maxima[lane];
      if (value > highest[count - 1]) {
        int at = count - 1;
        while (at > 0 && highest[at - 1] < value) {
          highest[at] = highest[at - 1];
          at--;
        }
        highest[at] = value;
      }
    }
    float last = highest[count - 1];
    return last > 0 ? last : Float.NEGATIVE_INFINITY;
  }

  /** Reports the elements of the row that are at least the threshold. */
  void scan(float threshold, Candidate candidate) {
    int full = columns / LANES * LANES;
    group();
    for (int group = 0; full > 0 && group < GROUPS; group++) {
      if (groups[group] >= threshold) {
        for (int lane = group; lane < LANES; lane += GROUPS) {
          scanLane(lane, full, threshold, candidate);
        }
      }
    }
    for (int column = full; column < columns; column++) {
      report(column, threshold, candidate);
    }
  }

  /** Reports the elements of the row that {@link #scan} with this threshold did not. */
  void scanBelow(float threshold, Candidate candidate) {
    for (int column = 0; column < columns; column++) {
      float similarity = row[column];
      if (!(similarity >= threshold)) {
        candidate.accept(column, similarity);
      }
    }
  }

  private void scanLane(int lane, int full, float threshold, Candidate candidate) {
    if (maxima[lane] >= threshold) {
      for (int column = lane; column < full; column += LANES) {
        report(column, threshold, candidate);
      }
    }
  }

  private void report(int column, float threshold, Candidate candidate) {
    float similarity = row[column];
    if (similarity >= threshold) {
      candidate.accept(column, similarity);
    }
  }
}
