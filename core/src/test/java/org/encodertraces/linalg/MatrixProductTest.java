package org.encodertraces.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenBLAS against plain Java, on views with strides and offsets, transposed and not. */
class MatrixProductTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void openBlasEqualsPlainJava(int seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    int m = random.nextInt(1, 40);
    int n = random.nextInt(1, 40);
    int k = random.nextInt(1, 70);
    boolean transposeA = random.nextBoolean();
    boolean transposeB = random.nextBoolean();
    int strideA = (transposeA ? m : k) + 3;
    int strideB = (transposeB ? k : n) + 2;
    int strideC = n + 5;
    float beta = random.nextBoolean() ? 0 : 0.5f;
    try (Floats a = filled(random, strideA * Math.max(m, k) + 7);
        Floats b = filled(random, strideB * Math.max(n, k) + 7);
        Floats c = filled(random, strideC * m + 7);
        Floats d = new Floats(c.length())) {
      float[] copy = new float[c.length()];
      c.get(0, copy, 0, copy.length);
      d.put(0, copy, 0, copy.length);
      Operand left = new Operand(new View(a, 4, strideA), transposeA);
      Operand right = new Operand(new View(b, 2, strideB), transposeB);

      new OpenBlas().multiply(left, right, m, n, k, 1.5f, beta, new View(c, 3, strideC));
      new JavaProduct().multiply(left, right, m, n, k, 1.5f, beta, new View(d, 3, strideC));

      for (int i = 0; i < c.length(); i++) {
        assertThat(c.get(i)).as("element %d", i).isCloseTo(d.get(i), within(1e-4f));
      }
    }
  }

  private static Floats filled(NumpyGenerator random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    Floats floats = new Floats(length);
    floats.put(0, values, 0, length);
    return floats;
  }
}
