package org.encodertraces.neighbors;

import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.internal.Tiles;
import org.encodertraces.linalg.Floats;
import org.jspecify.annotations.Nullable;

/**
 * A block of training rows under one processing, scaled to length 1: [rows, dimension] outside the
 * heap. Loaded by the first unit of work that needs it, given back by the last.
 */
final class TrainingBlock {

  private final Rows matrix;
  private final int processing;
  private final int firstRow;
  private final int rows;
  private final Tiles memory;
  private int unitsLeft;
  private @Nullable Floats values;

  /**
   * @param units of work that will {@link #acquire} and {@link #release} it, once each
   * @param memory for [rows, dimension]
   */
  TrainingBlock(Rows matrix, int processing, int firstRow, int rows, int units, Tiles memory) {
    this.matrix = matrix;
    this.processing = processing;
    this.firstRow = firstRow;
    this.rows = rows;
    this.unitsLeft = units;
    this.memory = memory;
  }

  /** The class of the parameter that the rows are under. */
  int processing() {
    return processing;
  }

  int firstRow() {
    return firstRow;
  }

  int rows() {
    return rows;
  }

  int dimension() {
    return matrix.dimension();
  }

  /** Reads the rows before anybody needs them, so that no other unit waits for them. */
  synchronized void load() {
    if (unitsLeft > 0) {
      loaded();
    }
  }

  synchronized Floats acquire() {
    return loaded();
  }

  private Floats loaded() {
    if (values == null) {
      Floats taken = memory.take();
      matrix.readNormalized(firstRow, rows, taken.buffer());
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

  /** Rows of a matrix scaled to length 1, outside the heap. */
  static Floats normalized(Rows matrix, int firstRow, int rows) {
    Floats floats = Floats.unset(rows * matrix.dimension());
    matrix.readNormalized(firstRow, rows, floats.buffer());
    return floats;
  }
}
