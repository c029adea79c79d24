package org.encodertraces.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.copies.Roles.Role;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.statistics.ClopperPearson;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;
import org.junit.jupiter.api.Test;

/** Against the definitions, written down as plainly as can be. */
class CopyScoresTest {

  private static final int PHOTOS = 300;

  private final float[][] originals = Planted.directions(new Random(1), PHOTOS, 6);
  private final float[][] copies = Planted.copies(new Random(2), originals, 0.5);
  private final Roles roles = Roles.of(ids(PHOTOS), 0);

  @Test
  void aucAndItsIntervalAreThoseOfAllPairsAndOfPhotosLeftOut() throws InterruptedException {
    double[][] cosines = cosines(PHOTOS);
    double[] leftOut = new double[PHOTOS];
    for (int i = 0; i < PHOTOS; i++) {
      leftOut[i] = auc(cosines, PHOTOS, i);
    }
    double auc = auc(cosines, PHOTOS, -1);
    Interval interval = Jackknife.share(auc, leftOut);

    Separation separation = scores(PHOTOS).separation();

    assertThat(separation.auc()).isCloseTo(auc, within(2e-5));
    assertThat(separation.aucLow()).isCloseTo(interval.low(), within(1e-4));
    assertThat(separation.aucHigh()).isCloseTo(interval.high(), within(1e-4));
  }

  @Test
  void originalsWithoutACopyAreStrangersToAll() throws InterruptedException {
    int few = 120;
    double[][] cosines = cosines(few);
    double[] leftOut = new double[PHOTOS];
    for (int i = 0; i < PHOTOS; i++) {
      leftOut[i] = auc(cosines, few, i);
    }
    double auc = auc(cosines, few, -1);

    Separation separation = scores(few).separation();

    assertThat(separation.auc()).isCloseTo(auc, within(2e-5));
    assertThat(separation.aucHigh()).isCloseTo(Jackknife.share(auc, leftOut).high(), within(1e-4));
  }

  @Test
  void equalErrorIsWhereBothErrorsMeet() throws InterruptedException {
    double[][] cosines = cosines(PHOTOS);

    Separation separation = scores(PHOTOS).separation();

    double lost = 0;
    double passing = 0;
    for (int i = 0; i < PHOTOS; i++) {
      for (int j = 0; j < PHOTOS; j++) {
        boolean above = cosines[i][j] >= separation.equalErrorCosine();
        lost += i == j && !above ? 1.0 / PHOTOS : 0;
        passing += i != j && above ? 1.0 / (PHOTOS * (PHOTOS - 1)) : 0;
      }
    }
    assertThat(lost).isCloseTo(passing, within(1.0 / PHOTOS));
    assertThat(separation.equalError()).isCloseTo((lost + passing) / 2, within(1e-3));
  }

  @Test
  void detectionIsThatOfEveryPairRankedByHand() throws InterruptedException {
    double[][] cosines = cosines(PHOTOS);
    int[] background = roles.all(Role.BACKGROUND);
    int[] references = roles.all(Role.MATCHED);
    List<Scored> plain = new ArrayList<>();
    List<Scored> normalized = new ArrayList<>();
    int first = 0;
    for (int query = 0; query < PHOTOS; query++) {
      if (roles.isQuery(query)) {
        int asked = query;
        double[] near =
            IntStream.of(background)
                .mapToDouble(photo -> -cosines[asked][photo])
                .sorted()
                .limit(3)
                .toArray();
        double less = -(near[0] + near[1] + near[2]) / 3;
        int best = -1;
        for (int reference : references) {
          plain.add(new Scored(cosines[query][reference], query == reference));
          normalized.add(new Scored(cosines[query][reference] - less, query == reference));
          best = best < 0 || cosines[query][reference] > cosines[query][best] ? reference : best;
        }
        first += best == query ? 1 : 0;
      }
    }

    Detection detection = scores(PHOTOS).detection();

    assertThat(detection.background()).isEqualTo(background.length).isGreaterThan(40);
    assertThat(detection.references()).isEqualTo(references.length);
    assertThat(detection.matched()).isEqualTo(references.length);
    assertThat(detection.queries()).isEqualTo(PHOTOS - background.length);
    assertThat(detection.microAp()).isCloseTo(microAp(plain), within(1e-6));
    assertThat(detection.microApNormalized()).isCloseTo(microAp(normalized), within(1e-6));
    assertThat(detection.accuracyAt1())
        .isCloseTo((double) first / references.length, within(1e-12));
    assertThat(detection.microApNormalized()).isNotEqualTo(detection.microAp());
  }

  @Test
  void intervalOfMicroApIsThatOfPhotosLeftOut() throws InterruptedException {
    List<Pair> ranked = ranked(cosines(PHOTOS));
    double[] leftOut =
        IntStream.range(0, PHOTOS)
            .filter(roles::isQuery)
            .mapToDouble(photo -> microAp(ranked, photo))
            .toArray();
    Interval interval = Jackknife.share(microAp(ranked, -1), leftOut);

    Detection detection = scores(PHOTOS).detection();

    // Moves are of first order there: 1 of 240 photos squared is little to an end.
    assertThat(detection.microApLow()).isCloseTo(interval.low(), within(2e-3));
    assertThat(detection.microApHigh()).isCloseTo(interval.high(), within(2e-3));
    assertThat(interval.high() - interval.low()).isGreaterThan(0.05);
    assertThat(detection.microApNormalizedLow()).isLessThan(detection.microApNormalized());
    assertThat(detection.microApNormalizedHigh()).isGreaterThan(detection.microApNormalized());
  }

  /** By every threshold of a true pair and photos that are really left out. */
  @Test
  void intervalOfTheRecallIsThatOfThresholdsThatMayHaveThePrecision() throws InterruptedException {
    int few = 75;
    List<String> ids = ids(few);
    Roles some = Roles.of(ids, 0);
    float[][] near = Planted.copies(new Random(3), Arrays.copyOf(originals, few), 0.12);
    double[][] cosines = new double[few][few];
    List<Double> thresholds = new ArrayList<>();
    for (int i = 0; i < few; i++) {
      for (int j = 0; j < few; j++) {
        cosines[i][j] = cosine(near[i], originals[j]);
      }
      if (some.isReference(i)) {
        thresholds.add(cosines[i][i]);
      }
    }
    thresholds.sort(Comparator.reverseOrder());
    int matched = thresholds.size();
    assertThat(matched).isBetween(37, 64); // a level for each
    double low = 0;
    int last = -1;
    for (int level = 0; level < matched; level++) {
      double threshold = thresholds.get(level);
      double[] counts = counts(cosines, some, threshold, -1);
      double all = counts[0] + counts[1];
      double[] leftOut =
          IntStream.range(0, few)
              .filter(some::isQuery)
              .mapToDouble(photo -> precision(counts(cosines, some, threshold, photo)))
              .toArray();
      Interval precision =
          Jackknife.share(precision(counts), leftOut, Math.min(leftOut.length, all));
      low = precision.low() >= 0.9 ? ClopperPearson.of(level + 1, matched).low() : low;
      last = precision.high() >= 0.9 ? level : last;
    }
    double high = ClopperPearson.of(Math.min(matched, last + 2), matched).high();

    Detection detection;
    try (UnitRows left = Planted.rows(Arrays.copyOf(originals, few));
        UnitRows right = Planted.rows(near);
        Engine engine = Engine.of(2, Progress.NONE)) {
      detection = CopyScores.of(left, right, some, engine).detection();
    }

    assertThat(low).isPositive();
    assertThat(high).isBetween(low, 1.0);
    assertThat(detection.recallAtP90Low())
        .isCloseTo(Math.min(low, Objects.requireNonNull(detection.recallAtP90())), within(1e-9));
    assertThat(detection.recallAtP90High())
        .isCloseTo(Math.max(high, Objects.requireNonNull(detection.recallAtP90())), within(1e-9));
  }

  /** True and false pairs at or above a threshold, without one photo. */
  private static double[] counts(double[][] cosines, Roles roles, double threshold, int without) {
    double[] counts = new double[2];
    for (int i = 0; i < cosines.length; i++) {
      for (int j = 0; j < cosines.length; j++) {
        if (i != without
            && j != without
            && roles.isQuery(i)
            && roles.isReference(j)
            && cosines[i][j] >= threshold) {
          counts[i == j ? 0 : 1]++;
        }
      }
    }
    return counts;
  }

  private static double precision(double[] counts) {
    return counts[0] + counts[1] == 0 ? 1 : counts[0] / (counts[0] + counts[1]);
  }

  @Test
  void copiesThatResembleNothingHaveNoThreshold() throws InterruptedException {
    try (UnitRows left = Planted.rows(originals);
        UnitRows right = Planted.rows(Planted.directions(new Random(9), PHOTOS, 6));
        Engine engine = Engine.of(2, Progress.NONE)) {
      ThresholdOutcome outcome = ThresholdRun.ofVectors(left, right, List.of(), PHOTOS, 0, engine);

      KeptCopies kept = Objects.requireNonNull(outcome.copies().get(0).keeps().get("95"));
      assertThat(kept.threshold().cosine()).isNotNull();
      assertThat(kept.tellsNothing()).isTrue();
      assertThat(kept.lines()).isEmpty();
      assertThat(outcome.copies().get(0).detection().recallAtP90Low()).isZero();
    }
  }

  @Test
  void intervalOfTheEqualErrorIsNoShorterThanThatOfCopiesLostThere() throws InterruptedException {
    CopyScores scores = scores(PHOTOS);
    Separation separation = scores.separation();
    int lost = 0;
    for (float cosine : scores.own()) {
      lost += cosine < separation.equalErrorCosine() ? 1 : 0;
    }
    Interval ofCopies = ClopperPearson.of(lost, PHOTOS);

    double low = Objects.requireNonNull(separation.equalErrorLow());
    double high = Objects.requireNonNull(separation.equalErrorHigh());
    assertThat(high - low).isGreaterThanOrEqualTo(ofCopies.high() - ofCopies.low());
    assertThat(separation.equalError()).isBetween(low, high);
  }

  @Test
  void copiesThatAllComeFirstHaveAnIntervalBelowOne() throws InterruptedException {
    try (UnitRows left = Planted.rows(originals);
        UnitRows right = Planted.rows(originals);
        Engine engine = Engine.of(2, Progress.NONE)) {
      CopyScores scores = CopyScores.of(left, right, roles, engine);

      int queries = scores.detection().queries();
      assertThat(scores.detection().microAp()).isEqualTo(1);
      assertThat(scores.detection().microApHigh()).isEqualTo(1);
      assertThat(scores.detection().microApLow())
          .isCloseTo(ClopperPearson.of(queries, queries).low(), within(1e-9));
      assertThat(scores.separation().equalErrorLow()).isZero();
      assertThat(scores.separation().equalErrorHigh())
          .isGreaterThanOrEqualTo(ClopperPearson.of(0, PHOTOS).high());
    }
  }

  @Test
  void doesNotDependOnTheThreads() throws InterruptedException {
    CopyScores[] found = new CopyScores[2];
    for (int i = 0; i < 2; i++) {
      try (UnitRows left = Planted.rows(originals);
          UnitRows right = Planted.rows(copies);
          Engine engine = Engine.of(1 + 3 * i, Progress.NONE)) {
        found[i] = CopyScores.of(left, right, roles, engine);
      }
    }
    assertThat(found[0].separation()).isEqualTo(found[1].separation());
    assertThat(found[0].detection()).isEqualTo(found[1].detection());
    assertThat(found[0].own()).isEqualTo(found[1].own());
  }

  private record Pair(double cosine, int query, int reference) {}

  /** Every pair of a query and a reference, best first. */
  private List<Pair> ranked(double[][] cosines) {
    List<Pair> pairs = new ArrayList<>();
    for (int query = 0; query < PHOTOS; query++) {
      for (int reference = 0; reference < PHOTOS; reference++) {
        if (roles.isQuery(query) && roles.isReference(reference)) {
          pairs.add(new Pair(cosines[query][reference], query, reference));
        }
      }
    }
    pairs.sort(Comparator.comparing(Pair::cosine).reversed());
    return pairs;
  }

  /** Without one photo; of -1, with all. */
  private static double microAp(List<Pair> ranked, int without) {
    double sum = 0;
    int found = 0;
    int all = 0;
    for (Pair pair : ranked) {
      if (pair.query() != without && pair.reference() != without) {
        all++;
        if (pair.query() == pair.reference()) {
          found++;
          sum += (double) found / all;
        }
      }
    }
    return sum / found;
  }

  private record Scored(double score, boolean match) {}

  private static double microAp(List<Scored> pairs) {
    List<Scored> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.comparing(Scored::score).reversed());
    double sum = 0;
    int found = 0;
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).match()) {
        found++;
        sum += found / (i + 1.0);
      }
    }
    return sum / found;
  }

  private CopyScores scores(int count) throws InterruptedException {
    try (UnitRows left = Planted.rows(originals);
        UnitRows right = Planted.rows(Arrays.copyOf(copies, count));
        Engine engine = Engine.of(2, Progress.NONE)) {
      return CopyScores.of(left, right, roles, engine);
    }
  }

  private double[][] cosines(int count) {
    double[][] cosines = new double[count][PHOTOS];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < PHOTOS; j++) {
        cosines[i][j] = cosine(copies[i], originals[j]);
      }
    }
    return cosines;
  }

  static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** Of all copies' own cosines against all pairs, without one photo. */
  private static double auc(double[][] cosines, int count, int without) {
    double[] own = new double[count];
    int owns = 0;
    for (int i = 0; i < count; i++) {
      if (i != without) {
        own[owns++] = cosines[i][i];
      }
    }
    double[] sorted = Arrays.copyOf(own, owns);
    Arrays.sort(sorted);
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < PHOTOS; j++) {
        if (i != j && i != without && j != without) {
          int at = Arrays.binarySearch(sorted, cosines[i][j]);
          won += owns - (at < 0 ? -at - 1 : at + 0.5);
          pairs++;
        }
      }
    }
    return won / (pairs * owns);
  }

  static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "photo" + i).toList();
  }
}
