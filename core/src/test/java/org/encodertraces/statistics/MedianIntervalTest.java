package org.encodertraces.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MedianIntervalTest {

  /** scipy.stats.binom.ppf(0.025, n, 0.5) = 1, 16, 40 for n = 6, 45, 100. */
  @Test
  void ranksAreThoseOfTheBinomial() {
    assertThat(MedianInterval.of(6)).isEqualTo(new MedianInterval(0, 5));
    assertThat(MedianInterval.of(45)).isEqualTo(new MedianInterval(15, 29));
    assertThat(MedianInterval.of(100)).isEqualTo(new MedianInterval(39, 60));
    assertThatThrownBy(() -> MedianInterval.of(5)).isInstanceOf(IllegalArgumentException.class);
  }
}
