package org.encodertraces.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.encodertraces.ladder.LadderOutcome.Bounds;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;
import org.junit.jupiter.api.Test;

class PhotoBoundsTest {

  private static final int PHOTOS = 9;

  /** Every figure without a photo is what the remaining photos give alone. */
  @Test
  void intervalsAreThoseOfLeavingPhotosOutOneByOne() {
    float[][] cosines = cosines();
    CosineHistogram copies = new CosineHistogram();
    CosineHistogram strangers = new CosineHistogram();
    PhotoBounds photos = new PhotoBounds(PHOTOS);
    for (int i = 0; i < PHOTOS; i++) {
      copies.add(cosines[i][i]);
      strangers.addAllBut(i, cosines[i], 0, PHOTOS);
      photos.add(i, cosines[i], 0);
    }
    Bounds bounds = photos.bounds(copies, strangers, copies.keeping(0.99));
    double[] aucs = new double[PHOTOS];
    double[] founds = new double[PHOTOS];
    for (int left = 0; left < PHOTOS; left++) {
      aucs[left] = auc(cosines, left);
      founds[left] = found(cosines, left);
    }

    assertThat(auc(cosines, -1)).isCloseTo(copies.aucAgainst(strangers), within(1e-12));
    assertSame(bounds.auc(), Jackknife.share(auc(cosines, -1), aucs));
    assertSame(photos.found(), Jackknife.share(found(cosines, -1), founds).scaled(100));
    assertThat(bounds.kept()).isEqualTo(PHOTOS);
    assertThat(
            bounds
                .strangersPassing()
                .contains(100.0 * strangers.atLeast(copies.keeping(0.99)) / strangers.total()))
        .isTrue();
  }

  /**
   * Planted photos in two dimensions of the cosine: the interval holds the median of many pairs.
   */
  @Test
  void theFloorsMedianHasAnIntervalByPhoto() {
    int photos = 45;
    NumpyGenerator generator = new NumpyGenerator(7);
    double truth = floor(generator, 900, new double[0]);
    int held = 0;
    int draws = 300;
    double[] ends = new double[2];
    for (int draw = 0; draw < draws; draw++) {
      floor(generator, photos, ends);
      held += ends[0] <= truth && truth <= ends[1] ? 1 : 0;
    }

    assertThat(100.0 * held / draws).as("coverage in percent").isBetween(92.0, 100.0);
  }

  private static double floor(NumpyGenerator generator, int photos, double[] ends) {
    int dimension = 6;
    double[][] points = new double[photos][dimension];
    for (double[] point : points) {
      double sum = 0;
      for (int k = 0; k < dimension; k++) {
        point[k] = generator.nextGaussian() + (k == 0 ? 0.8 : 0);
        sum += point[k] * point[k];
      }
      for (int k = 0; k < dimension; k++) {
        point[k] /= Math.sqrt(sum);
      }
    }
    CosineHistogram pairs = new CosineHistogram();
    PhotoBounds bounds = new PhotoBounds(photos);
    for (int i = 0; i < photos; i++) {
      float[] row = new float[photos];
      for (int j = 0; j < photos; j++) {
        for (int k = 0; k < dimension; k++) {
          row[j] += (float) (points[i][k] * points[j][k]);
        }
      }
      pairs.addAllBut(i, row, 0, photos);
      bounds.add(i, row, 0);
    }
    if (ends.length > 0) {
      Interval interval = bounds.median(pairs);
      ends[0] = interval.low();
      ends[1] = interval.high();
    }
    return pairs.quantile(0.5);
  }

  /** Wilks: 99 of 100 kept hold for 99 / 101 of new copies, and for 95.3 % with confidence. */
  @Test
  void ninetyNineOfAHundredAreNotNinetyNinePercentOfNewCopies() {
    int photos = 100;
    PhotoBounds bounds = new PhotoBounds(photos);
    CosineHistogram copies = new CosineHistogram();
    CosineHistogram strangers = new CosineHistogram();
    for (int i = 0; i < photos; i++) {
      float[] row = new float[photos];
      row[i] = 0.5f + 0.004f * i;
      bounds.add(i, row, 0);
      copies.add(row[i]);
      strangers.addAllBut(i, row, 0, photos);
    }
    Bounds found = bounds.bounds(copies, strangers, copies.keeping(0.99));

    assertThat(found.kept()).isEqualTo(99);
    assertThat(found.keepsOfNew()).isCloseTo(98.0198, within(1e-4));
    assertThat(found.keepsAtLeast()).isCloseTo(95.34, within(0.01));
    assertThat(found.strangersPassing().low()).isZero();
    assertThat(found.strangersPassing().high()).isBetween(3.0, 10.0);
  }

  private static void assertSame(Interval actual, Interval expected) {
    assertThat(actual.low()).isCloseTo(expected.low(), within(1e-9));
    assertThat(actual.high()).isCloseTo(expected.high(), within(1e-9));
  }

  private static float[][] cosines() {
    NumpyGenerator random = new NumpyGenerator(2);
    float[][] cosines = new float[PHOTOS][PHOTOS];
    for (int i = 0; i < PHOTOS; i++) {
      for (int j = 0; j < PHOTOS; j++) {
        // At the middle of bins, where rounding decides nothing; few values, so that some are
        // equal.
        int step = random.nextInt(0, 12) + (i == j ? 4 : 0);
        cosines[i][j] = (float) (0.1 + 0.05 * step + 0.00005);
      }
    }
    return cosines;
  }

  private static double auc(float[][] cosines, int left) {
    double wins = 0;
    double count = 0;
    for (int k = 0; k < PHOTOS; k++) {
      for (int i = 0; i < PHOTOS; i++) {
        for (int j = 0; j < PHOTOS; j++) {
          if (i != j && k != left && i != left && j != left) {
            float copy = cosines[k][k];
            float stranger = cosines[i][j];
            wins += copy > stranger ? 1 : copy == stranger ? 0.5 : 0;
            count++;
          }
        }
      }
    }
    return wins / count;
  }

  private static double found(float[][] cosines, int left) {
    double found = 0;
    double count = 0;
    for (int i = 0; i < PHOTOS; i++) {
      if (i != left) {
        boolean first = true;
        for (int j = 0; j < PHOTOS; j++) {
          first &= j == left || j == i || cosines[i][j] <= cosines[i][i];
        }
        found += first ? 1 : 0;
        count++;
      }
    }
    return found / count;
  }
}
