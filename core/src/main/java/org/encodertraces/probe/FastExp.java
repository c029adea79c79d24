package org.encodertraces.probe;

/**
 * The exponential of values that are not above 0, in a form that the JIT vectorizes.
 *
 * <p>exp(x) = exp(x / 64)^64: the inner argument is small, so a Taylor polynomial of degree 7 is
 * exact to float32 for x above -60, and six squarings follow. Relative error below 1e-5, far below
 * that of a gradient from 1024 samples; at 0 it is exactly 1.
 */
final class FastExp {

  private static final float LOWEST = -60;

  private FastExp() {}

  /** Replaces {@code values[0 … count)}, each 0 or below, by their exponentials. */
  static void apply(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      float x = Math.max(values[i], LOWEST) * (1f / 64);
      float y =
          1
              + x
                  * (1
                      + x
                          * (1f / 2
                              + x
                                  * (1f / 6
                                      + x
                                          * (1f / 24
                                              + x
                                                  * (1f / 120
                                                      + x * (1f / 720 + x * (1f / 5040)))))));
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      values[i] = y;
    }
  }
}
