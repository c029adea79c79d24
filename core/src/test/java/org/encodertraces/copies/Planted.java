package org.encodertraces.copies;

import java.util.random.RandomGenerator;
import org.encodertraces.linalg.internal.UnitRows;

/** Embeddings of known distribution. */
final class Planted {

  private Planted() {}

  /** [rows, dimension] normal numbers: directions without any structure. */
  static float[][] directions(RandomGenerator random, int rows, int dimension) {
    float[][] values = new float[rows][dimension];
    for (float[] row : values) {
      for (int i = 0; i < dimension; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }

  /** The same rows with noise on each value. */
  static float[][] copies(RandomGenerator random, float[][] originals, double noise) {
    float[][] values = new float[originals.length][];
    for (int i = 0; i < values.length; i++) {
      values[i] = originals[i].clone();
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] += (float) (noise * random.nextGaussian());
      }
    }
    return values;
  }

  static UnitRows rows(float[][] values) {
    UnitRows rows = new UnitRows(values.length, values[0].length);
    for (int i = 0; i < values.length; i++) {
      rows.put(i, values[i], 0);
    }
    return rows;
  }
}
