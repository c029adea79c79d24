package org.encodertraces.repair;

import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;

/** Cosines of queries with all rows of a gallery, a block of queries at a time. */
final class Similarities {

  private static final int BLOCK_ROWS = 256;

  private final MatrixProduct product;

  Similarities(MatrixProduct product) {
    this.product = product;
  }

  /** Takes the cosines of one query, {@code cosines[from … from + gallery)}. */
  @FunctionalInterface
  interface Taker {
    void take(int query, float[] cosines, int from);
  }

  /**
   * All cosines, in the order of the queries.
   *
   * @param queries [q * d], each of length 1
   * @param gallery [g * d], each of length 1
   */
  void of(float[] queries, float[] gallery, int dimension, Taker taker) {
    int count = queries.length / dimension;
    int columns = gallery.length / dimension;
    float[] cosines = new float[BLOCK_ROWS * columns];
    try (Floats right = new Floats(gallery.length);
        Floats left = new Floats(BLOCK_ROWS * dimension);
        Floats tile = new Floats(BLOCK_ROWS * columns)) {
      right.put(0, gallery, 0, gallery.length);
      for (int from = 0; from < count; from += BLOCK_ROWS) {
        int size = Math.min(BLOCK_ROWS, count - from);
        left.put(0, queries, from * dimension, size * dimension);
        product.multiply(
            Operand.of(left, dimension),
            Operand.transposed(right, dimension),
            size,
            columns,
            dimension,
            1,
            0,
            new View(tile, 0, columns));
        tile.get(0, cosines, 0, size * columns);
        for (int i = 0; i < size; i++) {
          taker.take(from + i, cosines, i * columns);
        }
      }
    }
  }
}
