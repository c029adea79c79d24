package org.encodertraces.neighbors;

import java.util.Arrays;
import org.encodertraces.linalg.Floats;

/**
 * Finds the few similarities of a long row that reach a threshold.
 *
 * <p>Almost none does, so most of the work is one maximum an element. Lane l takes the maximum of
 * the elements l, l + 256, l + 512 …: a loop without dependences, which the JIT turns into vector
 * maxima on the raw bits (for floats above zero larger bits are larger values). Only lanes that
 * reach the threshold are looked at again, one by one.
 */
final class TileScanner {

  private static final int LANES = 256;

  private final int[] bits;
  private final int[] maxima = new int[LANES];
  private int columns;

  /** Takes a similarity that reached the threshold. */
  @FunctionalInterface
  interface Candidate {
    void accept(int column, float similarity);
  }

  TileScanner(int columns) {
    bits = new int[columns];
  }

  /** Takes {@code tile[offset … offset + columns)} as the row that is asked about. */
  void load(Floats tile, int offset, int columns) {
    tile.getBits(offset, bits, 0, columns);
    this.columns = columns;
    int full = columns / LANES * LANES;
    Arrays.fill(maxima, 0);
    for (int start = 0; start < full; start += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        maxima[lane] = Math.max(maxima[lane], bits[start + lane]);
      }
    }
  }

  /**
   * A similarity above 0 that at least {@code count} elements of the row reach, as near to the
   * highest such as the lanes tell: their maxima are elements, each another one. So a list that is
   * still empty needs to look at few elements only. Negative infinity where lanes cannot tell.
   */
  float reachedBy(int count) {
    if (count > LANES / 2) {
      return Float.NEGATIVE_INFINITY;
    }
    int[] highest = new int[count];
    for (int lane = 0; lane < LANES; lane++) {
      int value = maxima[lane];
      if (value > highest[count - 1]) {
        int at = count - 1;
        while (at > 0 && highest[at - 1] < value) {
          highest[at] = highest[at - 1];
          at--;
        }
        highest[at] = value;
      }
    }
    int last = highest[count - 1];
    return last > 0 ? Float.intBitsToFloat(last) : Float.NEGATIVE_INFINITY;
  }

  /** Reports the elements of the row that are at least the threshold. */
  void scan(float threshold, Candidate candidate) {
    if (!(threshold > 0)) {
      // Signs reverse the order of bits; this happens while lists fill up.
      for (int column = 0; column < columns; column++) {
        report(column, threshold, candidate);
      }
      return;
    }
    int thresholdBits = Float.floatToRawIntBits(threshold);
    int full = columns / LANES * LANES;
    for (int lane = 0; full > 0 && lane < LANES; lane++) {
      if (maxima[lane] >= thresholdBits) {
        for (int column = lane; column < full; column += LANES) {
          report(column, threshold, candidate);
        }
      }
    }
    for (int column = full; column < columns; column++) {
      report(column, threshold, candidate);
    }
  }

  private void report(int column, float threshold, Candidate candidate) {
    float similarity = Float.intBitsToFloat(bits[column]);
    if (similarity >= threshold) {
      candidate.accept(column, similarity);
    }
  }
}
