package org.encodertraces.engine.internal;

import java.util.function.Supplier;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.linalg.internal.UnitRows;

/**
 * The cosines of all rows with all others, block by block: what a reader sees is one row at a time,
 * and memory is that of a block a thread, whatever the number of rows.
 *
 * <p>Blocks are cut by the number of rows alone, so every cosine has the same bits whatever the
 * number of threads.
 */
public final class CosineBlocks {

  /** Rows of a block at most, and floats of its product: 16 MB. */
  private static final int MOST_ROWS = 256;

  private static final int MOST_FLOATS = 4 << 20;

  private CosineBlocks() {}

  /** Takes the rows of one block; each block has its own. */
  public interface Reader {
    /**
     * Takes a row.
     *
     * @param row of the left rows
     * @param first column that is there
     * @param cosines to the right rows {@code first} …, at [0 … count); valid during the call
     */
    void take(int row, int first, float[] cosines, int count);

    /** Called when the block's rows have all been taken, still on its thread. */
    void done();
  }

  /** All cosines of {@code left} with {@code right}. */
  public static void all(UnitRows left, UnitRows right, Engine engine, Supplier<Reader> readers)
      throws InterruptedException {
    stream(left, right, false, engine, readers);
  }

  /**
   * The cosines of rows among themselves, each pair of different rows once: a row sees those behind
   * it.
   */
  public static void pairs(UnitRows rows, Engine engine, Supplier<Reader> readers)
      throws InterruptedException {
    stream(rows, rows, true, engine, readers);
  }

  private static void stream(
      UnitRows left, UnitRows right, boolean behind, Engine engine, Supplier<Reader> readers)
      throws InterruptedException {
    if (left.dimension() != right.dimension()) {
      throw new IllegalArgumentException(
          "rows of %d and of %d values: expected as many"
              .formatted(left.dimension(), right.dimension()));
    }
    int columns = Math.max(1, right.rows());
    int height = Math.max(1, Math.min(MOST_ROWS, MOST_FLOATS / columns));
    int blocks = (left.rows() + height - 1) / height;
    int dimension = left.dimension();
    engine
        .workers()
        .run(
            blocks,
            block -> {
              int from = block * height;
              int count = Math.min(height, left.rows() - from);
              int firstColumn = behind ? from : 0;
              int width = right.rows() - firstColumn;
              Reader reader = readers.get();
              float[] row = new float[width];
              try (Floats tile = Floats.unset(Math.multiplyExact(count, width))) {
                engine
                    .product()
                    .multiply(
                        new Operand(new View(left.floats(), from * dimension, dimension), false),
                        new Operand(
                            new View(right.floats(), firstColumn * dimension, dimension), true),
                        count,
                        width,
                        dimension,
                        1,
                        0,
                        new View(tile, 0, width));
                for (int i = 0; i < count; i++) {
                  int skipped = behind ? i + 1 : 0;
                  tile.get(i * width + skipped, row, 0, width - skipped);
                  reader.take(from + i, firstColumn + skipped, row, width - skipped);
                }
              }
              reader.done();
            });
  }
}
