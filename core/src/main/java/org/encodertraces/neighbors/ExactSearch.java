package org.encodertraces.neighbors;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.Tiles;
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
  private static final int UNIT_QUERIES = 1024;

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
    AtomicReferenceArray<Floats> normalized = new AtomicReferenceArray<>(units);
    try (Tiles tiles = new Tiles(UNIT_QUERIES * BLOCK_ROWS);
        Tiles rowMemory = new Tiles(Math.multiplyExact(BLOCK_ROWS, training.dimension()))) {
      for (int block = 0; block < blocks; block++) {
        int first = block * BLOCK_ROWS;
        int size = Math.min(BLOCK_ROWS, training.count() - first);
        trainingBlocks[block] = new TrainingBlock(training, 0, first, size, units, rowMemory);
      }
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
      // The first piece of each block reads the next block's rows.
      int pieces = units + 1;
      engine
          .workers()
          .run(
              Math.multiplyExact(blocks, pieces),
              i -> {
                int block = i / pieces;
                int unit = i % pieces - 1;
                if (unit >= 0) {
                  compare(
                      normalized.get(unit),
                      unit * UNIT_QUERIES,
                      count(queries.count(), unit),
                      trainingBlocks[block],
                      new Found(lists, locks[unit]),
                      engine.product(),
                      tiles);
                } else if (block + 1 < blocks) {
                  trainingBlocks[block + 1].load();
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

  /** Where a unit's neighbors are kept, which one thread at a time may do. */
  private record Found(TopLists lists, Object lock) {}

  private static void compare(
      Floats queries,
      int firstQuery,
      int count,
      TrainingBlock block,
      Found found,
      MatrixProduct product,
      Tiles tiles) {
    int rows = block.rows();
    int dimension = block.dimension();
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
      synchronized (found.lock()) {
        offer(found.lists(), firstQuery, count, block, tile);
      }
    } finally {
      tiles.giveBack(tile);
    }
  }

  private static void offer(
      TopLists lists, int firstQuery, int count, TrainingBlock block, Floats tile) {
    int rows = block.rows();
    TileScanner scanner = new TileScanner(rows);
    for (int query = 0; query < count; query++) {
      int list = firstQuery + query;
      scanner.load(tile, query * rows, rows);
      float threshold = lists.threshold(list);
      scanner.scan(
          threshold == Float.NEGATIVE_INFINITY ? scanner.reachedBy(lists.k()) : threshold,
          (column, similarity) -> lists.offer(list, similarity, block.firstRow() + column));
    }
  }
}
