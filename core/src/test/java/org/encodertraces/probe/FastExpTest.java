package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FastExpTest {

  @Test
  void staysWithinItsStatedErrorOverItsRange() {
    for (double x = 0; x > -60; x -= 0.0137) {
      float[] value = {(float) x};
      FastExp.apply(value, 1);

      assertThat(value[0] / Math.exp((float) x))
          .as("exp(%f)", x)
          .isCloseTo(1, within(x > -20 ? 2e-5 : 3e-3));
    }
  }

  @Test
  void zeroIsExactlyOneNegligibleStaysTinyAndNanSpreads() {
    float[] values = {0, -1000, Float.NEGATIVE_INFINITY, Float.NaN};
    FastExp.apply(values, 4);

    assertThat(values[0]).isEqualTo(1);
    assertThat(values[1]).isBetween(0f, 1e-25f);
    assertThat(values[2]).isBetween(0f, 1e-25f);
    assertThat(values[3]).isNaN();
  }
}
