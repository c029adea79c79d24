package org.encodertraces.repair;

import java.util.ArrayList;
import java.util.List;

/**
 * Vectors in memory.
 *
 * @param dimension d
 * @param rows by processing, [photos * d]
 * @param content [photos] class of each; all 0 where there are none
 * @param contentClasses 0 where photos have none
 */
record HeldVectors(int dimension, List<float[]> rows, int[] content, int contentClasses)
    implements PhotoVectors {

  /** Of other vectors: these photos alone, under these processings, copied. */
  static HeldVectors of(PhotoVectors vectors, int[] photos, int[] processings) {
    int d = vectors.dimension();
    List<float[]> rows = new ArrayList<>();
    for (int processing : processings) {
      float[] values = new float[Math.multiplyExact(photos.length, d)];
      for (int i = 0; i < photos.length; i++) {
        vectors.read(photos[i], processing, values, i * d);
      }
      rows.add(values);
    }
    int[] content = new int[photos.length];
    for (int i = 0; i < photos.length; i++) {
      content[i] = vectors.content(photos[i]);
    }
    return new HeldVectors(d, rows, content, vectors.contentClasses());
  }

  @Override
  public int photos() {
    return content.length;
  }

  @Override
  public int processings() {
    return rows.size();
  }

  @Override
  public int content(int photo) {
    return content[photo];
  }

  @Override
  public void read(int photo, int processing, float[] target, int offset) {
    System.arraycopy(rows.get(processing), photo * dimension, target, offset, dimension);
  }
}
