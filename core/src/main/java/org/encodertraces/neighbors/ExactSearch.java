package org.encodertraces.neighbors;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;

/**
 * The k nearest rows by cosine similarity, exactly: blocks of products, of which {@link
 * TileScanner} keeps what reaches the k-th best so far.
 */
public final class ExactSearch {

  private static final int BLOCK_ROWS = 1024;
  private static final int UNIT_QUERIES = 512;

  private ExactSearch() {}

  /**
   * Searches {@code training} for every row of {@code queries}.
   *
   * @throws UsageException when k is not between 1 and the number of training rows
   */
  public static NeighborLists search(Rows queries, Rows training, int k, Engine engine)
      throws InterruptedException {
    TopLists.requireK(k, training.count());
    int units = (queries.count() + UNIT_QUERIES - 1) / UNIT_QUERIES;
    int blocks = (training.count() + BLOCK_ROWS - 1) / BLOCK_ROWS;
    TopLists lists = new TopLists(queries.count(), k);
    TrainingBlock[] trainingBlocks = new TrainingBlock[blocks];
    for (int block = 0; block < blocks; block++) {
      int first = block * BLOCK_ROWS;
      trainingBlocks[block] =
          new TrainingBlock(
              training, 0, first, Math.min(BLOCK_ROWS, training.count() - first), units);
    }
    AtomicReferenceArray<Floats> normalized = new AtomicReferenceArray<>(units);
    try (Tiles tiles = new Tiles(UNIT_QUERIES * BLOCK_ROWS)) {
      engine
          .workers()
          .run(
              units,
              unit ->
                  normalized.set(
                      unit,
                      TrainingBlock.normalized(
                          queries, unit * UNIT_QUERIES, count(queries.count(), unit))));
      Object[] locks = new Object[units];
      Arrays.setAll(locks, i -> new Object());
      engine
          .workers()
          .run(
              blocks * units,
              i -> {
                int unit = i % units;
                synchronized (locks[unit]) {
                  compare(
                      normalized.get(unit),
                      unit * UNIT_QUERIES,
                      count(queries.count(), unit),
                      trainingBlocks[i / units],
                      training.dimension(),
                      lists,
                      engine.product(),
                      tiles);
                }
              });
    } finally {
      for (int unit = 0; unit < units; unit++) {
        Floats floats = normalized.get(unit);
        if (floats != null) {
          floats.close();
        }
      }
    }
    int[] rows = new int[queries.count() * k];
    float[] similarities = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = lists.row(i / k, i % k);
      similarities[i] = lists.similarity(i / k, i % k);
    }
    return new NeighborLists(queries.count(), k, rows, similarities);
  }

  private static int count(int rows, int unit) {
    return Math.min(UNIT_QUERIES, rows - unit * UNIT_QUERIES);
  }

  private static void compare(
      Floats queries,
      int firstQuery,
      int count,
      TrainingBlock block,
      int dimension,
      TopLists lists,
      MatrixProduct product,
      Tiles tiles) {
    int rows = block.rows();
    Floats tile = tiles.take();
    try {
      Floats training = block.acquire();
      try {
        product.multiply(
            Operand.of(queries, dimension),
            Operand.transposed(training, dimension),
            count,
            rows,
            dimension,
            1,
            0,
            new View(tile, 0, rows));
      } finally {
        block.release();
      }
      TileScanner scanner = new TileScanner(rows);
      for (int query = 0; query < count; query++) {
        int list = firstQuery + query;
        scanner.load(tile, query * rows, rows);
        float threshold = lists.threshold(list);
        scanner.scan(
            threshold == Float.NEGATIVE_INFINITY ? scanner.reachedBy(lists.k()) : threshold,
            (column, similarity) -> lists.offer(list, similarity, block.firstRow() + column));
      }
    } finally {
      tiles.giveBack(tile);
    }
  }
}
