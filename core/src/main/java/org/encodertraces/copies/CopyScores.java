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
 * The cosines of one kind of copy: of each copy to its own original, and of all copies to the
 * others' originals.
 *
 * @param own [copies] ascending
 */
public record CopyScores(float[] own, Separation separation, Detection detection) {

  private static final double PRECISION = 0.9;

  /** A photo is left out of pairs of others: two would leave none. */
  private static final int LEAST_PHOTOS = 3;

  /**
   * Compares.
   *
   * @param originals [photos, d]; those behind the last copy have no copy and are strangers to all
   * @param copies [copies, d]: row i is a copy of original i
   */
  public static CopyScores of(UnitRows originals, UnitRows copies, Roles roles, Engine engine)
      throws InterruptedException {
    if (copies.rows() > originals.rows()
        || originals.rows() < 2
        || copies.rows() < 1
        || roles.photos() != originals.rows()) {
      throw new IllegalArgumentException(
          "%d copies of %d originals in %d parts: expected a copy and two originals at least"
              .formatted(copies.rows(), originals.rows(), roles.photos()));
    }
    return new Comparison(originals, copies, roles, engine).scores();
  }

  /** One comparison under way. */
  private static final class Comparison {
    private final UnitRows originals;
    private final UnitRows copies;
    private final Roles roles;
    private final Engine engine;
    private final float[] own;
    private final int[] ownBins;
    private final float[] background;
    private final CosineCounts ownCounts = new CosineCounts();
    private final CosineCounts strangers = new CosineCounts();
    private final FalsePairs plain;
    private final FalsePairs normalized;

    /** Twice what is lost of the wins without each photo, but for its own copy's. */
    private final long[] lost;

    /** Whether a matched query's original is nearer than any other reference. */
    private final boolean[] first;

    Comparison(UnitRows originals, UnitRows copies, Roles roles, Engine engine)
        throws InterruptedException {
      this.originals = originals;
      this.copies = copies;
      this.roles = roles;
      this.engine = engine;
      own = new float[copies.rows()];
      ownBins = new int[copies.rows()];
      for (int i = 0; i < own.length; i++) {
        own[i] = copies.cosine(i, originals, i);
        ownBins[i] = CosineCounts.bin(own[i]);
        ownCounts.add(own[i]);
      }
      background = BackgroundScores.of(originals, copies, roles, engine);
      plain = new FalsePairs(trueScores(new float[own.length]));
      normalized = new FalsePairs(trueScores(background));
      lost = new long[originals.rows()];
      first = new boolean[own.length];
    }

    /** Scores of matched queries to their originals, ascending. */
    private float[] trueScores(float[] less) {
      float[] scores = new float[own.length];
      int count = 0;
      for (int i = 0; i < own.length; i++) {
        if (roles.isReference(i)) {
          scores[count++] = own[i] - less[i];
        }
      }
      float[] sorted = Arrays.copyOf(scores, count);
      Arrays.sort(sorted);
      return sorted;
    }

    CopyScores scores() throws InterruptedException {
      long[] twiceCopiesAbove = ownCounts.twiceAbove();
      CosineBlocks.all(copies, originals, engine, () -> new Block(twiceCopiesAbove));
      EqualError equal = EqualError.of(ownCounts, strangers);
      PhotoMoves moves =
          PhotoMoves.of(
              new PhotoMoves.Seen(
                  originals, copies, roles, own, background, plain, normalized, equal),
              engine);
      float[] ascending = own.clone();
      Arrays.sort(ascending);
      return new CopyScores(ascending, separation(equal, moves), detection(moves));
    }

    private Separation separation(EqualError equal, PhotoMoves moves) {
      long[] twiceStrangersAbove = strangers.twiceAbove();
      double pairs = strangers.total();
      long all = 0;
      for (int bin : ownBins) {
        all += 2 * strangers.total() - twiceStrangersAbove[bin];
      }
      double n = originals.rows();
      double m = copies.rows();
      double auc = all / (2 * m * pairs);
      Interval interval = null;
      if (originals.rows() >= LEAST_PHOTOS && copies.rows() > 1) {
        double[] leftOut = new double[originals.rows()];
        for (int i = 0; i < leftOut.length; i++) {
          boolean copied = i < own.length;
          long won = copied ? 2 * strangers.total() - twiceStrangersAbove[ownBins[i]] : 0;
          double left = copied ? (m - 1) * (m - 1) * (n - 2) : m * m * (n - 2);
          leftOut[i] = (all - won - lost[i]) / (2 * left);
        }
        interval = Jackknife.share(auc, leftOut);
      }
      Interval ofEqual = moves.equalError();
      return new Separation(
          auc,
          low(interval),
          high(interval),
          equal.share(),
          low(ofEqual),
          high(ofEqual),
          equal.cosine());
    }

    private static @Nullable Double low(@Nullable Interval interval) {
      return interval == null ? null : interval.low();
    }

    private static @Nullable Double high(@Nullable Interval interval) {
      return interval == null ? null : interval.high();
    }

    private Detection detection(PhotoMoves moves) {
      int queries = 0;
      int matched = 0;
      int nearest = 0;
      for (int i = 0; i < own.length; i++) {
        queries += roles.isQuery(i) ? 1 : 0;
        matched += roles.isReference(i) ? 1 : 0;
        nearest += roles.isReference(i) && first[i] ? 1 : 0;
      }
      int references = roles.all(Roles.Role.MATCHED).length;
      int behind = roles.all(Roles.Role.BACKGROUND).length;
      if (matched == 0) {
        return new Detection(
            queries,
            0,
            references,
            behind,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
      }
      boolean normalizes = behind >= Roles.BACKGROUND_RANKS;
      PairRanking byCosine = plain.ranking();
      PairRanking byNormalized = normalized.ranking();
      Interval microAp = moves.microAp();
      Interval microApNormalized = normalizes ? moves.microApNormalized() : null;
      Interval recall = moves.recall(PRECISION);
      Interval recallNormalized = normalizes ? moves.recallNormalized(PRECISION) : null;
      Interval accuracy = ClopperPearson.of(nearest, matched);
      return new Detection(
          queries,
          matched,
          references,
          behind,
          byCosine.microAp(),
          low(microAp),
          high(microAp),
          normalizes ? (Double) byNormalized.microAp() : null,
          low(microApNormalized),
          high(microApNormalized),
          byCosine.recallAtPrecision(PRECISION),
          low(recall),
          high(recall),
          normalizes ? (Double) byNormalized.recallAtPrecision(PRECISION) : null,
          low(recallNormalized),
          high(recallNormalized),
          (double) nearest / matched,
          accuracy.low(),
          accuracy.high());
    }

    /** What one block's rows add. */
    private final class Block implements CosineBlocks.Reader {
      private final long[] twiceCopiesAbove;
      private final int[] counts = new int[CosineCounts.BINS];
      private final long[] lostHere = new long[originals.rows()];
      private final long[] plainHere;
      private final long[] normalizedHere;

      Block(long[] twiceCopiesAbove) {
        this.twiceCopiesAbove = twiceCopiesAbove;
        plainHere = plain.counts();
        normalizedHere = normalized.counts();
      }

      @Override
      public void take(int row, int from, float[] cosines, int count) {
        int ownBin = ownBins[row];
        boolean query = roles.isQuery(row);
        float less = background[row];
        float rival = Float.NEGATIVE_INFINITY;
        long lostByRow = 0;
        for (int i = 0; i < count; i++) {
          if (i != row) {
            float cosine = cosines[i];
            int bin = CosineCounts.bin(cosine);
            counts[bin]++;
            long beaten = twiceCopiesAbove[bin];
            lostByRow += beaten - twiceWon(ownBin, bin);
            lostHere[i] += i < ownBins.length ? beaten - twiceWon(ownBins[i], bin) : beaten;
            if (query && roles.isReference(i)) {
              plainHere[plain.reached(cosine)]++;
              normalizedHere[normalized.reached(cosine - less)]++;
              rival = Math.max(rival, cosine);
            }
          }
        }
        lostHere[row] += lostByRow;
        first[row] = own[row] > rival;
      }

      @Override
      public void done() {
        strangers.addAll(counts);
        plain.addAll(plainHere);
        normalized.addAll(normalizedHere);
        synchronized (lost) {
          for (int i = 0; i < lost.length; i++) {
            lost[i] += lostHere[i];
          }
        }
      }
    }

    private static long twiceWon(int copy, int stranger) {
      return copy > stranger ? 2 : copy == stranger ? 1 : 0;
    }
  }
}
