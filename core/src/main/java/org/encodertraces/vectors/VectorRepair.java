package org.encodertraces.vectors;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.engine.Workers;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;

/**
 * x → L2(Wx + b) on a block of rows. A row of zeros, which has no direction, stays one, as it does
 * in every experiment.
 *
 * <p>Products are cut into pieces of a fixed number of rows, so that the bytes do not depend on the
 * number of threads.
 */
public final class VectorRepair implements VectorFile.Block, AutoCloseable {

  private static final int PIECE_ROWS = 256;

  /** Room for the last digits of a length that others computed in float32. */
  private static final double SLACK = 1e-6;

  private final AffineMap map;
  private final Path file;
  private final MatrixProduct product = MatrixProduct.best();
  private final Workers workers;
  private final Floats weight;
  private final Floats in;
  private final Floats out;
  private final int capacity;
  private long zeroRows;

  /**
   * What was done.
   *
   * @param zeroRows of them rows of zeros, which stayed as they were
   */
  public record Outcome(long rows, long zeroRows) {}

  private VectorRepair(AffineMap map, Path file, int capacity, int threads) {
    this.map = map;
    this.file = file;
    this.capacity = capacity;
    int d = map.dimension();
    weight = new Floats(d * d);
    weight.put(0, map.weight(), 0, d * d);
    in = new Floats(capacity * d);
    out = new Floats(capacity * d);
    workers = new Workers(threads);
  }

  /**
   * Writes the repaired vectors of a file into another, whole or not at all.
   *
   * @param target whose ending says its form
   * @throws InputException when a vector is not finite, or outside of what the map was fitted on
   */
  public static Outcome apply(
      AffineMap map, VectorFile source, Path target, int threads, Progress progress)
      throws IOException {
    if (source.dimension() != map.dimension()) {
      throw new InputException(
          "%s: vectors of %d values; the repair takes %d"
              .formatted(source.file(), source.dimension(), map.dimension()));
    }
    VectorFormat format =
        VectorFormat.of(target)
            .orElseThrow(
                () ->
                    new InputException(
                        "%s: expected a name that ends in %s"
                            .formatted(target, String.join(", ", VectorFormat.endings()))));
    int capacity = RawRows.rowsPerBlock(source.dimension());
    try (VectorRepair repair = new VectorRepair(map, source.file(), capacity, threads);
        Progress.Task task =
            progress.start(
                String.format(Locale.ROOT, "repair %,d vectors", source.rows()), source.rows())) {
      format.write(
          source,
          target,
          (first, count, values) -> {
            repair.take(first, count, values);
            task.step(count);
          });
      return new Outcome(source.rows(), repair.zeroRows);
    }
  }

  @Override
  public void take(long first, int count, float[] values) throws IOException {
    if (count > capacity) {
      throw new IllegalArgumentException("%d rows; room for %d".formatted(count, capacity));
    }
    int d = map.dimension();
    boolean[] isZero = new boolean[count];
    for (int row = 0; row < count; row++) {
      isZero[row] = prepare(first + row, values, row * d);
    }
    int pieces = (count + PIECE_ROWS - 1) / PIECE_ROWS;
    try {
      workers.run(pieces, piece -> map(piece, count, values, isZero));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /**
   * Looks at a vector, and scales it where the map wants it so.
   *
   * @return whether it is all zeros
   */
  private boolean prepare(long row, float[] values, int from) {
    double length = length(values, from);
    if (!Double.isFinite(length)) {
      throw new InputException(
          "%s: row %d holds NaN or an infinity; expected finite values".formatted(file, row));
    }
    if (length == 0) {
      zeroRows++;
      return true;
    }
    if (map.fittedOn() instanceof FittedOn.Raw raw) {
      if (length < raw.lowest() * (1 - SLACK) || length > raw.highest() * (1 + SLACK)) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s: row %d has length %.6g; the repair was fitted on vectors as stored, of lengths"
                    + " %.6g to %.6g (are these normalized, or another encoder's?)",
                file,
                row,
                length,
                raw.lowest(),
                raw.highest()));
      }
    } else {
      scale(values, from, length);
    }
    return false;
  }

  private void map(int piece, int count, float[] values, boolean[] isZero) {
    int d = map.dimension();
    int firstRow = piece * PIECE_ROWS;
    int rows = Math.min(PIECE_ROWS, count - firstRow);
    int at = firstRow * d;
    in.put(at, values, at, rows * d);
    product.multiply(
        new Operand(new View(in, at, d), false),
        Operand.transposed(weight, d),
        rows,
        d,
        d,
        1,
        0,
        new View(out, at, d));
    out.get(at, values, at, rows * d);
    for (int row = firstRow; row < firstRow + rows; row++) {
      int from = row * d;
      if (isZero[row]) {
        Arrays.fill(values, from, from + d, 0);
        continue;
      }
      for (int i = 0; i < d; i++) {
        values[from + i] += map.bias()[i];
      }
      scale(values, from, length(values, from));
    }
  }

  private double length(float[] values, int from) {
    double sum = 0;
    for (int i = from; i < from + map.dimension(); i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  private void scale(float[] values, int from, double length) {
    if (length > 0) {
      float factor = (float) (1 / length);
      for (int i = from; i < from + map.dimension(); i++) {
        values[i] *= factor;
      }
    }
  }

  @Override
  public void close() {
    workers.close();
    weight.close();
    in.close();
    out.close();
  }
}
