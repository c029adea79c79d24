package org.encodertraces.repair;

import java.util.Arrays;

/** The k largest of a row of cosines, largest first; of equals the lower column. Reused. */
final class Nearest {

  private final int[] columns;
  private final float[] cosines;
  private int count;

  Nearest(int k) {
    columns = new int[k];
    cosines = new float[k];
  }

  /** Forgets what it holds. */
  void clear() {
    count = 0;
    Arrays.fill(columns, -1);
  }

  /** Takes the candidate if it is among the k best; candidates come in the order of columns. */
  void offer(int column, float cosine) {
    if (count == columns.length && !(cosine > cosines[count - 1])) {
      return;
    }
    int at = count < columns.length ? count++ : count - 1;
    while (at > 0 && cosine > cosines[at - 1]) {
      cosines[at] = cosines[at - 1];
      columns[at] = columns[at - 1];
      at--;
    }
    cosines[at] = cosine;
    columns[at] = column;
  }

  /** How many it holds. */
  int count() {
    return count;
  }

  int column(int rank) {
    return columns[rank];
  }

  float cosine(int rank) {
    return cosines[rank];
  }
}
