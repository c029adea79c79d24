package org.encodertraces.machine;

import java.util.Arrays;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.random.NumpyGenerator;

/**
 * What one core can do at best, while nothing else of this program runs.
 *
 * @param products floating-point operations a second in large products of matrices
 * @param copies bytes a second of rows of 2 kB that are copied in order
 * @param randomCopies the same of rows in random order
 */
public record Roofs(double products, double copies, double randomCopies) {

  private static final int DIMENSION = 512;
  private static final int LEFT_ROWS = 512;
  private static final int RIGHT_ROWS = 8192;
  private static final int PRODUCTS = 8;

  /** Rows that no cache holds: 100 MB. */
  private static final int ROWS = 50_000;

  /** Rows that a core's own cache holds. */
  private static final int NEAR_ROWS = 128;

  private static final int TRIES = 3;

  /** Measures on the calling thread, the best of three tries each; takes about a second. */
  public static Roofs measure(MatrixProduct product) {
    double products = 0;
    double copies = 0;
    double randomCopies = 0;
    int[] order = new int[ROWS];
    Arrays.setAll(order, i -> i);
    int[] shuffled = order.clone();
    new NumpyGenerator(1).shuffle(shuffled);
    try (BareProduct bare = new BareProduct(product, LEFT_ROWS, RIGHT_ROWS, DIMENSION);
        Floats rows = BareProduct.ones(ROWS * DIMENSION);
        Floats near = new Floats(NEAR_ROWS * DIMENSION)) {
      for (int i = 0; i < TRIES; i++) {
        products = Math.max(products, products(bare));
        copies = Math.max(copies, copies(rows, near, order));
        randomCopies = Math.max(randomCopies, copies(rows, near, shuffled));
      }
    }
    return new Roofs(products, copies, randomCopies);
  }

  private static double products(BareProduct bare) {
    double start = ProcessorTime.ofThread();
    bare.run(PRODUCTS);
    return PRODUCTS * bare.operations() / ProcessorTime.since(start);
  }

  private static double copies(Floats rows, Floats near, int[] order) {
    double start = ProcessorTime.ofThread();
    for (int i = 0; i < order.length; i++) {
      near.put(i % NEAR_ROWS * DIMENSION, rows, order[i] * DIMENSION, DIMENSION);
    }
    return (double) order.length * DIMENSION * Float.BYTES / ProcessorTime.since(start);
  }
}
