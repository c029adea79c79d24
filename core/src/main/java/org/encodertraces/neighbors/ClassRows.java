package org.encodertraces.neighbors;

/**
 * The rows of a block grouped by class: those of class c are {@code rows[starts[c] … starts[c +
 * 1])}, ascending, counted from the block's first.
 */
record ClassRows(int[] starts, int[] rows) {

  static ClassRows of(int[] classes, int firstRow, int count, int classCount) {
    int[] starts = new int[classCount + 1];
    for (int i = 0; i < count; i++) {
      starts[classes[firstRow + i] + 1]++;
    }
    for (int c = 0; c < classCount; c++) {
      starts[c + 1] += starts[c];
    }
    int[] next = starts.clone();
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[next[classes[firstRow + i]]++] = i;
    }
    return new ClassRows(starts, rows);
  }

  int start(int classNumber) {
    return starts[classNumber];
  }

  int row(int i) {
    return rows[i];
  }
}
