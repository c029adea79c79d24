package org.encodertraces.probe;

import java.util.Arrays;
import org.encodertraces.random.NumpyGenerator;

/**
 * The order in which a training takes its rows: an epoch's batches, and of each batch the parts, of
 * rows that stand one behind the other in {@link #rows}. A product takes a part.
 */
sealed interface EpochOrder {

  /** Rows of a batch, of all but the last. */
  int BATCH = 1024;

  /** Deals the next epoch. */
  void deal(NumpyGenerator random);

  /** Rows in the order of this epoch. */
  int[] rows();

  int batches();

  /** Parts of a batch at most. */
  int mostParts();

  int parts(int batch);

  /** Where a part begins in {@link #rows}. */
  int first(int batch, int part);

  /** Rows of a part. */
  int size(int batch, int part);

  /** Rows of a batch. */
  default int size(int batch) {
    int size = 0;
    for (int part = 0; part < parts(batch); part++) {
      size += size(batch, part);
    }
    return size;
  }

  /** The study's: all rows are shuffled. */
  final class OfRows implements EpochOrder {
    private final int[] rows;
    private final int batch;
    private final int partRows;

    OfRows(int count, int partRows) {
      rows = new int[count];
      Arrays.setAll(rows, i -> i);
      batch = Math.min(BATCH, count);
      this.partRows = partRows;
    }

    @Override
    public void deal(NumpyGenerator random) {
      random.shuffle(rows);
    }

    @Override
    public int[] rows() {
      return rows;
    }

    @Override
    public int batches() {
      return pieces(rows.length, batch);
    }

    @Override
    public int mostParts() {
      return pieces(batch, partRows);
    }

    @Override
    public int parts(int number) {
      return pieces(Math.min(batch, rows.length - number * batch), partRows);
    }

    @Override
    public int first(int number, int part) {
      return number * batch + part * partRows;
    }

    @Override
    public int size(int number, int part) {
      int end = Math.min(rows.length, (number + 1) * batch);
      return Math.min(partRows, end - first(number, part));
    }
  }

  /**
   * Blocks of neighbors are shuffled, of rows that {@link RowMemory} has put into a random order. A
   * batch is eight blocks; one block may be shorter, in whichever batch it comes to stand.
   */
  final class OfBlocks implements EpochOrder {
    /** Small products of so many rows OpenBLAS makes of them where they lie. */
    static final int BLOCK = 128;

    private static final int BLOCKS = BATCH / BLOCK;

    private final int[] rows;
    private final int[] blocks;

    OfBlocks(int count) {
      rows = new int[count];
      Arrays.setAll(rows, i -> i);
      blocks = new int[pieces(count, BLOCK)];
      Arrays.setAll(blocks, i -> i);
    }

    @Override
    public void deal(NumpyGenerator random) {
      random.shuffle(blocks);
    }

    @Override
    public int[] rows() {
      return rows;
    }

    @Override
    public int batches() {
      return pieces(blocks.length, BLOCKS);
    }

    @Override
    public int mostParts() {
      return Math.min(BLOCKS, blocks.length);
    }

    @Override
    public int parts(int batch) {
      return Math.min(BLOCKS, blocks.length - batch * BLOCKS);
    }

    @Override
    public int first(int batch, int part) {
      return blocks[batch * BLOCKS + part] * BLOCK;
    }

    @Override
    public int size(int batch, int part) {
      return Math.min(BLOCK, rows.length - first(batch, part));
    }
  }

  private static int pieces(int all, int size) {
    return (all + size - 1) / size;
  }
}
