package org.encodertraces.linalg;

/**
 * Products of row-major float32 matrices.
 *
 * <p>Calls run on the calling thread alone: work is split above this gateway into units whose size
 * does not depend on the number of threads, so that results do not either.
 */
public sealed interface MatrixProduct permits OpenBlas, JavaProduct {

  /** A matrix inside a {@link Floats}: {@code rowStride} floats lie between the starts of rows. */
  record View(Floats floats, int offset, int rowStride) {}

  /**
   * {@code c = alpha * op(a) * op(b) + beta * c}, where op(x) is x or its transpose.
   *
   * @param m rows of op(a) and c
   * @param n columns of op(b) and c
   * @param k columns of op(a), rows of op(b)
   */
  void multiply(Operand a, Operand b, int m, int n, int k, float alpha, float beta, View c);

  /** What computes: the library and its version, and the kernel where one was asked for. */
  String describe();

  /** A factor, as stored or transposed. */
  record Operand(View view, boolean transposed) {
    public static Operand of(Floats floats, int rowStride) {
      return new Operand(new View(floats, 0, rowStride), false);
    }

    public static Operand transposed(Floats floats, int rowStride) {
      return new Operand(new View(floats, 0, rowStride), true);
    }
  }

  /** OpenBLAS where its native library loads, else {@link JavaProduct}. */
  static MatrixProduct best() {
    try {
      return new OpenBlas();
    } catch (LinkageError e) {
      return new JavaProduct();
    }
  }
}
