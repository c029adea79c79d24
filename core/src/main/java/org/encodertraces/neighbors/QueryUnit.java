package org.encodertraces.neighbors;

import java.util.BitSet;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.internal.Tiles;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.jspecify.annotations.Nullable;

/**
 * Some queries of one processing, and the best training rows found for them so far.
 *
 * <p>Blocks may come from any thread and in any order; the lists take those of one at a time.
 */
final class QueryUnit implements AutoCloseable {

  private final Rows matrix;
  private final int test;
  private final int firstQuery;
  private final int queries;
  private final Shared shared;
  private @Nullable State state;

  /**
   * What all units of a run have in common.
   *
   * @param drawn [processings, training rows]: the seeds that drew this processing for this row, a
   *     bit each
   */
  record Shared(
      int k,
      int processings,
      ClassIndex classes,
      short[][] drawn,
      MatrixProduct product,
      int blockRows,
      Tiles tiles) {}

  /**
   * Memory of an open unit.
   *
   * @param queries [queries, dimension], scaled to length 1
   */
  private record State(Floats queries, ShortLists lists) {}

  QueryUnit(Rows matrix, int test, int firstQuery, int queries, Shared shared) {
    this.matrix = matrix;
    this.test = test;
    this.firstQuery = firstQuery;
    this.queries = queries;
    this.shared = shared;
  }

  /** Takes memory and reads the queries. */
  void open() {
    state = new State(TrainingBlock.normalized(matrix, firstQuery, queries), none());
  }

  /** Lists of nothing found yet. */
  ShortLists none() {
    return new ShortLists(
        new TopLists(queries * shared.processings(), shared.k()),
        new TopLists(queries * shared.processings(), shared.k()),
        new TopLists(queries * KnnSetups.UNIFORM_SEEDS, shared.k()));
  }

  private State opened() {
    if (state == null) {
      throw new IllegalStateException("unit is not open");
    }
    return state;
  }

  /** Compares all queries with all rows of a block. */
  void search(TrainingBlock block) {
    State opened = opened();
    int dimension = matrix.dimension();
    int rows = block.rows();
    Floats tile = shared.tiles().take();
    try {
      Floats training = block.acquire();
      try {
        shared
            .product()
            .multiply(
                Operand.of(opened.queries(), dimension),
                Operand.transposed(training, dimension),
                queries,
                rows,
                dimension,
                1,
                0,
                new View(tile, 0, rows));
      } finally {
        block.release();
      }
      synchronized (this) {
        offer(opened.lists(), block, tile);
      }
    } finally {
      shared.tiles().giveBack(tile);
    }
  }

  private void offer(ShortLists lists, TrainingBlock block, Floats tile) {
    int rows = block.rows();
    int processing = block.processing();
    int firstRow = block.firstRow();
    int[] trainClasses = shared.classes().train();
    short[] drawn = shared.drawn()[processing];
    ClassRows classRows = ClassRows.of(trainClasses, firstRow, rows, shared.classes().count());
    TileScanner scanner = new TileScanner(rows);
    for (int query = 0; query < queries; query++) {
      int own = shared.classes().val()[firstQuery + query];
      int list = query * shared.processings() + processing;
      int firstUniform = query * KnnSetups.UNIFORM_SEEDS;
      int tileRow = query * rows;
      // Rows of the own class are few and known: they need no scan.
      for (int i = classRows.start(own); i < classRows.start(own + 1); i++) {
        int column = classRows.row(i);
        lists.own().offer(list, tile.get(tileRow + column), firstRow + column);
      }
      scanner.load(tile, tileRow, rows);
      float threshold = lists.other().threshold(list);
      if (threshold == Float.NEGATIVE_INFINITY) {
        // As many besides the rows of the own class.
        int ownRows = classRows.start(own + 1) - classRows.start(own);
        threshold = scanner.reachedBy(shared.k() + ownRows);
      }
      float uniform = uniformThreshold(lists, firstUniform);
      TileScanner.Candidate candidate =
          (column, similarity) -> {
            int row = firstRow + column;
            if (trainClasses[row] != own) {
              lists.other().offer(list, similarity, row);
            }
            for (int seeds = drawn[row]; seeds != 0; seeds &= seeds - 1) {
              int seed = Integer.numberOfTrailingZeros(seeds);
              lists.uniform().offer(firstUniform + seed, similarity, row);
            }
          };
      boolean empty = uniform == Float.NEGATIVE_INFINITY;
      // Empty lists would look at all rows: the lanes' highest mostly fill them, and the rest is
      // looked at where they do not.
      float reached =
          Math.min(threshold, empty ? scanner.reachedBy(TileScanner.MOST_REACHED) : uniform);
      scanner.scan(reached, candidate);
      if (empty && uniformThreshold(lists, firstUniform) == Float.NEGATIVE_INFINITY) {
        scanner.scanBelow(reached, candidate);
      }
    }
  }

  /** What a row must reach to have a chance in any of a query's uniform lists. */
  private static float uniformThreshold(ShortLists lists, int firstUniform) {
    float lowest = Float.POSITIVE_INFINITY;
    for (int seed = 0; seed < KnnSetups.UNIFORM_SEEDS; seed++) {
      lowest = Math.min(lowest, lists.uniform().threshold(firstUniform + seed));
    }
    return lowest;
  }

  /** What was found so far; grows while the unit is searched. */
  ShortLists lists() {
    return opened().lists();
  }

  /** Lets the neighbors vote; a bit for each answer in the order of {@link #count}. */
  BitSet answers(ShortLists lists) {
    BitSet right = new BitSet();
    int at = 0;
    Vote vote = new Vote(shared.classes(), shared.k());
    for (int query = 0; query < queries; query++) {
      int own = shared.classes().val()[firstQuery + query];
      int first = query * shared.processings();
      for (int positives = 0; positives < shared.processings(); positives++) {
        for (int negatives = 0; negatives < shared.processings(); negatives++) {
          if (Tally.isCell(test, positives, negatives)) {
            int winner =
                vote.ofMerged(lists.own(), first + positives, lists.other(), first + negatives);
            right.set(at++, winner == own);
          }
        }
      }
      for (int seed = 0; seed < KnnSetups.UNIFORM_SEEDS; seed++) {
        int winner = vote.of(lists.uniform(), query * KnnSetups.UNIFORM_SEEDS + seed);
        right.set(at++, winner == own);
      }
    }
    return right;
  }

  /** Counts who was right. */
  void count(BitSet right, Tally tally) {
    int at = 0;
    for (int query = 0; query < queries; query++) {
      for (int positives = 0; positives < shared.processings(); positives++) {
        for (int negatives = 0; negatives < shared.processings(); negatives++) {
          if (Tally.isCell(test, positives, negatives)) {
            tally.count(firstQuery + query, test, positives, negatives, right.get(at++));
          }
        }
      }
      for (int seed = 0; seed < KnnSetups.UNIFORM_SEEDS; seed++) {
        tally.countUniform(firstQuery + query, test, seed, right.get(at++));
      }
    }
  }

  @Override
  public void close() {
    if (state != null) {
      state.queries().close();
      state = null;
    }
  }
}
