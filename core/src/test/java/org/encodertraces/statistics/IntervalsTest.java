package org.encodertraces.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class IntervalsTest {

  private static final Offset<Double> CLOSE = within(1e-6);

  private static void assertInterval(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, CLOSE);
    assertThat(interval.high()).isCloseTo(high, CLOSE);
  }

  /** Values: statsmodels 0.13, {@code proportion_confint(yes, n, method="beta")}. */
  @Test
  void oneAnswerAPhotoHasClopperAndPearsonsInterval() {
    assertInterval(ClopperPearson.of(0, 45), 0, 0.07870510040684303);
    assertInterval(ClopperPearson.of(44, 45), 0.8822956685817058, 0.9994375402845977);
    assertInterval(ClopperPearson.of(17, 100), 0.10226491003552825, 0.2581754106321587);
    assertInterval(ClopperPearson.of(300, 300), 0.9877790253057065, 1);
    int[] right = new int[100];
    Arrays.fill(right, 0, 17, 1);
    assertThat(ShareInterval.of(right, 1)).isEqualTo(ClopperPearson.of(17, 100));
  }

  /** Value: the formula in numpy, with scipy 1.10's beta, normal and t quantiles. */
  @Test
  void severalAnswersAPhotoAreCountedAsWhatTheyAreWorth() {
    int[] right = {6, 5, 6, 3, 6, 6, 0, 2, 4, 6, 6, 1, 5, 6, 3};
    assertInterval(ShareInterval.of(right, 6), 0.47916419821544837, 0.8961692641487731);
  }

  @Test
  void answersThatRepeatThePhotosAddNothing() {
    double[] once = {1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0};
    // The same answer in six cells: as with one, but for the degrees of freedom.
    Interval one = ShareInterval.of(once, 1);
    Interval six = ShareInterval.of(once, 6);
    assertThat(six.low()).isCloseTo(one.low(), within(0.03));
    assertThat(six.high()).isCloseTo(one.high(), within(0.03));
  }

  @Test
  void photosThatAllAgreeLeaveWhatOneAnswerEachLeaves() {
    double[] all = new double[45];
    Arrays.fill(all, 1);
    assertInterval(ShareInterval.of(all, 6), 1 - 0.07870510040684303, 1);
  }

  @Test
  void sharesThatAreNoWholeCellsAreRefused() {
    assertThatThrownBy(() -> ShareInterval.of(new double[] {0.5, 0.4}, 6))
        .hasMessage("0.4 is no share of 6 cells");
    assertThatThrownBy(() -> ShareInterval.of(new double[0], 6))
        .hasMessageContaining("expected 1 or more");
  }

  /**
   * Values: scipy 1.10, the score's likelihood maximized by {@code minimize_scalar} and its roots
   * by {@code brentq}, from Tango (1998), equations (5) to (8).
   */
  @Test
  void tangosIntervalIsWhatTheScoreTestDoesNotReject() {
    assertInterval(Tango.of(5, 1, 45), -0.02350599140246464, 0.21792491591918034);
    assertInterval(Tango.of(12, 2, 44), 0.06916621809131325, 0.38600377034604444);
    assertInterval(Tango.of(0, 3, 100), -0.08451936626627056, 0.008103303277935524);
    assertInterval(Tango.of(86, 150, 1600), -0.058998033105210124, -0.021361564649815458);
    double edge = 0.03699349820698568; // z² / (n + z²)
    assertInterval(Tango.of(0, 0, 100), -edge, edge);
  }

  @Test
  void differencesMirrorWhenFromAndToSwap() {
    double[] from = {1, 0.5, 0, 0.5, 1, 1, 0.5, 0, 1, 1, 0.5, 0.5};
    double[] to = {0.5, 0.5, 0, 0, 1, 0, 0.5, 0.5, 1, 0.5, 0, 0.5};
    Interval there = DifferenceInterval.of(from, to, 2);
    Interval back = DifferenceInterval.of(to, from, 2);
    assertInterval(back, -there.high(), -there.low());
    assertThat(Tango.of(3, 9, 50).low()).isCloseTo(-Tango.of(9, 3, 50).high(), CLOSE);
  }

  /** Value: the formula in numpy, Tango's roots by scipy as above. */
  @Test
  void differencesOfSeveralAnswersAreCountedAsWhatTheyAreWorth() {
    int[] cells = {-6, -3, 0, 0, 1, -2, -1, 0, -4, 2, 0, -1};
    double[] differences = Arrays.stream(cells).mapToDouble(c -> c / 6.0).toArray();
    assertInterval(DifferenceInterval.of(differences, 6), -0.4613726196490866, 0.09040308671607357);
  }

  /** The figure: with 100 photos of which none changed, up to 3.6 % of photos could. */
  @Test
  void wherePhotosDoNotChangeTheIntervalIsNotEmpty() {
    Interval none = DifferenceInterval.of(new double[100], 30);
    assertThat(none.high()).isCloseTo(1 - Math.pow(0.025, 0.01), CLOSE);
    assertThat(none.high()).isCloseTo(0.0362, within(5e-5));
    assertThat(none.low()).isEqualTo(-none.high());
  }

  /** One photo in one of six cells: hardly more is known than where none changed. */
  @Test
  void oneSmallChangeDoesNotMakeTheIntervalMuchShorter() {
    double[] differences = new double[102];
    double none = DifferenceInterval.of(differences, 6).halfWidth();
    double previous = none;
    for (int changed = 0; changed < 10; changed++) {
      differences[changed] = -1 / 6.0;
      double half = DifferenceInterval.of(differences, 6).halfWidth();
      assertThat(half).isBetween(0.85 * previous, previous);
      previous = half;
    }
  }

  @Test
  void widthFallsWithTheRootOfThePhotos() {
    double previous = 0.32;
    for (int photos = 20; photos <= 1280; photos *= 4) {
      double[] shares = new double[photos];
      for (int i = 0; i < photos; i++) {
        shares[i] = i % 7 / 6.0;
      }
      double half = ShareInterval.of(shares, 6).halfWidth();
      assertThat(half).isBetween(previous * 0.35, previous * 0.6);
      previous = half;
    }
  }

  /** Value: scipy's t.ppf(0.975, 9) in the formula, J = 10 and a quarter as many test photos. */
  @Test
  void randomSplitsAreCorrectedForWhatTheyShare() {
    double[] accuracies = {61, 58, 66, 63, 59, 70, 64, 62, 60, 65};
    assertInterval(RandomSplits.interval(accuracies, 0.25), 57.96229699833134, 67.63770300166865);
  }

  /** Values: scipy, {@code beta.ppf(0.05, kept, n - kept + 1)}. */
  @Test
  void aThresholdThatKept99Of100KeepsFewerOfNewOnes() {
    ToleranceBound bound = ToleranceBound.of(99, 100);
    assertThat(bound.expected()).isCloseTo(0.9801980198019802, CLOSE);
    assertThat(bound.low()).isCloseTo(0.9534401885464611, CLOSE);
    assertThat(ToleranceBound.of(100, 100).low()).isCloseTo(0.9704869503929601, CLOSE);
    assertThat(ToleranceBound.of(297, 300).low()).isCloseTo(0.9743586073169174, CLOSE);
    assertThat(ToleranceBound.of(0, 10).low()).isZero();
  }

  /** Value: scipy, {@code norm.ppf}: 0.1 + (2.807 + 0.842) 3 / 1.96. */
  @Test
  void theDetectableEffectHasItsLevelAndPower() {
    assertThat(DetectableEffect.excess(0.1, 0.0025, 3)).isCloseTo(5.684778644960086, CLOSE);
    assertThat(DetectableEffect.excess(0, 0.025, 1.96)).isCloseTo(1.96 + 0.8416, within(1e-3));
  }

  /**
   * A probe that reads every photo as one class does not vary by photo, and would with a trace. At
   * the printed effect of 45 photos under 4 classes, cells that read it by themselves are found.
   */
  @Test
  void aProbeThatReadsOneClassNeedsMoreThanItsIntervalShows() {
    Interval narrow = ClopperPearson.ofEffective(0.25, 3000);
    double printed = DetectableEffect.ofProcessing(0.25, narrow, 4, 0.001, 0.025, 45);
    assertThat(printed)
        .isGreaterThan(1.2 * DetectableEffect.excess(0.001, 0.025, narrow.halfWidth()));

    // With nothing but independent cells it is about what the normal formula says.
    Interval plain = ClopperPearson.ofEffective(0.25, 180);
    assertThat(DetectableEffect.ofProcessing(0.25, plain, 4, 0.001, 0.025, 45))
        .isCloseTo(DetectableEffect.excess(0.001, 0.025, plain.halfWidth()), within(0.01));
    assertThat(DetectableEffect.ofProcessing(0.25, plain, 4, 0.001, 0.0025, 45))
        .isGreaterThan(DetectableEffect.ofProcessing(0.25, plain, 4, 0.001, 0.025, 45));
  }

  /** Of two classes with four photos in one: 0.025^(1 / 5) = 0.48, below chance. */
  @Test
  void nothingIsDetectableWhereAClassHasFourPhotos() {
    assertThat(attributeOf(45, 4)).isInfinite();
    assertThat(attributeOf(100, 20)).isBetween(0.05, 0.4);
    assertThat(DetectableEffect.ofAttribute(1, new Interval(0.9, 1), 1, 1, 0.001, 0.025, 45))
        .isInfinite();
  }

  private static double attributeOf(int photos, int small) {
    int[] labels = new int[photos];
    double[] right = new double[photos];
    for (int i = 0; i < photos; i++) {
      labels[i] = i < small ? 1 : 0;
      right[i] = i % 2;
    }
    BalancedAccuracy read =
        BalancedAccuracy.of(labels, right, IntStream.range(0, photos).toArray(), 2);
    return DetectableEffect.ofAttribute(
        read.value(), read.interval(), 2, read.majority(), 0.001, 0.025, photos);
  }

  /** One wrong answer in a hundred must not make the interval longer than none. */
  @Test
  void anAlmostPerfectReadingOfUnevenClassesIsToldFromChance() {
    int[] labels = new int[100];
    double[] right = new double[100];
    Arrays.fill(right, 1);
    Arrays.fill(labels, 0, 10, 1);
    right[99] = 0;
    int[] alone = IntStream.range(0, 100).toArray();
    assertThat(BalancedAccuracy.of(labels, right, alone, 2).interval().low()).isBetween(0.6, 0.69);
  }

  /** Value: scipy, {@code t.interval(0.95, 7, mean, s / sqrt(8))}: a mean's jackknife is exact. */
  @Test
  void theJackknifeOfAMeanIsStudentsInterval() {
    double[] values = {0.2, 0.5, 0.1, -0.3, 0.4, 0, 0.25, 0.6};
    double mean = Moments.mean(values);
    double[] leftOut = Arrays.stream(values).map(v -> (8 * mean - v) / 7).toArray();
    assertInterval(Jackknife.difference(mean, leftOut), -0.02389932453845761, 0.4613993245384576);
  }

  @Test
  void pairsOfPhotosAreNotAsManyObservations() {
    // None of 9,900 pairs passes: 50 of them share no photo.
    Interval none = PairRate.of(new long[100], new long[100]).interval();
    assertInterval(none, 0, 1 - Math.pow(0.025, 1 / 50.0));

    // One photo whose original all others' copies match: one photo's doing, not 99 pairs'.
    long[] byCopy = new long[100];
    long[] byOriginal = new long[100];
    Arrays.fill(byCopy, 1, 100, 1);
    byOriginal[0] = 99;
    PairRate one = PairRate.of(byCopy, byOriginal);
    assertThat(one.value()).isCloseTo(0.01, CLOSE);
    assertThat(one.interval().high()).isGreaterThan(0.05);

    // As many pairs, spread evenly over the photos.
    Arrays.fill(byCopy, 1);
    Arrays.fill(byOriginal, 1);
    byCopy[0] = 0;
    byOriginal[0] = 0;
    assertThat(PairRate.of(byCopy, byOriginal).interval().high()).isLessThan(0.05);
  }

  /** Value: the formula in numpy with scipy's quantiles; one photo an owner. */
  @Test
  void balancedAccuracyCountsEachClassAlike() {
    int[] labels = new int[45];
    double[] right = new double[45];
    Arrays.fill(labels, 30, 40, 1);
    Arrays.fill(labels, 40, 45, 2);
    Arrays.fill(right, 0, 27, 1);
    Arrays.fill(right, 30, 34, 1);
    Arrays.fill(right, 40, 45, 1);
    int[] alone = new int[45];
    Arrays.setAll(alone, i -> i);
    BalancedAccuracy accuracy = BalancedAccuracy.of(labels, right, alone, 7);

    assertThat(accuracy.value()).isCloseTo((0.9 + 0.4 + 1) / 3, CLOSE);
    assertThat(accuracy.classes()).isEqualTo(3);
    assertThat(accuracy.chance()).isCloseTo(1 / 3.0, CLOSE);
    assertThat(accuracy.majority()).isCloseTo(30 / 45.0, CLOSE);
    assertInterval(accuracy.interval(), 0.5567477052143592, 0.9104247540860286);
  }

  /** The case: noise with shares 66, 23, 10 % reads "67 % (60 to 73), chance 33". */
  @Test
  void aGuessOfTheMajorityIsAtChance() {
    int[] labels = new int[100];
    double[] right = new double[100];
    Arrays.fill(labels, 66, 89, 1);
    Arrays.fill(labels, 89, 100, 2);
    Arrays.fill(right, 0, 66, 1);
    int[] alone = new int[100];
    Arrays.setAll(alone, i -> i);
    BalancedAccuracy accuracy = BalancedAccuracy.of(labels, right, alone, 3);
    assertThat(accuracy.value()).isCloseTo(accuracy.chance(), CLOSE);
    assertThat(accuracy.interval().contains(accuracy.chance())).isTrue();
  }

  @Test
  void photosOfOneOwnerAreNotIndependent() {
    int[] labels = new int[60];
    double[] right = new double[60];
    int[] alone = new int[60];
    int[] owners = new int[60];
    for (int i = 0; i < 60; i++) {
      labels[i] = i % 2;
      // Owners of six photos each, whose photos are all read alike.
      owners[i] = i / 6;
      alone[i] = i;
      right[i] = i / 6 % 3 == 0 ? 0 : 1;
    }
    double apart = BalancedAccuracy.of(labels, right, alone, 2).interval().halfWidth();
    double together = BalancedAccuracy.of(labels, right, owners, 2).interval().halfWidth();
    assertThat(together).isGreaterThan(1.7 * apart);
  }

  @Test
  void shufflesAreDescribed() {
    double[] accuracies = new double[20];
    Arrays.setAll(accuracies, i -> 20 + i);
    Shuffles shuffles = new Shuffles(accuracies);
    assertThat(shuffles.mean()).isCloseTo(29.5, CLOSE);
    assertThat(shuffles.lowest()).isEqualTo(20);
    assertThat(shuffles.highest()).isEqualTo(39);
    assertThatThrownBy(() -> new Shuffles(new double[19])).hasMessageContaining("20 or more");
  }
}
