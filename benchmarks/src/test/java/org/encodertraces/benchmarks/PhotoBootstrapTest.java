package org.encodertraces.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Interval;
import org.junit.jupiter.api.Test;

class PhotoBootstrapTest {

  /**
   * 500 repetitions with a known truth: a nominal 95 % interval must cover it in 90 to 98 %. Each
   * photo has its own chance of being read, and stands under six classes.
   */
  @Test
  void intervalsCoverThePlantedTruth() {
    NumpyGenerator random = new NumpyGenerator(11);
    double truth = 0.4;
    int covered = 0;
    for (int repetition = 0; repetition < 500; repetition++) {
      double[] photos = new double[100];
      for (int i = 0; i < photos.length; i++) {
        double own = 2 * truth * random.nextDouble();
        for (int row = 0; row < 6; row++) {
          photos[i] += random.nextDouble() < own ? 1.0 / 6 : 0;
        }
      }
      covered += PhotoBootstrap.ofMean(photos, repetition).contains(truth) ? 1 : 0;
    }

    assertThat(covered / 500.0).isBetween(0.90, 0.98);
  }

  @Test
  void theSameSeedGivesTheSameIntervalAndEqualPhotosGiveNone() {
    double[] photos = {0.1, 0.5, 0.2, 0.9, 0.3};

    assertThat(PhotoBootstrap.ofMean(photos, 7)).isEqualTo(PhotoBootstrap.ofMean(photos, 7));
    assertThat(PhotoBootstrap.ofMean(new double[] {0.5, 0.5, 0.5}, 1))
        .isEqualTo(new Interval(0.5, 0.5));
  }

  @Test
  void morePhotosGiveANarrowerInterval() {
    assertThat(width(400)).isLessThan(width(25));
  }

  private static double width(int photos) {
    NumpyGenerator random = new NumpyGenerator(5);
    Interval interval = PhotoBootstrap.ofMean(random.doubles(photos).toArray(), 0);
    return interval.high() - interval.low();
  }
}
