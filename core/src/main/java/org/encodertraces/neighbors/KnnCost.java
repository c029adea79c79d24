package org.encodertraces.neighbors;

import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;

/**
 * What a search for the set-ups will take on this machine, by one of its products.
 *
 * @param queries query photos, each under every processing
 * @param trainPhotos each under every processing
 * @param processings of both; of pairs, the two types of camera
 * @param secondsOfQuery for one query photo
 */
public record KnnCost(int queries, int trainPhotos, int processings, double secondsOfQuery) {

  /** What reading, scaling and choosing take beside the products (PERFORMANCE.md). */
  private static final double BESIDE_PRODUCTS = 1.2;

  private static final double NANOS = 1e-9;

  /** Takes one product, the second of two, on this thread. */
  public static KnnCost of(ParameterEmbeddings embeddings, MatrixProduct product, int threads) {
    double seconds = secondsOfProduct(embeddings.dimension(), product);
    double products =
        (double) embeddings.classes()
            * embeddings.classes()
            * embeddings.trainRows()
            / KnnSetups.BLOCK_ROWS
            / KnnSetups.UNIT_QUERIES;
    return new KnnCost(
        embeddings.valRows(),
        embeddings.trainRows(),
        embeddings.classes(),
        products * seconds * BESIDE_PRODUCTS / threads);
  }

  /** Of pairs whose photos each ask in two galleries. */
  public static KnnCost ofPairs(
      int queries, int pairs, int dimension, MatrixProduct product, int threads) {
    double products = 4.0 * pairs / KnnSetups.BLOCK_ROWS / KnnSetups.UNIT_QUERIES;
    double seconds = secondsOfProduct(dimension, product);
    return new KnnCost(queries, pairs, 2, products * seconds * BESIDE_PRODUCTS / threads);
  }

  /** For all queries. */
  public double seconds() {
    return queries * secondsOfQuery;
  }

  private static double secondsOfProduct(int dimension, MatrixProduct product) {
    int queries = KnnSetups.UNIT_QUERIES;
    int rows = KnnSetups.BLOCK_ROWS;
    try (Floats a = new Floats(queries * dimension);
        Floats b = new Floats(rows * dimension);
        Floats tile = new Floats(queries * rows)) {
      long began = 0;
      for (int round = 0; round < 2; round++) {
        began = System.nanoTime();
        product.multiply(
            Operand.of(a, dimension),
            Operand.transposed(b, dimension),
            queries,
            rows,
            dimension,
            1,
            0,
            new View(tile, 0, rows));
      }
      return (System.nanoTime() - began) * NANOS;
    }
  }
}
