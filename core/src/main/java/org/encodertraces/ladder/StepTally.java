package org.encodertraces.ladder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.ladder.LadderOutcome.RocPoint;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.ladder.LadderOutcome.Spread;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.MedianInterval;

/**
 * What is kept of every photo's cosines at one step, and the figures they come to.
 *
 * <p>Safe to add to from many threads, each photo once.
 */
final class StepTally {

  /**
   * Shares of strangers at which the ROC is told: what collections of 10² to 10⁶ photos ask for.
   */
  private static final double[] ROC_STRANGERS = {0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5, 1};

  /** Share of copies that the duplicate threshold keeps. */
  private static final double KEPT = 0.99;

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  private final CosineHistogram copies = new CosineHistogram();
  private final CosineHistogram strangers = new CosineHistogram();

  /** None where the cosines of all pairs would not fit into memory. */
  private final Optional<PhotoBounds> bounds;

  /** [photos] the rank of a photo's own original. */
  private final double[] ranks;

  /**
   * Nothing yet.
   *
   * @param bounded whether figures come with bounds, which takes two bytes for each pair of photos
   */
  StepTally(int photos, boolean bounded) {
    ranks = new double[photos];
    bounds = bounded ? Optional.of(new PhotoBounds(photos)) : Optional.empty();
  }

  /** Takes the cosines of photo {@code index} to all originals, [photos] from offset on. */
  void add(int index, float[] cosines, int offset) {
    int photos = ranks.length;
    float own = cosines[offset + index];
    copies.add(own);
    strangers.addAllBut(index, cosines, offset, photos);
    bounds.ifPresent(kept -> kept.add(index, cosines, offset));
    int nearer = 0;
    for (int i = 0; i < photos; i++) {
      nearer += i != index && cosines[offset + i] > own ? 1 : 0;
    }
    ranks[index] = nearer + 1.0;
  }

  /** The figures, once every photo was added. */
  Rung rung(double step) {
    double[] sorted = ranks.clone();
    Arrays.sort(sorted);
    double first = Arrays.stream(sorted).filter(rank -> rank == 1).count();
    return new Rung(
        step,
        spread(copies, median()),
        sorted[sorted.length / 2],
        sorted[(int) Math.min(sorted.length - 1, Math.floor(HIGH * sorted.length))],
        100 * first / sorted.length,
        bounds.map(PhotoBounds::found).orElse(null),
        duplicates());
  }

  /** Median and the middle 90 %. */
  static Spread spread(CosineHistogram values, Optional<Interval> median) {
    return new Spread(
        values.quantile(0.5), values.quantile(LOW), values.quantile(HIGH), median.orElse(null));
  }

  private Duplicates duplicates() {
    double threshold = copies.keeping(KEPT);
    List<RocPoint> roc = new ArrayList<>();
    for (double share : ROC_STRANGERS) {
      roc.add(
          new RocPoint(share, (double) copies.atLeast(strangers.passing(share)) / copies.total()));
    }
    return new Duplicates(
        copies.aucAgainst(strangers),
        threshold,
        strangers.atLeast(threshold),
        strangers.total(),
        roc,
        bounds.map(kept -> kept.bounds(copies, strangers, threshold)).orElse(null));
  }

  /** Of the copies' cosines, one a photo. */
  private Optional<Interval> median() {
    if (ranks.length < MedianInterval.LEAST_VALUES) {
      return Optional.empty();
    }
    MedianInterval middle = MedianInterval.of(ranks.length);
    return Optional.of(new Interval(copies.valueAt(middle.low()), copies.valueAt(middle.high())));
  }
}
