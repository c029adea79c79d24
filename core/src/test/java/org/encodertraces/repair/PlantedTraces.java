package org.encodertraces.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.random.NumpyGenerator;

/**
 * Vectors with content classes, photos and a trace of chosen kind.
 *
 * @param kind of trace
 * @param trace strength of it; 0 for none
 */
record PlantedTraces(
    int photos, int processings, int dimension, int classes, Kind kind, double trace, long seed) {

  /** What tells processings apart. */
  enum Kind {
    /** Their means. */
    MEAN,
    /** How much two coordinates vary, their means being alike. */
    COVARIANCE,
    /** The sign of the product of two coordinates. */
    PRODUCT
  }

  /** Draws the vectors. */
  HeldVectors draw() {
    NumpyGenerator random = new NumpyGenerator(seed);
    double[][] contents = gaussian(random, Math.max(1, classes), 1.0);
    double[][] offsets = gaussian(random, processings, trace);
    int[] content = new int[photos];
    List<float[]> rows = new ArrayList<>();
    for (int p = 0; p < processings; p++) {
      rows.add(new float[photos * dimension]);
    }
    for (int i = 0; i < photos; i++) {
      content[i] = classes == 0 ? 0 : i % classes;
      double[] photo = new double[dimension];
      Arrays.setAll(photo, j -> 0.7 * random.nextGaussian());
      for (int p = 0; p < processings; p++) {
        double[] row = new double[dimension];
        for (int j = 0; j < dimension; j++) {
          row[j] = contents[content[i]][j] + photo[j] + 0.1 * random.nextGaussian() + 0.5;
        }
        plant(row, p, offsets, random);
        for (int j = 0; j < dimension; j++) {
          rows.get(p)[i * dimension + j] = (float) row[j];
        }
      }
    }
    return new HeldVectors(dimension, rows, content, classes);
  }

  private void plant(double[] row, int p, double[][] offsets, NumpyGenerator random) {
    switch (kind) {
      case MEAN -> {
        for (int j = 0; j < dimension; j++) {
          row[j] += offsets[p][j];
        }
      }
      case COVARIANCE -> {
        // Two coordinates are replaced: their spread grows with the number of the processing.
        double spread = trace * (p + 1);
        row[0] = spread * random.nextGaussian();
        row[1] = spread * random.nextGaussian();
      }
      case PRODUCT -> {
        double size = trace * (1 + random.nextDouble());
        double other = trace * (1 + random.nextDouble());
        boolean negative = random.nextDouble() < 0.5;
        row[0] = negative ? -size : size;
        row[1] = (p % 2 == 0) == negative ? -other : other;
      }
    }
  }

  private double[][] gaussian(NumpyGenerator random, int count, double scale) {
    double[][] values = new double[count][dimension];
    for (double[] row : values) {
      Arrays.setAll(row, j -> scale * random.nextGaussian());
    }
    return values;
  }
}
