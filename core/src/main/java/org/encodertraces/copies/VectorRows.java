package org.encodertraces.copies;

import java.io.IOException;
import java.nio.file.Path;
import org.encodertraces.InputException;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.vectors.VectorFile;

/** Vectors of a user's own index, as rows of length 1. */
public final class VectorRows {

  private VectorRows() {}

  /**
   * How many vectors a file has.
   *
   * @throws InputException when it is no file of vectors
   */
  public static long count(Path file) throws IOException {
    return VectorFile.open(file).rows();
  }

  /**
   * Reads a file's vectors.
   *
   * @throws InputException when it is no file of vectors, is larger than a matrix can be, or a
   *     vector has no direction
   */
  public static UnitRows read(Path file) throws IOException {
    VectorFile vectors = VectorFile.open(file);
    if (vectors.rows() * vectors.dimension() > Integer.MAX_VALUE - 8L) {
      throw new InputException(
          "%s: %,d vectors of %,d values; at most %,d values are compared"
              .formatted(file, vectors.rows(), vectors.dimension(), (long) Integer.MAX_VALUE - 8));
    }
    UnitRows rows = new UnitRows((int) vectors.rows(), vectors.dimension());
    try {
      vectors.read(
          (first, count, values) -> {
            for (int i = 0; i < count; i++) {
              if (!rows.put((int) first + i, values, i * vectors.dimension())) {
                throw new InputException(
                    "%s: vector %,d (counted from 0) holds NaN, infinities or only zeros"
                        .formatted(file, first + i));
              }
            }
          });
      return rows;
    } catch (IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
  }
}
