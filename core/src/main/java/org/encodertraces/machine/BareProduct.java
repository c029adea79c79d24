package org.encodertraces.machine;

import java.util.Arrays;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;

/**
 * A search's product of matrices and nothing else, of one thread: [left, dimension] by [dimension,
 * right] of ones, into the same memory again and again.
 */
public final class BareProduct implements AutoCloseable {

  private final MatrixProduct product;
  private final int left;
  private final int right;
  private final int dimension;
  private final Floats leftRows;
  private final Floats rightRows;
  private final Floats result;

  /**
   * Takes the memory.
   *
   * @param left rows, such as queries
   * @param right rows, such as those of a block that is searched
   */
  public BareProduct(MatrixProduct product, int left, int right, int dimension) {
    this.product = product;
    this.left = left;
    this.right = right;
    this.dimension = dimension;
    leftRows = ones(Math.multiplyExact(left, dimension));
    rightRows = ones(Math.multiplyExact(right, dimension));
    result = new Floats(Math.multiplyExact(left, right));
  }

  /** Multiplies so many times. */
  public void run(int times) {
    for (int i = 0; i < times; i++) {
      product.multiply(
          Operand.of(leftRows, dimension),
          Operand.transposed(rightRows, dimension),
          left,
          right,
          dimension,
          1,
          0,
          new View(result, 0, right));
    }
  }

  /** Floating-point operations of one product. */
  double operations() {
    return 2.0 * left * right * dimension;
  }

  /** Memory that is written to, so that its pages are there. */
  static Floats ones(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 1);
    Floats floats = Floats.unset(length);
    floats.put(0, values, 0, length);
    return floats;
  }

  @Override
  public void close() {
    leftRows.close();
    rightRows.close();
    result.close();
  }
}
