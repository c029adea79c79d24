package org.encodertraces.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EventRateTest {

  /** Garwood's exact interval of a Poisson mean: scipy.stats.chi2.ppf(0.025, 20) / 2 … */
  @Test
  void ofEventsOfSizeOneItIsGarwoods() {
    EventRate ten = EventRate.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    assertThat(ten.value()).isEqualTo(10);
    assertThat(ten.interval().low()).isCloseTo(4.795389, within(1e-6));
    assertThat(ten.interval().high()).isCloseTo(18.390356, within(1e-6));

    EventRate none = EventRate.of(new double[0]);
    assertThat(none.interval().low()).isZero();
    assertThat(none.interval().high()).isCloseTo(3.688879, within(1e-6));
  }

  @Test
  void fewLargeEventsTellLessThanManySmallOnes() {
    Interval small = EventRate.of(new double[] {1, 1, 1, 1, 1, 1}).interval();
    Interval large = EventRate.of(new double[] {3, 3}).interval();
    assertThat(large.high()).isGreaterThan(small.high());
    assertThat(large.low()).isLessThan(small.low());
  }

  @Test
  void aSumsIntervalIsWiderThanItsPartsAndNarrowerThanTheirEndsAdded() {
    Interval sum = SumInterval.of(3, new Interval(1, 7), 4, new Interval(1, 7));
    assertThat(sum.low()).isCloseTo(7 - Math.hypot(2, 3), within(1e-12));
    assertThat(sum.high()).isCloseTo(7 + Math.hypot(4, 3), within(1e-12));
  }
}
