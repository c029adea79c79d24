package org.encodertraces.ladder;

import org.encodertraces.ladder.LadderOutcome.Bounds;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;
import org.encodertraces.statistics.PairRate;
import org.encodertraces.statistics.ToleranceBound;

/**
 * One step's cosines, photo by photo, and what the figures would be without each photo: as a copy,
 * as the original of other photos' pairs, and as their stranger.
 *
 * <p>Cosines are kept as the numbers of their bins, in two bytes each. Safe to add to from many
 * threads, each photo once.
 */
final class PhotoBounds {

  /** A photo is left out of pairs of others: two would leave none. */
  static final int LEAST_PHOTOS = 3;

  private final int photos;

  /** [photos][photos] the bin of copy i's cosine to original j. */
  private final short[][] bins;

  PhotoBounds(int photos) {
    this.photos = photos;
    bins = new short[photos][];
  }

  /** Takes the cosines of photo {@code index}'s copy to all originals, [photos] from offset on. */
  void add(int index, float[] cosines, int offset) {
    short[] row = new short[photos];
    for (int i = 0; i < photos; i++) {
      row[i] = (short) CosineHistogram.binOf(cosines[offset + i]);
    }
    bins[index] = row;
  }

  Bounds bounds(CosineHistogram copies, CosineHistogram strangers, double threshold) {
    int lowest = CosineHistogram.binOf(threshold);
    long[] byCopy = new long[photos];
    long[] byOriginal = new long[photos];
    int kept = 0;
    for (int i = 0; i < photos; i++) {
      kept += bins[i][i] >= lowest ? 1 : 0;
      for (int j = 0; j < photos; j++) {
        if (i != j && bins[i][j] >= lowest) {
          byCopy[i]++;
          byOriginal[j]++;
        }
      }
    }
    ToleranceBound tolerance = ToleranceBound.of(kept, photos);
    return new Bounds(
        kept,
        100 * tolerance.expected(),
        100 * tolerance.low(),
        auc(copies, strangers),
        PairRate.of(byCopy, byOriginal).interval().scaled(100));
  }

  /**
   * The median of the cosines of pairs of different photos: the share of them below it is a rate
   * over pairs with an interval by photo, and the interval's ends are the values that leave such
   * shares below them (R. S. Woodruff, Journal of the American Statistical Association 47, 1952).
   *
   * @param pairs the same cosines
   */
  Interval median(CosineHistogram pairs) {
    int middle = CosineHistogram.binOf(pairs.quantile(0.5));
    long[] byCopy = new long[photos];
    long[] byOriginal = new long[photos];
    for (int i = 0; i < photos; i++) {
      for (int j = 0; j < photos; j++) {
        if (i != j && bins[i][j] < middle) {
          byCopy[i]++;
          byOriginal[j]++;
        }
      }
    }
    Interval below = PairRate.of(byCopy, byOriginal).interval();
    return new Interval(pairs.quantile(below.low()), pairs.quantile(below.high()));
  }

  /** Percent of photos that are nearest to their own original: by leaving out each photo. */
  Interval found() {
    double[] leftOut = new double[photos];
    double all = 0;
    for (int i = 0; i < photos; i++) {
      int nearer = 0;
      int rival = -1;
      for (int j = 0; j < photos; j++) {
        if (j != i && bins[i][j] > bins[i][i]) {
          nearer++;
          rival = j;
        }
      }
      if (nearer == 0) {
        all++;
        leftOut[i]--;
      } else if (nearer == 1) {
        leftOut[rival]++;
      }
    }
    for (int i = 0; i < photos; i++) {
      leftOut[i] = (all + leftOut[i]) / (photos - 1);
    }
    return Jackknife.share(all / photos, leftOut).scaled(100);
  }

  /**
   * AUC is the mean over copies and pairs of whether the copy's cosine exceeds the pair's. Without
   * a photo go its copy, its pairs, and what its copy won against its own pairs went twice.
   */
  private Interval auc(CosineHistogram copies, CosineHistogram strangers) {
    double[] copiesAbove = copies.above();
    double[] strangersAbove = strangers.above();
    double pairs = (double) photos * (photos - 1);
    double all = 0;
    double[] lost = new double[photos];
    for (int i = 0; i < photos; i++) {
      int own = bins[i][i];
      double won = pairs - strangersAbove[own];
      all += won;
      lost[i] += won;
      for (int j = 0; j < photos; j++) {
        if (i != j) {
          double beaten = copiesAbove[bins[i][j]];
          lost[i] += beaten - wins(own, bins[i][j]);
          lost[j] += beaten - wins(bins[j][j], bins[i][j]);
        }
      }
    }
    double[] leftOut = new double[photos];
    double left = (photos - 1.0) * (photos - 1) * (photos - 2);
    for (int i = 0; i < photos; i++) {
      leftOut[i] = (all - lost[i]) / left;
    }
    return Jackknife.share(all / (photos * pairs), leftOut);
  }

  private static double wins(int copy, int stranger) {
    return copy > stranger ? 1 : copy == stranger ? 0.5 : 0;
  }
}
