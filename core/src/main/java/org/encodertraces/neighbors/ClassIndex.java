package org.encodertraces.neighbors;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Class labels numbered densely from 0 in the order of their values, so that the lowest number is
 * the lowest class index.
 *
 * @param train [n] class number of each training row
 * @param val [q] class number of each validation row
 */
record ClassIndex(int count, int[] train, int[] val) {

  static ClassIndex of(long[] train, long[] val) {
    long[] values =
        LongStream.concat(Arrays.stream(train), Arrays.stream(val)).distinct().sorted().toArray();
    return new ClassIndex(values.length, numbered(train, values), numbered(val, values));
  }

  /** Percent of the validation rows that are of their largest class. */
  double majorityShare() {
    int[] counts = new int[count];
    for (int label : val) {
      counts[label]++;
    }
    return 100.0 * Arrays.stream(counts).max().orElse(0) / val.length;
  }

  private static int[] numbered(long[] labels, long[] values) {
    return Arrays.stream(labels).mapToInt(label -> Arrays.binarySearch(values, label)).toArray();
  }
}
