package org.encodertraces.copies;

import java.util.Arrays;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.CosineBlocks;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.statistics.ClopperPearson;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;
import org.jspecify.annotations.Nullable;

/**
 * How far the figures of copy detection move when a photo is left out, as a query and as a
 * reference, and so their 95 % intervals over photos: one more pass over all cosines, once the
 * ranking of all pairs is known.
 *
 * <p>µAP moves to first order (L. A. Jaeckel, "The infinitesimal jackknife", Bell Laboratories
 * 1972): of r true and F false pairs down to a true one, its precision r / (r + F) falls by F / (r
 * + F)² for a true pair above that is left out, and rises by r / (r + F)² for a false one. The
 * background that normalizes scores is held fixed.
 *
 * <p>Moves are summed as whole numbers, so what many threads add comes to the same in any order.
 */
final class PhotoMoves {

  /** A photo is left out of pairs of others: two would leave none. */
  private static final int LEAST_PHOTOS = 3;

  /**
   * What the first pass saw.
   *
   * @param own [copies] cosine of each copy to its original
   * @param background [copies] what normalized scores are less
   */
  record Seen(
      UnitRows originals,
      UnitRows copies,
      Roles roles,
      float[] own,
      float[] background,
      FalsePairs plain,
      FalsePairs normalized,
      EqualError equal) {}

  private final Seen seen;
  private final Rises plain;
  private final Rises normalized;
  private final PrecisionLevels plainLevels;
  private final PrecisionLevels normalizedLevels;

  /** By photo, strangers' pairs with it at or above the cosine of equal errors. */
  private final long[] passing;

  private PhotoMoves(Seen seen) {
    this.seen = seen;
    int photos = seen.originals().rows();
    plain = new Rises(seen.plain().ranking(), photos);
    normalized = new Rises(seen.normalized().ranking(), photos);
    plainLevels = new PrecisionLevels(seen.roles(), plain.ranking.scores().length);
    normalizedLevels = new PrecisionLevels(seen.roles(), normalized.ranking.scores().length);
    passing = new long[photos];
  }

  /** Looks at all pairs. */
  static PhotoMoves of(Seen seen, Engine engine) throws InterruptedException {
    PhotoMoves moves = new PhotoMoves(seen);
    CosineBlocks.all(seen.copies(), seen.originals(), engine, () -> moves.new Block());
    return moves;
  }

  /** How much the sum of precisions rises without the false pairs of each photo. */
  private static final class Rises {

    /** Steps of one: sums over 40,000 pairs of a photo stay below 2^63 by far. */
    private static final double STEPS = 1L << 32;

    private final PairRanking ranking;

    /** By k, rise of the sum without a false pair that reaches the k lowest true scores. */
    private final long[] ofFalse;

    private final long[] byPhoto;

    Rises(PairRanking ranking, int photos) {
      this.ranking = ranking;
      int pairs = ranking.scores().length;
      ofFalse = new long[pairs + 1];
      for (int k = 0; k < pairs; k++) {
        double found = pairs - k;
        double all = found + ranking.falseAtLeast()[pairs - 1 - k];
        ofFalse[k + 1] = ofFalse[k] + Math.round(found / (all * all) * STEPS);
      }
      byPhoto = new long[photos];
    }

    /** [photos] µAP without each query photo that is in the ranking; NaN for others. */
    double[] leftOut(Seen seen, float[] less, FalsePairs pairs) {
      int count = ranking.scores().length;
      double sum = ranking.microAp() * count;
      double[] falls = new double[count + 1];
      for (int k = 0; k < count; k++) {
        double wrong = ranking.falseAtLeast()[count - 1 - k];
        double all = count - k + wrong;
        falls[k + 1] = falls[k] + wrong / (all * all);
      }
      double[] leftOut = new double[byPhoto.length];
      Arrays.fill(leftOut, Double.NaN);
      for (int photo = 0; photo < seen.own().length; photo++) {
        double without = sum + byPhoto[photo] / STEPS;
        if (seen.roles().isReference(photo)) {
          int below = pairs.reached(seen.own()[photo] - less[photo]) - 1;
          double precision = ranking.precision(count - 1 - below);
          leftOut[photo] = (without - precision - falls[below]) / (count - 1);
        } else if (seen.roles().isQuery(photo)) {
          leftOut[photo] = without / count;
        }
      }
      return leftOut;
    }
  }

  /** Of µAP by cosines; null where too few photos bear one. */
  @Nullable Interval microAp() {
    return interval(plain, new float[seen.own().length], seen.plain());
  }

  /** Of µAP by normalized scores; null where too few photos bear one. */
  @Nullable Interval microApNormalized() {
    return interval(normalized, seen.background(), seen.normalized());
  }

  /** Of the recall at a precision by cosines; null where too few photos bear one. */
  @Nullable Interval recall(double precision) {
    return recall(plainLevels, new float[seen.own().length], seen.plain(), precision);
  }

  /** Of the same by normalized scores. */
  @Nullable Interval recallNormalized(double precision) {
    return recall(normalizedLevels, seen.background(), seen.normalized(), precision);
  }

  private @Nullable Interval recall(
      PrecisionLevels levels, float[] less, FalsePairs pairs, double precision) {
    int[] reached = new int[seen.own().length];
    for (int photo = 0; photo < reached.length; photo++) {
      reached[photo] = pairs.reached(seen.own()[photo] - less[photo]);
    }
    return levels.of(reached, precision, pairs.ranking().recallAtPrecision(precision));
  }

  private @Nullable Interval interval(Rises rises, float[] less, FalsePairs pairs) {
    if (rises.ranking.scores().length < 2) {
      return null;
    }
    double[] leftOut =
        Arrays.stream(rises.leftOut(seen, less, pairs)).filter(Double::isFinite).toArray();
    return leftOut.length < LEAST_PHOTOS
        ? null
        : Jackknife.share(
            rises.ranking.microAp(),
            Arrays.stream(leftOut).map(value -> Math.max(0, Math.min(1, value))).toArray());
  }

  /**
   * Of the equal error: the longer of the intervals of both errors at its threshold, one copy a
   * photo (Clopper and Pearson) and pairs of strangers by photo. Where the threshold moves, one
   * error gains what the other loses, so the equal one varies no more than the one that varies
   * more.
   */
  @Nullable Interval equalError() {
    int copies = seen.own().length;
    double photos = seen.originals().rows();
    if (photos < LEAST_PHOTOS || copies < 2) {
      return null;
    }
    int lost = 0;
    for (float cosine : seen.own()) {
      lost += CosineCounts.bin(cosine) < seen.equal().bin() ? 1 : 0;
    }
    double all = Arrays.stream(passing).sum() / 2.0;
    double[] leftOut = new double[passing.length];
    for (int photo = 0; photo < leftOut.length; photo++) {
      double pairs = photo < copies ? (copies - 1.0) * (photos - 2) : copies * (photos - 2);
      leftOut[photo] = (all - passing[photo]) / pairs;
    }
    Interval ofCopies = ClopperPearson.of(lost, copies);
    Interval ofStrangers = Jackknife.share(all / (copies * (photos - 1)), leftOut);
    Interval longer =
        ofCopies.high() - ofCopies.low() >= ofStrangers.high() - ofStrangers.low()
            ? ofCopies
            : ofStrangers;
    double share = seen.equal().share();
    return new Interval(Math.min(longer.low(), share), Math.max(longer.high(), share));
  }

  /** What one block's rows add. */
  private final class Block implements CosineBlocks.Reader {
    private final long[] plainHere = new long[passing.length];
    private final long[] normalizedHere = new long[passing.length];
    private final long[] passingHere = new long[passing.length];
    private final int[][] plainRoom = plainLevels.room();
    private final int[][] normalizedRoom = normalizedLevels.room();

    @Override
    public void take(int row, int from, float[] cosines, int count) {
      boolean query = seen.roles().isQuery(row);
      float less = seen.background()[row];
      int bin = seen.equal().bin();
      for (int i = 0; i < count; i++) {
        if (i != row) {
          float cosine = cosines[i];
          if (CosineCounts.bin(cosine) >= bin) {
            passingHere[row]++;
            passingHere[i]++;
          }
          if (query && seen.roles().isReference(i)) {
            int reached = seen.plain().reached(cosine);
            long rise = plain.ofFalse[reached];
            plainHere[row] += rise;
            plainHere[i] += rise;
            plainLevels.count(plainRoom, reached, row, i);
            reached = seen.normalized().reached(cosine - less);
            rise = normalized.ofFalse[reached];
            normalizedHere[row] += rise;
            normalizedHere[i] += rise;
            normalizedLevels.count(normalizedRoom, reached, row, i);
          }
        }
      }
    }

    @Override
    public void done() {
      plainLevels.addAll(plainRoom);
      normalizedLevels.addAll(normalizedRoom);
      synchronized (PhotoMoves.this) {
        for (int i = 0; i < passing.length; i++) {
          plain.byPhoto[i] += plainHere[i];
          normalized.byPhoto[i] += normalizedHere[i];
          passing[i] += passingHere[i];
        }
      }
    }
  }
}
