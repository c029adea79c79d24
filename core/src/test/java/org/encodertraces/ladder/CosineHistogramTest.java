package org.encodertraces.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosineHistogramTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aThresholdKeepsTheShareItPromisesAndNoHigherOneDoes(int seed) {
    float[] cosines = cosines(seed, 503, 0.2);
    CosineHistogram histogram = histogram(cosines);

    double threshold = histogram.keeping(0.99);

    assertThat(atLeast(cosines, threshold)).isGreaterThanOrEqualTo((long) Math.ceil(0.99 * 503));
    assertThat(atLeast(cosines, threshold + 2e-4)).isLessThan((long) Math.ceil(0.99 * 503));
    assertThat(histogram.atLeast(threshold)).isEqualTo(atLeast(cosines, threshold));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theAreaUnderTheRocIsTheShareOfPairsInOrder(int seed) {
    float[] high = cosines(seed, 120, 0.3);
    float[] low = cosines(seed + 100, 90, 0);
    double wins = 0;
    for (float a : high) {
      for (float b : low) {
        wins += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }

    assertThat(histogram(high).aucAgainst(histogram(low)))
        .isCloseTo(wins / (120 * 90), within(1e-3));
    assertThat(histogram(high).aucAgainst(histogram(high))).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void passingLetsNoMoreThanItsShareThrough() {
    float[] cosines = cosines(9, 1000, 0);
    CosineHistogram histogram = histogram(cosines);

    assertThat(histogram.atLeast(histogram.passing(0.01))).isLessThanOrEqualTo(10);
    assertThat(histogram.atLeast(histogram.passing(0))).isZero();
    assertThat(histogram.atLeast(histogram.passing(1))).isEqualTo(1000);
  }

  private static long atLeast(float[] cosines, double threshold) {
    long count = 0;
    for (float cosine : cosines) {
      count += cosine >= threshold - 1e-9 ? 1 : 0;
    }
    return count;
  }

  private static CosineHistogram histogram(float[] cosines) {
    CosineHistogram histogram = new CosineHistogram();
    for (float cosine : cosines) {
      histogram.add(cosine);
    }
    return histogram;
  }

  private static float[] cosines(int seed, int count, double shift) {
    NumpyGenerator random = new NumpyGenerator(seed);
    float[] cosines = new float[count];
    for (int i = 0; i < count; i++) {
      cosines[i] = (float) Math.min(1, random.nextDouble() * 1.2 - 0.4 + shift);
    }
    return cosines;
  }
}
