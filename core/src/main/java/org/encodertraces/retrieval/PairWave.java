package org.encodertraces.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.Progress;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.Tiles;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.jspecify.annotations.Nullable;

/**
 * Some queries of one type of camera, once through both galleries: which photo, if only one, keeps
 * each positive from coming first.
 *
 * <p>Units and blocks are cut by size alone, so a cosine has the same bits whatever the number of
 * threads; what a query keeps of a gallery, its two nearest strangers, depends on no order.
 */
final class PairWave {

  /** Queries of one product. */
  private static final int UNIT_QUERIES = 512;

  /** Rows of a gallery in one product. */
  private static final int BLOCK_ROWS = 8192;

  private PairWave() {}

  /** What progress counts: products. */
  static long steps(int pairs, int queries) {
    return 2L * blocks(pairs) * units(queries);
  }

  private static int blocks(int pairs) {
    return (pairs + BLOCK_ROWS - 1) / BLOCK_ROWS;
  }

  private static int units(int queries) {
    return (queries + UNIT_QUERIES - 1) / UNIT_QUERIES;
  }

  /**
   * The rivals of {@code queries[first … first + count)}.
   *
   * @param own photos of the queries' type, by pair; {@code other} those of the other
   * @return [2][count]: among {@code own}, among {@code other}, each a pair, {@link
   *     PairRetrieval#NONE} or {@link PairRetrieval#SEVERAL}
   */
  static int[][] rivals(
      Rows own, Rows other, int[] queries, int first, int count, Engine engine, Progress.Task task)
      throws InterruptedException {
    List<Unit> units = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    int queriesOfUnit = Math.min(UNIT_QUERIES, count);
    int rowsOfBlock = Math.min(BLOCK_ROWS, own.count());
    try (Tiles tiles = new Tiles(Math.multiplyExact(queriesOfUnit, rowsOfBlock));
        Tiles memory = new Tiles(Math.multiplyExact(rowsOfBlock, own.dimension()))) {
      for (int from = first; from < first + count; from += UNIT_QUERIES) {
        int to = Math.min(from + UNIT_QUERIES, first + count);
        units.add(new Unit(own, Arrays.copyOfRange(queries, from, to)));
      }
      for (int from = 0; from < own.count(); from += BLOCK_ROWS) {
        int rows = Math.min(BLOCK_ROWS, own.count() - from);
        blocks.add(new Block(own, from, rows, false, units.size(), memory));
        blocks.add(new Block(other, from, rows, true, units.size(), memory));
      }
      engine
          .workers()
          .run(
              blocks.size() * units.size(),
              i -> {
                units
                    .get(i % units.size())
                    .compare(blocks.get(i / units.size()), engine.product(), tiles);
                task.step(1);
              });
      int[][] rivals = new int[2][count];
      for (int unit = 0; unit < units.size(); unit++) {
        units.get(unit).rivals(rivals, unit * UNIT_QUERIES);
      }
      return rivals;
    } finally {
      units.forEach(Unit::close);
    }
  }

  /** Rows of a gallery, scaled to length 1; loaded by the first unit, given back by the last. */
  private static final class Block {
    private final Rows gallery;
    private final int from;
    private final int rows;
    private final boolean ofOther;
    private final Tiles memory;
    private int unitsLeft;
    private @Nullable Floats values;

    Block(Rows gallery, int from, int rows, boolean ofOther, int units, Tiles memory) {
      this.gallery = gallery;
      this.from = from;
      this.rows = rows;
      this.ofOther = ofOther;
      unitsLeft = units;
      this.memory = memory;
    }

    synchronized Floats acquire() {
      if (values == null) {
        Floats taken = memory.take();
        gallery.readNormalized(from, rows, taken.buffer());
        values = taken;
      }
      return values;
    }

    synchronized void release() {
      unitsLeft--;
      if (unitsLeft == 0 && values != null) {
        memory.giveBack(values);
        values = null;
      }
    }
  }

  /** Queries of one product, and the nearest strangers found for them so far. */
  private static final class Unit implements AutoCloseable {
    private final int[] pairs;
    private final int dimension;
    private final Floats queries;

    /** To the query's own photo in the other gallery. */
    private final float[] positive;

    private final Nearest inOwn;
    private final Nearest inOther;

    Unit(Rows own, int[] pairs) {
      this.pairs = pairs;
      dimension = own.dimension();
      queries = Floats.unset(Math.multiplyExact(pairs.length, dimension));
      float[] row = new float[dimension];
      for (int i = 0; i < pairs.length; i++) {
        own.readNormalized(pairs[i], row, 0);
        queries.put(i * dimension, row, 0, dimension);
      }
      positive = new float[pairs.length];
      inOwn = new Nearest(pairs.length);
      inOther = new Nearest(pairs.length);
    }

    synchronized void compare(Block block, MatrixProduct product, Tiles tiles) {
      Floats tile = tiles.take();
      try {
        Floats gallery = block.acquire();
        try {
          product.multiply(
              Operand.of(queries, dimension),
              Operand.transposed(gallery, dimension),
              pairs.length,
              block.rows,
              dimension,
              1,
              0,
              new View(tile, 0, block.rows));
        } finally {
          block.release();
        }
        float[] row = new float[block.rows];
        for (int i = 0; i < pairs.length; i++) {
          tile.get(i * block.rows, row, 0, block.rows);
          int own = pairs[i] - block.from;
          if (block.ofOther && own >= 0 && own < block.rows) {
            positive[i] = row[own];
          }
          (block.ofOther ? inOther : inOwn).offer(i, row, block.from, own);
        }
      } finally {
        tiles.giveBack(tile);
      }
    }

    void rivals(int[][] target, int offset) {
      for (int i = 0; i < pairs.length; i++) {
        target[0][offset + i] = inOwn.rival(i, positive[i]);
        target[1][offset + i] = inOther.rival(i, positive[i]);
      }
    }

    @Override
    public void close() {
      queries.close();
    }
  }

  /** The two highest cosines to photos of other subjects, and whose the highest is. */
  private static final class Nearest {
    private final float[] highest;
    private final float[] second;
    private final int[] pair;

    Nearest(int queries) {
      highest = new float[queries];
      second = new float[queries];
      pair = new int[queries];
      Arrays.fill(highest, Float.NEGATIVE_INFINITY);
      Arrays.fill(second, Float.NEGATIVE_INFINITY);
    }

    /** Takes a block's cosines; that at {@code own} is the query's own subject's. */
    void offer(int query, float[] cosines, int from, int own) {
      float best = highest[query];
      float next = second[query];
      int of = pair[query];
      for (int i = 0; i < cosines.length; i++) {
        // One comparison a cosine: nearly all lie below the second.
        if (cosines[i] > next && i != own) {
          if (cosines[i] > best) {
            next = best;
            best = cosines[i];
            of = from + i;
          } else {
            next = cosines[i];
          }
        }
      }
      highest[query] = best;
      second[query] = next;
      pair[query] = of;
    }

    int rival(int query, float positive) {
      if (highest[query] < positive) {
        return PairRetrieval.NONE;
      }
      return second[query] < positive ? pair[query] : PairRetrieval.SEVERAL;
    }
  }
}
