package org.encodertraces.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalsTest {

  @Test
  void placeholder() {
    assertThat(ClopperPearson.of(0, 45).high())
        .isCloseTo(1 - Math.pow(0.025, 1 / 45.0), within(1e-9));
  }
}
