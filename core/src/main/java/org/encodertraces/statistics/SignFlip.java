package org.encodertraces.statistics;

import java.util.Arrays;

/**
 * The exact one-sided p of a rise of a paired share, had each photo's change been as likely the
 * other way round (R. A. Fisher, The Design of Experiments, 1935, section 21): with one answer a
 * photo, McNemar's exact test.
 *
 * <p>The sum of changes is a sum of independent ± changes, so it is convolved and no sign is drawn.
 */
public final class SignFlip {

  private SignFlip() {}

  /**
   * P(sum of changes at least the observed one).
   *
   * @param from [photos] shares of right cells, 0 … 1
   * @param to [photos] the same photos' other shares; a rise speaks against the null
   * @param cells answers behind each share; a common multiple where they differ
   */
  public static double pOfRise(double[] from, double[] to, int cells) {
    int[] changes = new int[from.length];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = (int) Math.rint((to[i] - from[i]) * cells);
    }
    return pOfRise(changes);
  }

  /** The same for changes in whole cells, [photos]. */
  public static double pOfRise(int[] changes) {
    int[] sizes = Arrays.stream(changes).map(Math::abs).filter(size -> size > 0).sorted().toArray();
    long observed = Arrays.stream(changes).asLongStream().sum();
    // The sum is 2 (sum of those that rise) - (sum of all); the former has no gaps of parity.
    long all = Arrays.stream(sizes).asLongStream().sum();
    long risen = (observed + all) / 2;
    Convolution sum = new Convolution();
    for (int size : sizes) {
      double[] change = new double[size + 1];
      change[0] = 0.5;
      change[size] = 0.5;
      sum.add(change);
    }
    return sum.atLeast(risen);
  }
}
