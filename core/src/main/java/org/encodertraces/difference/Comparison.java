package org.encodertraces.difference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.dataset.Photo;
import org.encodertraces.difference.DiffOutcome.HitPhoto;
import org.encodertraces.difference.DiffOutcome.Share;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;
import org.encodertraces.statistics.MedianInterval;
import org.encodertraces.statistics.PairRate;
import org.encodertraces.statistics.ShareInterval;
import org.jspecify.annotations.Nullable;

/** Two encoders' embeddings of the same photos, compared. */
final class Comparison {

  /** Photos that are told as hit hardest. */
  private static final int MOST_HIT = 12;

  /** Neighbors that are shown of each. */
  private static final int MOST_SHOWN = 5;

  private static final double LOW = 0.05;

  private final List<Photo> photos;
  private final int classes;
  private final DiffRun.Settings settings;
  private final UnitRows ofA;
  private final UnitRows ofB;
  private final Engine engine;
  private final int count;
  private final int k;

  Comparison(
      List<Photo> photos,
      int classes,
      DiffRun.Settings settings,
      UnitRows ofA,
      UnitRows ofB,
      Engine engine) {
    this.photos = photos;
    this.classes = classes;
    this.settings = settings;
    this.ofA = ofA;
    this.ofB = ofB;
    this.engine = engine;
    count = photos.size();
    k = settings.k();
  }

  DiffOutcome outcome(List<SkippedPhoto> skipped) throws InterruptedException {
    NearestRows nearestOfA = NearestRows.of(ofA, ofA, k, engine);
    NearestRows nearestOfB = NearestRows.of(ofB, ofB, k, engine);
    double[] changed = new double[count];
    double[] first = new double[count];
    for (int i = 0; i < count; i++) {
      changed[i] = (double) nearestOfA.changed(nearestOfB, i) / k;
      first[i] = nearestOfA.rows()[i][0] == nearestOfB.rows()[i][0] ? 0 : 1;
    }
    long[] duplicatesOfA = Duplicates.at(settings.threshold(), ofA, engine);
    long[] duplicatesOfB = Duplicates.at(settings.threshold(), ofB, engine);
    long[] gained = Duplicates.without(duplicatesOfB, duplicatesOfA);
    long[] lost = Duplicates.without(duplicatesOfA, duplicatesOfB);
    boolean oneWidth = ofA.dimension() == ofB.dimension();
    double[] cosines = oneWidth ? cosines() : new double[0];
    NearestRows mixed = oneWidth ? NearestRows.of(ofB, ofA, k, engine) : null;
    return new DiffOutcome(
        count,
        k,
        settings.threshold(),
        percent(changed, k),
        percent(first, 1),
        flipped(nearestOfA, nearestOfB),
        changedPairs(duplicatesOfA, gained, lost),
        perThousand(gained),
        perThousand(lost),
        duplicatesOfA.length,
        duplicatesOfB.length,
        oneWidth ? median(cosines) : null,
        oneWidth ? (Double) sorted(cosines)[(int) (LOW * count)] : null,
        mixed == null ? null : percent(found(mixed), 1),
        mixed == null ? null : percent(kept(nearestOfA, mixed), k),
        hardest(changed, cosines, nearestOfA, nearestOfB),
        skipped);
  }

  private Share percent(double[] perPhoto, int cells) {
    double mean = Arrays.stream(perPhoto).sum() / count;
    return share(mean, ShareInterval.of(perPhoto, cells), 100);
  }

  private static Share share(double value, Interval interval, double factor) {
    return new Share(factor * value, factor * interval.low(), factor * interval.high());
  }

  private @Nullable Share flipped(NearestRows nearestOfA, NearestRows nearestOfB) {
    if (classes < 2 || photos.stream().anyMatch(photo -> photo.label() < 0)) {
      return null;
    }
    int[] labels = photos.stream().mapToInt(Photo::label).toArray();
    double[] flips = new double[count];
    for (int i = 0; i < count; i++) {
      flips[i] = nearestOfA.vote(i, labels, classes) == nearestOfB.vote(i, labels, classes) ? 0 : 1;
    }
    return percent(flips, 1);
  }

  /** By leaving out each photo with all of its pairs. */
  private @Nullable Share changedPairs(long[] duplicatesOfA, long[] gained, long[] lost) {
    double either = duplicatesOfA.length + gained.length;
    if (either == 0) {
      return null;
    }
    double changed = gained.length + lost.length;
    long[] gainedBy = Duplicates.byPhoto(gained, count);
    long[] lostBy = Duplicates.byPhoto(lost, count);
    long[] ofABy = Duplicates.byPhoto(duplicatesOfA, count);
    double[] leftOut = new double[count];
    for (int i = 0; i < count; i++) {
      double left = either - ofABy[i] - gainedBy[i];
      leftOut[i] = left == 0 ? changed / either : (changed - gainedBy[i] - lostBy[i]) / left;
    }
    return share(changed / either, Jackknife.share(changed / either, leftOut), 100);
  }

  /** Pairs a 1,000 photos of so many as these. */
  private Share perThousand(long[] pairs) {
    long[] byPhoto = Duplicates.byPhoto(pairs, count);
    PairRate rate = PairRate.of(byPhoto, byPhoto);
    return share(rate.value(), rate.interval(), 500 * (count - 1.0));
  }

  private double[] cosines() {
    double[] cosines = new double[count];
    for (int i = 0; i < count; i++) {
      cosines[i] = ofA.cosine(i, ofB, i);
    }
    return cosines;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static Share median(double[] cosines) {
    double[] sorted = sorted(cosines);
    double median = sorted[sorted.length / 2];
    if (sorted.length < MedianInterval.LEAST_VALUES) {
      return new Share(median, null, null);
    }
    MedianInterval ranks = MedianInterval.of(sorted.length);
    return new Share(median, sorted[ranks.low()], sorted[ranks.high()]);
  }

  private double[] found(NearestRows mixed) {
    double[] found = new double[count];
    for (int i = 0; i < count; i++) {
      found[i] = mixed.ownFirst()[i] ? 1 : 0;
    }
    return found;
  }

  private double[] kept(NearestRows nearestOfA, NearestRows mixed) {
    double[] kept = new double[count];
    for (int i = 0; i < count; i++) {
      kept[i] = 1 - (double) nearestOfA.changed(mixed, i) / k;
    }
    return kept;
  }

  /** Those with most neighbors changed, of as many those that moved furthest. */
  private List<HitPhoto> hardest(
      double[] changed, double[] cosines, NearestRows nearestOfA, NearestRows nearestOfB) {
    boolean moved = cosines.length > 0;
    List<Integer> order =
        IntStream.range(0, count)
            .boxed()
            .filter(i -> changed[i] > 0)
            .sorted(
                Comparator.comparingDouble((Integer i) -> -changed[i])
                    .thenComparingDouble(i -> moved ? cosines[i] : 0)
                    .thenComparing(i -> i))
            .limit(MOST_HIT)
            .toList();
    List<HitPhoto> hit = new ArrayList<>();
    for (int i : order) {
      hit.add(
          new HitPhoto(
              photos.get(i).id(),
              (int) Math.round(changed[i] * k),
              moved ? (Double) cosines[i] : null,
              names(nearestOfA.rows()[i]),
              names(nearestOfB.rows()[i])));
    }
    return hit;
  }

  private List<String> names(int[] rows) {
    return IntStream.of(rows).limit(MOST_SHOWN).mapToObj(row -> photos.get(row).id()).toList();
  }
}
