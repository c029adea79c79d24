package org.encodertraces.probe;

import java.util.Optional;
import org.encodertraces.linalg.Floats;

/**
 * Rows that a training reads hundreds of times in random order, as they are stored.
 *
 * <p>Where there is room they are copied once into memory of their own, one behind the other: a
 * random row of it costs a third of one from the mapped files of all classes, of whose pages a
 * training needs some rows here and there (PERFORMANCE.md).
 */
final class RowMemory implements AutoCloseable {

  /** Rows that one piece of work copies. */
  private static final int PIECE = 4096;

  /** A row is touched so many rows before it is copied: memory then has time to bring it. */
  private static final int AHEAD = 4;

  private static final int KILOBYTE = 1024 / Float.BYTES;

  private final LabeledRows rows;
  private final int dimension;
  private final Optional<Floats> copy;

  private RowMemory(LabeledRows rows, Optional<Floats> copy) {
    this.rows = rows;
    this.copy = copy;
    dimension = rows.dimension();
  }

  /**
   * Copies the rows if they fit.
   *
   * @param room bytes that they may take
   */
  static RowMemory of(LabeledRows rows, long room, SgdTrainer.Pieces pieces)
      throws InterruptedException {
    int dimension = rows.dimension();
    long values = (long) rows.count() * dimension;
    if (values * Float.BYTES > room || values > Integer.MAX_VALUE) {
      return new RowMemory(rows, Optional.empty());
    }
    Floats copy = Floats.unset((int) values);
    try {
      pieces.run(
          (rows.count() + PIECE - 1) / PIECE,
          piece -> {
            float[] scratch = new float[dimension];
            int end = Math.min(rows.count(), (piece + 1) * PIECE);
            for (int row = piece * PIECE; row < end; row++) {
              rows.copy(row, copy.buffer(), row * dimension, scratch);
            }
          });
    } catch (InterruptedException | RuntimeException | Error e) {
      copy.close();
      throw e;
    }
    return new RowMemory(rows, Optional.of(copy));
  }

  /** The rows that are held. */
  LabeledRows rows() {
    return rows;
  }

  /**
   * Copies rows {@code order[from … from + count)} to the start of {@code target}.
   *
   * @return what was read ahead, of no meaning: a value that nobody takes, the JIT does not read
   */
  float gather(int[] order, int from, int count, Floats target) {
    if (copy.isPresent()) {
      Floats source = copy.get();
      float touched = 0;
      for (int i = 0; i < count; i++) {
        if (i + AHEAD < count) {
          touched += touch(source, order[from + i + AHEAD] * dimension);
        }
        target.put(i * dimension, source, order[from + i] * dimension, dimension);
      }
      return touched;
    }
    float[] scratch = new float[dimension];
    for (int i = 0; i < count; i++) {
      rows.copy(order[from + i], target.buffer(), i * dimension, scratch);
    }
    return 0;
  }

  /** Reads where a row begins and where its second kilobyte does, if it has one. */
  private float touch(Floats source, int first) {
    return dimension > KILOBYTE
        ? source.get(first) + source.get(first + KILOBYTE)
        : source.get(first);
  }

  @Override
  public void close() {
    copy.ifPresent(Floats::close);
  }
}
