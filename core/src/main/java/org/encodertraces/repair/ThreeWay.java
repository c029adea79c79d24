package org.encodertraces.repair;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.random.StableUniform;

/**
 * Photos by what they do: half fit, a quarter trains the auditor, a quarter tests. A hash of the
 * photo's id decides, so that other photos joining or leaving move none.
 *
 * @param fit rows
 * @param train rows
 * @param test rows
 */
record ThreeWay(int[] fit, int[] train, int[] test) {

  private static final double FIT = 0.5;
  private static final double TRAIN = 0.75;

  /** Fewer of any part show nothing. */
  static final int LEAST = 12;

  /**
   * Deals photos.
   *
   * @param judgesAtMost of each part that judges; of more, those with the lowest hashes
   * @throws InputException when a part has fewer than {@link #LEAST} photos
   */
  static ThreeWay of(List<String> ids, long seed, int judgesAtMost) {
    double[] draws = ids.stream().mapToDouble(id -> StableUniform.of("repair", seed, id)).toArray();
    ThreeWay parts =
        new ThreeWay(
            between(draws, 0, FIT, Integer.MAX_VALUE),
            between(draws, FIT, TRAIN, judgesAtMost),
            between(draws, TRAIN, 1, judgesAtMost));
    int fewest = Math.min(parts.fit.length, Math.min(parts.train.length, parts.test.length));
    if (fewest < LEAST) {
      throw new InputException(
          ("%d photos are %d to fit, %d to train the auditor and %d to test; expected %d or more"
                  + " of each, which takes about %d photos")
              .formatted(
                  ids.size(),
                  parts.fit.length,
                  parts.train.length,
                  parts.test.length,
                  LEAST,
                  6 * LEAST));
    }
    return parts;
  }

  private static int[] between(double[] draws, double low, double high, int atMost) {
    return IntStream.range(0, draws.length)
        .filter(i -> draws[i] >= low && draws[i] < high)
        .boxed()
        .sorted((a, b) -> Double.compare(draws[a], draws[b]))
        .limit(atMost)
        .sorted()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Those that train the auditor, and those that test it after them. */
  int[] judging() {
    return IntStream.concat(Arrays.stream(train), Arrays.stream(test)).toArray();
  }
}
