package org.encodertraces.repair;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;

/** Takes vectors in memory through a repair. */
final class Repairing {

  private static final int BLOCK_ROWS = 512;

  private final MatrixProduct product;

  Repairing(MatrixProduct product) {
    this.product = product;
  }

  /** The vectors after the repair, every one of length 1. */
  HeldVectors of(HeldVectors vectors, Repair repair) {
    List<float[]> rows = new ArrayList<>();
    for (int p = 0; p < vectors.processings(); p++) {
      rows.add(of(vectors.rows().get(p), p, vectors.dimension(), repair));
    }
    return new HeldVectors(vectors.dimension(), rows, vectors.content(), vectors.contentClasses());
  }

  /**
   * Rows under one processing after the repair.
   *
   * @param stored [n * d]
   * @param processing the rows'
   */
  float[] of(float[] stored, int processing, int dimension, Repair repair) {
    float[] rows = stored.clone();
    if (repair instanceof Repair.Mapped mapped) {
      boolean unit = mapped.map().fittedOn() instanceof FittedOn.Unit;
      takeAll(unit ? Form.UNIT : Form.RAW, rows, dimension);
      rows = multiplied(rows, dimension, mapped.map());
    } else if (repair instanceof Repair.ByProcessing known) {
      takeAll(known.form(), rows, dimension);
      int from = processing * dimension;
      for (int i = 0; i < rows.length; i++) {
        int at = from + i % dimension;
        rows[i] = (float) (rows[i] * known.factors().values()[at] + known.shifts().values()[at]);
      }
    }
    takeAll(Form.UNIT, rows, dimension);
    return rows;
  }

  private static void takeAll(Form form, float[] rows, int dimension) {
    for (int from = 0; from < rows.length; from += dimension) {
      form.take(rows, from, dimension);
    }
  }

  private float[] multiplied(float[] rows, int dimension, AffineMap map) {
    int count = rows.length / dimension;
    float[] images = new float[rows.length];
    try (Floats weight = new Floats(map.weight().length);
        Floats block = new Floats(BLOCK_ROWS * dimension);
        Floats image = new Floats(BLOCK_ROWS * dimension)) {
      weight.put(0, map.weight(), 0, map.weight().length);
      for (int from = 0; from < count; from += BLOCK_ROWS) {
        int size = Math.min(BLOCK_ROWS, count - from);
        block.put(0, rows, from * dimension, size * dimension);
        FloatBuffer target = image.buffer();
        for (int i = 0; i < size; i++) {
          target.put(i * dimension, map.bias(), 0, dimension);
        }
        product.multiply(
            Operand.of(block, dimension),
            Operand.transposed(weight, dimension),
            size,
            dimension,
            dimension,
            1,
            1,
            new View(image, 0, dimension));
        image.get(0, images, from * dimension, size * dimension);
      }
    }
    return images;
  }
}
