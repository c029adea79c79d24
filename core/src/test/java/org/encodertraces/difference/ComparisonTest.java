package org.encodertraces.difference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Photo;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.internal.UnitRows;
import org.junit.jupiter.api.Test;

/** Against what the figures say, counted plainly. */
class ComparisonTest {

  private static final int PHOTOS = 150;
  private static final int K = 10;
  private static final double THRESHOLD = 0.7;

  private final float[][] before = directions(new Random(1));
  private final float[][] after = moved(new Random(2), before, 0.5);

  @Test
  void anEncoderIsNotDifferentFromItself() throws InterruptedException {
    DiffOutcome outcome = compare(before, before);

    assertThat(outcome.neighborsChanged().value()).isZero();
    assertThat(outcome.firstChanged().value()).isZero();
    assertThat(requireNonNull(outcome.classesFlipped()).value()).isZero();
    assertThat(requireNonNull(outcome.duplicatesChanged()).value()).isZero();
    assertThat(outcome.duplicatesGained().value()).isZero();
    assertThat(outcome.duplicatesLost().value()).isZero();
    assertThat(outcome.duplicatesOfA()).isEqualTo(outcome.duplicatesOfB()).isPositive();
    assertThat(requireNonNull(outcome.mixedIndexRecall()).value()).isEqualTo(100);
    assertThat(requireNonNull(outcome.mixedNeighborsKept()).value()).isEqualTo(100);
    assertThat(requireNonNull(outcome.cosine()).value()).isCloseTo(1, within(1e-6));
    assertThat(outcome.hardest()).isEmpty();
    assertThat(outcome.worst()).isZero();
  }

  @Test
  void figuresAreThoseCountedPlainly() throws InterruptedException {
    DiffOutcome outcome = compare(before, after);

    double changed = 0;
    int first = 0;
    int itself = 0;
    double kept = 0;
    for (int i = 0; i < PHOTOS; i++) {
      List<Integer> old = nearest(before[i], before, i);
      List<Integer> now = nearest(after[i], after, i);
      List<Integer> mixed = nearest(after[i], before, i);
      changed += K - common(old, now);
      first += old.get(0).equals(now.get(0)) ? 0 : 1;
      itself += cosine(after[i], before[i]) > cosine(after[i], before[mixed.get(0)]) ? 1 : 0;
      kept += common(old, mixed);
    }
    Set<String> duplicatesBefore = duplicates(before);
    Set<String> duplicatesAfter = duplicates(after);
    Set<String> gained = new HashSet<>(duplicatesAfter);
    gained.removeAll(duplicatesBefore);
    Set<String> lost = new HashSet<>(duplicatesBefore);
    lost.removeAll(duplicatesAfter);

    assertThat(outcome.neighborsChanged().value())
        .isCloseTo(100 * changed / (PHOTOS * K), within(1e-9));
    assertThat(outcome.firstChanged().value()).isCloseTo(100.0 * first / PHOTOS, within(1e-9));
    assertThat(requireNonNull(outcome.mixedIndexRecall()).value())
        .isCloseTo(100.0 * itself / PHOTOS, within(1e-9));
    assertThat(requireNonNull(outcome.mixedNeighborsKept()).value())
        .isCloseTo(100 * kept / (PHOTOS * K), within(1e-9));
    assertThat(gained).isNotEmpty();
    assertThat(lost).isNotEmpty();
    assertThat(outcome.duplicatesGained().value())
        .isCloseTo(1000.0 * gained.size() / PHOTOS, within(1e-9));
    assertThat(outcome.duplicatesLost().value())
        .isCloseTo(1000.0 * lost.size() / PHOTOS, within(1e-9));
    assertThat(requireNonNull(outcome.duplicatesChanged()).value())
        .isCloseTo(
            100.0 * (gained.size() + lost.size()) / (duplicatesBefore.size() + gained.size()),
            within(1e-9));
    assertThat(requireNonNull(outcome.neighborsChanged().low()))
        .isLessThan(outcome.neighborsChanged().value());
    assertThat(outcome.hardest()).hasSize(12);
    assertThat(outcome.hardest().get(0).changed())
        .isGreaterThanOrEqualTo(outcome.hardest().get(11).changed());
    assertThat(outcome.worst()).isGreaterThanOrEqualTo(outcome.firstChanged().value());
  }

  @Test
  void vectorsOfOtherWidthsLiveInNoOneIndex() throws InterruptedException {
    float[][] narrow = new float[PHOTOS][];
    for (int i = 0; i < PHOTOS; i++) {
      narrow[i] = new float[] {before[i][0], before[i][1], before[i][2]};
    }

    DiffOutcome outcome = compare(before, narrow);

    assertThat(outcome.cosine()).isNull();
    assertThat(outcome.mixedIndexRecall()).isNull();
    assertThat(outcome.neighborsChanged().value()).isPositive();
  }

  private static DiffOutcome compare(float[][] a, float[][] b) throws InterruptedException {
    List<Photo> photos =
        IntStream.range(0, PHOTOS)
            .mapToObj(i -> Photo.inFile("%03d.jpg".formatted(i), Path.of("none"), i % 3))
            .toList();
    try (UnitRows ofA = rows(a);
        UnitRows ofB = rows(b);
        Engine engine = Engine.of(2, Progress.NONE)) {
      return new Comparison(
              photos, 3, new DiffRun.Settings(K, THRESHOLD, PHOTOS, 0, false), ofA, ofB, engine)
          .outcome(List.of());
    }
  }

  private static UnitRows rows(float[][] values) {
    UnitRows rows = new UnitRows(values.length, values[0].length);
    for (int i = 0; i < values.length; i++) {
      rows.put(i, values[i], 0);
    }
    return rows;
  }

  private static List<Integer> nearest(float[] query, float[][] photos, int without) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < photos.length; i++) {
      if (i != without) {
        order.add(i);
      }
    }
    order.sort((x, y) -> Double.compare(cosine(query, photos[y]), cosine(query, photos[x])));
    return order.subList(0, K);
  }

  private static int common(List<Integer> one, List<Integer> other) {
    Set<Integer> both = new HashSet<>(one);
    both.retainAll(other);
    return both.size();
  }

  private static Set<String> duplicates(float[][] photos) {
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < photos.length; i++) {
      for (int j = i + 1; j < photos.length; j++) {
        if (cosine(photos[i], photos[j]) >= THRESHOLD) {
          pairs.add(i + " " + j);
        }
      }
    }
    return pairs;
  }

  private static double cosine(float[] a, float[] b) {
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

  private static float[][] directions(Random random) {
    return moved(random, new float[PHOTOS][5], 1);
  }

  private static float[][] moved(Random random, float[][] values, double by) {
    float[][] moved = new float[values.length][];
    for (int i = 0; i < values.length; i++) {
      moved[i] = values[i].clone();
      for (int j = 0; j < moved[i].length; j++) {
        moved[i][j] += (float) (by * random.nextGaussian());
      }
    }
    return moved;
  }
}
