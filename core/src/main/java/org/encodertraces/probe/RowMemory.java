package org.encodertraces.probe;

import java.util.Optional;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.random.NumpyGenerator;

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

  private final Classifier.Order order;

  private RowMemory(LabeledRows rows, Classifier.Order order, Optional<Floats> copy) {
    this.rows = rows;
    this.order = order;
    this.copy = copy;
    dimension = rows.dimension();
  }

  /**
   * Copies the rows if they fit; for an order of blocks they are put into a random order before.
   *
   * @param seed of that order
   * @param room bytes that they may take
   */
  static RowMemory of(
      LabeledRows asked, Classifier.Order order, long seed, long room, SgdTrainer.Pieces pieces)
      throws InterruptedException {
    LabeledRows rows =
        switch (order) {
          case ROWS -> asked;
          case BLOCKS -> asked.select(new NumpyGenerator(seed).permutation(asked.count()));
        };
    int dimension = rows.dimension();
    long values = (long) rows.count() * dimension;
    if (values * Float.BYTES > room || values > Integer.MAX_VALUE) {
      return new RowMemory(rows, order, Optional.empty());
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
    return new RowMemory(rows, order, Optional.of(copy));
  }

  /** The rows that are held. */
  LabeledRows rows() {
    return rows;
  }

  /** What epochs deal anew of them. */
  Classifier.Order order() {
    return order;
  }

  /** One thread's way to the rows, for up to {@code most} at a time. */
  Reader reader(int most) {
    return new Reader(most);
  }

  /** Brings rows together; what it gives is valid until it is asked again. */
  final class Reader implements AutoCloseable {
    private final Floats gathered;
    private final float[] scratch = new float[dimension];

    /** What was read ahead, of no meaning: a value that nobody takes, the JIT does not read. */
    @SuppressWarnings("UnusedVariable")
    private float touched;

    private Reader(int most) {
      gathered = Floats.unset(inPlace() ? 0 : most * dimension);
    }

    /** Blocks are used where they lie, which saves their copy. */
    private boolean inPlace() {
      return order == Classifier.Order.BLOCKS && copy.isPresent();
    }

    /** Rows {@code order[from … from + count)}, not scaled: [count, dimension]. */
    View read(int[] order, int from, int count) {
      if (inPlace()) {
        Floats source = copy.orElseThrow();
        touched = source.bring(from * dimension, count * dimension);
        return new View(source, from * dimension, dimension);
      }
      if (copy.isPresent()) {
        gather(copy.get(), order, from, count);
      } else {
        for (int i = 0; i < count; i++) {
          rows.copy(order[from + i], gathered.buffer(), i * dimension, scratch);
        }
      }
      return new View(gathered, 0, dimension);
    }

    private void gather(Floats source, int[] order, int from, int count) {
      float ahead = 0;
      for (int i = 0; i < count; i++) {
        if (i + AHEAD < count) {
          ahead += touch(source, order[from + i + AHEAD] * dimension);
        }
        gathered.put(i * dimension, source, order[from + i] * dimension, dimension);
      }
      touched = ahead;
    }

    /** Reads where a row begins and where its second kilobyte does, if it has one. */
    private float touch(Floats source, int first) {
      return dimension > KILOBYTE
          ? source.get(first) + source.get(first + KILOBYTE)
          : source.get(first);
    }

    @Override
    public void close() {
      gathered.close();
    }
  }

  @Override
  public void close() {
    copy.ifPresent(Floats::close);
  }
}
