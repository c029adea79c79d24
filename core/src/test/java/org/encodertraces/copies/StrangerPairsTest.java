package org.encodertraces.copies;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.encodertraces.Progress;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.statistics.Figure;
import org.encodertraces.statistics.PairRate;
import org.junit.jupiter.api.Test;

class StrangerPairsTest {

  private static final int DIMENSION = 8;

  @Test
  void countsThePairsOfEachPhotoAtEachThreshold() throws InterruptedException {
    float[][] photos = Planted.directions(new Random(3), 200, DIMENSION);
    float[] thresholds = {0.9f, 0.1f, 0.5f, 0.5f, -1.5f};
    StrangerPairs pairs = pairs(photos, Resemblance.none(), thresholds);
    for (float threshold : thresholds) {
      long[] byPhoto = new long[photos.length];
      long passing = 0;
      for (int i = 0; i < photos.length; i++) {
        for (int j = i + 1; j < photos.length; j++) {
          if (CopyScoresTest.cosine(photos[i], photos[j]) >= threshold) {
            byPhoto[i]++;
            byPhoto[j]++;
            passing++;
          }
        }
      }
      PairRate rate = PairRate.of(byPhoto, byPhoto);

      WrongPairs wrong = pairs.wrongPairs(threshold, 5_001);

      assertThat(wrong.strangersPassing()).isEqualTo(passing);
      assertThat(wrong.pairs()).isEqualTo(200 * 199 / 2);
      if (passing > 0) {
        // 500 (N - 1) times the share of pairs
        assertThat(requireNonNull(wrong.strangers()).value())
            .isCloseTo(2_500_000 * passing / 19_900.0, within(1e-6));
        assertThat(requireNonNull(wrong.strangers()).high())
            .isCloseTo(2_500_000 * rate.interval().high(), within(1e-3));
        assertThat(wrong.support())
            .isEqualTo(passing >= 10 ? WrongPairs.SUPPORTED : WrongPairs.FEW);
      }
    }
  }

  @Test
  void saysThatNoPairPassesInsteadOfNone() throws InterruptedException {
    float[][] photos = Planted.directions(new Random(3), 50, DIMENSION);

    WrongPairs wrong =
        pairs(photos, Resemblance.none(), new float[] {1.5f}).wrongPairs(1.5f, 250_000);

    assertThat(wrong.support()).isEqualTo(WrongPairs.NOT_SUPPORTED);
    assertThat(wrong.value()).isNull();
    assertThat(wrong.strangers()).isNull();
  }

  @Test
  void pairsThatWereStruckOutAreNoStrangersAndDoNotGrow() throws InterruptedException {
    float[][] photos = Planted.directions(new Random(5), 300, DIMENSION);
    photos[7] = photos[3].clone();
    photos[9] = photos[3].clone();
    List<int[]> struck = List.of(new int[] {7, 3}, new int[] {3, 9});
    float[] threshold = {0.999f};

    WrongPairs before = pairs(photos, Resemblance.none(), threshold).wrongPairs(0.999f, 30_001);
    WrongPairs after =
        pairs(photos, Resemblance.none().striking(struck), threshold).wrongPairs(0.999f, 30_001);

    assertThat(before.strangersPassing()).isEqualTo(3);
    assertThat(before.struckPassing()).isZero();
    assertThat(after.strangersPassing()).isEqualTo(1);
    assertThat(after.struckPassing()).isEqualTo(2);
    // The pair that was left: 500 * 30,000 / 44,850; all three would be three times that.
    assertThat(requireNonNull(after.strangers()).value()).isCloseTo(15e6 / 44_850, within(1e-6));
    assertThat(after.allAsStrangers()).isCloseTo(45e6 / 44_850, within(1e-6));
  }

  @Test
  void theThresholdOfOneInAThousandIsThatOfTheTailAndIsRefusedBeyondIt()
      throws InterruptedException {
    float[][] photos = Planted.directions(new Random(8), 1_500, DIMENSION);
    StrangerPairs pairs = pairs(photos, Resemblance.none(), new float[0]);

    // 1,124,250 pairs: one in 1,000 photos of 101 is a share of 1 / 50,000, 22 of them.
    StrangersThreshold small = StrangersThreshold.of(pairs, 101);
    StrangersThreshold large = StrangersThreshold.of(pairs, 250_000);

    assertThat(small.passing()).isEqualTo(22);
    assertThat(pairs.nearest().get(21).cosine())
        .isEqualTo(requireNonNull(small.cosine()).floatValue());
    assertThat(small.low()).isLessThan(small.cosine());
    assertThat(share(requireNonNull(small.cosine()))).isCloseTo(1 / 50_000.0, within(1e-5));
    assertThat(large.cosine()).isNull();
    assertThat(large.rate()).isCloseTo(8e-9, within(1e-13));
    // One in 1,000 at 250,000 photos takes 125 million pairs.
    assertThat(large.photosNeeded()).isEqualTo(15_812);
    assertThat(large.supportedCollection()).isEqualTo(2_249);
    assertThat(StrangersThreshold.of(pairs, 2_249).cosine()).isNotNull();
    assertThat(StrangersThreshold.of(pairs, 2_250).cosine()).isNull();
  }

  /**
   * Photos in every direction alike, one in ten with a near-duplicate that was struck out: what 300
   * of them say of a collection a hundred times as large holds what the distribution says.
   */
  @Test
  void extrapolatesToAHundredTimesThePhotos() throws InterruptedException {
    int draws = 60;
    int photos = 300;
    int collection = 100 * photos;
    float threshold = 0.8f;
    double truth = 500 * (collection - 1.0) * share(threshold);
    int covered = 0;
    double sum = 0;
    for (int draw = 0; draw < draws; draw++) {
      Random random = new Random(draw);
      float[][] values = Planted.directions(random, photos, DIMENSION);
      List<int[]> struck = new ArrayList<>();
      for (int i = 0; i + 1 < photos; i += 20) {
        values[i + 1] = values[i].clone();
        struck.add(new int[] {i, i + 1});
      }
      Figure strangers =
          requireNonNull(
              pairs(values, Resemblance.none().striking(struck), new float[] {threshold})
                  .wrongPairs(threshold, collection)
                  .strangers());
      covered += strangers.low() <= truth && truth <= strangers.high() ? 1 : 0;
      sum += strangers.value();
    }
    assertThat(sum / draws).isCloseTo(truth, within(0.1 * truth));
    assertThat(covered).isGreaterThanOrEqualTo(54);
  }

  /** The share of pairs of random directions at or above a cosine. */
  private static double share(double cosine) {
    return 0.5
        * BetaDistribution.of((DIMENSION - 1) / 2.0, 0.5)
            .cumulativeProbability(1 - cosine * cosine);
  }

  private static StrangerPairs pairs(float[][] photos, Resemblance resemblance, float[] thresholds)
      throws InterruptedException {
    try (UnitRows rows = Planted.rows(photos);
        Engine engine = Engine.of(2, Progress.NONE)) {
      return StrangerPairs.of(rows, resemblance, thresholds, engine);
    }
  }
}
