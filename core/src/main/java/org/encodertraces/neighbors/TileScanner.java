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

  /** Takes a similarity that reached the threshold. */
  @FunctionalInterface
  interface Candidate {
    void accept(int column, float similarity);
  }

  TileScanner(int columns) {
    bits = new int[columns];
  }

  /**
   * Reports the elements of {@code tile[offset … offset + columns)} that are at least the
   * threshold.
   */
  void scan(Floats tile, int offset, int columns, float threshold, Candidate candidate) {
    tile.getBits(offset, bits, 0, columns);
    if (!(threshold > 0)) {
      // Signs reverse the order of bits; this happens while lists fill up.
      for (int column = 0; column < columns; column++) {
        report(column, threshold, candidate);
      }
      return;
    }
    int thresholdBits = Float.floatToRawIntBits(threshold);
    int full = columns / LANES * LANES;
    Arrays.fill(maxima, 0);
    for (int start = 0; start < full; start += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        maxima[lane] = Math.max(maxima[lane], bits[start + lane]);
      }
    }
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
