package org.encodertraces.probe;

import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;

/**
 * Trained linear layers side by side.
 *
 * @param weights [models * classes, dimension]
 * @param bias [models * classes]
 * @param diverged [models] whether training ended in a loss that is not finite
 */
record LinearModels(
    int models, int classes, int dimension, float[] weights, float[] bias, boolean[] diverged) {

  private static final int BLOCK_ROWS = 1024;

  /**
   * The class that each model reads from each row: the highest output, the lowest class among
   * equals.
   *
   * @return [rows][models]
   */
  int[][] predict(LabeledRows rows, MatrixProduct product) {
    int outputs = models * classes;
    int[][] predictions = new int[rows.count()][models];
    float[] row = new float[dimension];
    float[] values = new float[outputs];
    try (Floats layer = new Floats(weights.length);
        Floats samples = new Floats(BLOCK_ROWS * dimension);
        Floats logits = new Floats(BLOCK_ROWS * outputs)) {
      layer.put(0, weights, 0, weights.length);
      for (int from = 0; from < rows.count(); from += BLOCK_ROWS) {
        int size = Math.min(BLOCK_ROWS, rows.count() - from);
        for (int i = 0; i < size; i++) {
          rows.read(from + i, row, 0);
          samples.put(i * dimension, row, 0, dimension);
        }
        product.multiply(
            Operand.of(samples, dimension),
            Operand.transposed(layer, dimension),
            size,
            outputs,
            dimension,
            1,
            0,
            new MatrixProduct.View(logits, 0, outputs));
        for (int i = 0; i < size; i++) {
          logits.get(i * outputs, values, 0, outputs);
          float scale = rows.scale(from + i);
          for (int model = 0; model < models; model++) {
            predictions[from + i][model] = highest(values, model * classes, scale);
          }
        }
      }
    }
    return predictions;
  }

  private int highest(float[] values, int from, float scale) {
    int best = 0;
    float bestValue = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      float value = values[from + c] * scale + bias[from + c];
      if (value > bestValue) {
        best = c;
        bestValue = value;
      }
    }
    return best;
  }
}
