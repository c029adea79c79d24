package org.encodertraces.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;
import org.junit.jupiter.api.Test;

class QuerySimilaritiesTest {

  private static final int PHOTOS = 11;

  @Test
  void theIntervalOfTheAucIsThatOfLeavingPhotosOutOneByOne() {
    NumpyGenerator random = new NumpyGenerator(4);
    float[][] similarities = new float[3][2 * PHOTOS];
    long[] labels = new long[2 * PHOTOS];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = row % 2;
      for (int p = 0; p < 3; p++) {
        similarities[p][row] = random.nextInt(0, 8) / 10f + (p == 1 ? 0.2f : 0);
      }
    }
    QuerySimilarities found = QuerySimilarities.of(new QueryScores(0, 1, 1, labels, similarities));
    double[] leftOut = new double[PHOTOS];
    for (int left = 0; left < PHOTOS; left++) {
      leftOut[left] = auc(similarities, left);
    }
    Interval expected = Jackknife.share(auc(similarities, -1), leftOut);

    assertThat(found.photos()).isEqualTo(PHOTOS);
    assertThat(found.auc()).isCloseTo(auc(similarities, -1), within(1e-9));
    assertThat(found.aucInterval().orElseThrow().low()).isCloseTo(expected.low(), within(1e-9));
    assertThat(found.aucInterval().orElseThrow().high()).isCloseTo(expected.high(), within(1e-9));
  }

  @Test
  void onePhotoOfAClassBearsNoInterval() {
    QuerySimilarities found =
        QuerySimilarities.of(
            new QueryScores(0, 0, 1, new long[] {1, 2}, new float[][] {{1, 2}, {0, 1}}));

    assertThat(found.auc()).isEqualTo(1);
    assertThat(found.aucInterval()).isEmpty();
  }

  /** Over the class's photos, which are the odd rows, but for one. */
  private static double auc(float[][] similarities, int left) {
    double wins = 0;
    double count = 0;
    for (int i = 0; i < PHOTOS; i++) {
      for (int j = 0; j < PHOTOS; j++) {
        for (int p = 0; p < 3; p += 2) {
          if (i != left && j != left) {
            float own = similarities[1][2 * i + 1];
            float other = similarities[p][2 * j + 1];
            wins += own > other ? 1 : own == other ? 0.5 : 0;
            count++;
          }
        }
      }
    }
    return wins / count;
  }
}
