package org.encodertraces.linalg;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** The same products in plain Java, for platforms without OpenBLAS and to check it by. */
public final class JavaProduct implements MatrixProduct {

  @Override
  public void multiply(Operand a, Operand b, int m, int n, int k, float alpha, float beta, View c) {
    // Factors on the heap, the right one with its k axis outermost: the inner loop then walks rows
    // of
    // b and c side by side, which the JIT vectorizes.
    float[] right = rows(b, k, n);
    float[] left = rows(a, m, k);
    FloatBuffer out = c.floats().buffer();
    float[] row = new float[n];
    for (int i = 0; i < m; i++) {
      int start = c.offset() + i * c.rowStride();
      if (beta == 0) {
        Arrays.fill(row, 0);
      } else {
        out.get(start, row, 0, n);
        for (int j = 0; j < n; j++) {
          row[j] *= beta;
        }
      }
      for (int l = 0; l < k; l++) {
        float factor = alpha * left[i * k + l];
        int from = l * n;
        for (int j = 0; j < n; j++) {
          row[j] += factor * right[from + j];
        }
      }
      out.put(start, row, 0, n);
    }
  }

  @Override
  public String describe() {
    return "plain Java";
  }

  /** op(x) as a dense [rows, columns] heap array. */
  private static float[] rows(Operand operand, int rows, int columns) {
    View view = operand.view();
    FloatBuffer values = view.floats().buffer();
    float[] dense = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at =
            operand.transposed()
                ? view.offset() + j * view.rowStride() + i
                : view.offset() + i * view.rowStride() + j;
        dense[i * columns + j] = values.get(at);
      }
    }
    return dense;
  }
}
