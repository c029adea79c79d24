package org.encodertraces.copies;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptThresholdTest {

  @Test
  void keepsWhatItSaysOfTheCopiesAtHand() {
    float[] cosines = uniform(new Random(1), 400);

    for (double share : new double[] {0.9, 0.95, 0.99}) {
      double cosine = requireNonNull(KeptThreshold.of(cosines, share).cosine());
      long kept = count(cosines, cosine);
      assertThat(kept).isEqualTo(Math.round(share * 400));
    }
  }

  /** 0.99^368 is 2.5 % at last, 0.99^299 is 5 %. */
  @Test
  void ninetyNinePercentTake368PhotosForAnIntervalAnd299ForABound() {
    assertThat(KeptThreshold.of(uniform(new Random(1), 368), 0.99).support()).isEqualTo("interval");
    KeptThreshold bound = KeptThreshold.of(uniform(new Random(1), 367), 0.99);
    assertThat(bound.support()).isEqualTo("bound");
    assertThat(bound.low()).isNotNull();
    assertThat(bound.high()).isNull();
    assertThat(KeptThreshold.of(uniform(new Random(1), 299), 0.99).support()).isEqualTo("bound");
    KeptThreshold none = KeptThreshold.of(uniform(new Random(1), 298), 0.99);
    assertThat(none.support()).isEqualTo("not supported");
    assertThat(none.cosine()).isNull();
    assertThat(none.photosForInterval()).isEqualTo(368);
    assertThat(none.photosForBound()).isEqualTo(299);
  }

  /** Of uniform cosines the threshold that keeps 95 % is 0.05. */
  @Test
  void theIntervalHoldsThePopulationsThreshold() {
    int draws = 400;
    int covered = 0;
    for (int draw = 0; draw < draws; draw++) {
      KeptThreshold kept = KeptThreshold.of(uniform(new Random(draw), 120), 0.95);
      covered += requireNonNull(kept.low()) <= 0.05 && 0.05 <= requireNonNull(kept.high()) ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(374); // 93.5 %
  }

  private static long count(float[] values, double atLeast) {
    long count = 0;
    for (float value : values) {
      count += value >= atLeast ? 1 : 0;
    }
    return count;
  }

  private static float[] uniform(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    Arrays.sort(values);
    return values;
  }
}
