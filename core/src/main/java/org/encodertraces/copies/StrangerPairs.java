package org.encodertraces.copies;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.encodertraces.copies.PassingPairs.Pair;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.CosineBlocks;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.statistics.EventRate;
import org.encodertraces.statistics.Figure;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.PairRate;
import org.encodertraces.statistics.SumInterval;

/**
 * The cosines of different photos' originals, each pair once: how many pass each threshold, in
 * which photos, and which pairs come first.
 */
public final class StrangerPairs {

  /** Pairs of highest cosine that are kept by themselves: 100,000 of 12 bytes and a header. */
  private static final int MOST_PAIRS = 100_000;

  /** Photos that a share of pairs takes: one is left out of pairs of others. */
  public static final int LEAST_PHOTOS = 3;

  private final int photos;

  /** Ascending, each once. */
  private final float[] thresholds;

  /** [thresholds][photos] strangers that pass with the photo exactly this many thresholds. */
  private final AtomicIntegerArray degrees;

  private final CosineCounts cosines = new CosineCounts();
  private final PassingPairs strangers = new PassingPairs(MOST_PAIRS);
  private final PassingPairs alike = new PassingPairs(MOST_PAIRS);
  private final PassingPairs struck = new PassingPairs(MOST_PAIRS);

  private StrangerPairs(int photos, float[] thresholds) {
    this.photos = photos;
    this.thresholds = thresholds;
    degrees = new AtomicIntegerArray(Math.multiplyExact(photos, thresholds.length));
  }

  /**
   * Compares all pairs of three photos or more.
   *
   * @param thresholds that will be asked for, in any order
   */
  public static StrangerPairs of(
      UnitRows originals, Resemblance resemblance, float[] thresholds, Engine engine)
      throws InterruptedException {
    float[] ascending = thresholds.clone();
    Arrays.sort(ascending);
    int distinct = 0;
    for (int i = 0; i < ascending.length; i++) {
      if (i == 0 || ascending[i] != ascending[i - 1]) {
        ascending[distinct++] = ascending[i];
      }
    }
    StrangerPairs pairs = new StrangerPairs(originals.rows(), Arrays.copyOf(ascending, distinct));
    CosineBlocks.pairs(originals, engine, () -> pairs.new Block(resemblance));
    return pairs;
  }

  /** Photos. */
  public int photos() {
    return photos;
  }

  /** The value of this share from below, of all pairs of strangers; four decimals are right. */
  public double quantile(double share) {
    return cosines.quantile(share);
  }

  /** Pairs of strangers. */
  public long total() {
    return cosines.total();
  }

  /** Pairs of strangers of highest cosine, best first. */
  List<Pair> nearest() {
    return strangers.bestFirst();
  }

  /** Pairs of pictures that look alike, of highest cosine first. */
  List<Pair> alike() {
    return alike.bestFirst();
  }

  /** Pairs that were struck out, of highest cosine first. */
  List<Pair> struck() {
    return struck.bestFirst();
  }

  /**
   * What a threshold lets pass, a 1,000 photos of a collection of this size.
   *
   * @param threshold one of those that were asked for
   */
  public WrongPairs wrongPairs(float threshold, int collection) {
    int at = Arrays.binarySearch(thresholds, threshold);
    if (at < 0) {
      throw new IllegalArgumentException(threshold + ": no threshold that was asked for");
    }
    long[] byPhoto = new long[photos];
    for (int above = at; above < thresholds.length; above++) {
      for (int photo = 0; photo < photos; photo++) {
        byPhoto[photo] += degrees.get(above * photos + photo);
      }
    }
    return wrongPairs(threshold, byPhoto, collection);
  }

  /** The share of pairs of strangers that passes with these photos. */
  private PairRate rate(long[] byPhoto) {
    return PairRate.of(byPhoto, byPhoto);
  }

  private WrongPairs wrongPairs(float threshold, long[] byPhoto, int collection) {
    long passing = Arrays.stream(byPhoto).sum() / 2;
    List<Pair> near = passing(alike(), threshold);
    List<Pair> out = passing(struck(), threshold);
    EventRate clusters = EventRate.of(Clusters.pairs(near));
    double perThousand = 1000.0 / photos;
    Figure nearDuplicates = Figure.of(clusters.value(), clusters.interval(), perThousand);
    PairRate rate = rate(byPhoto);
    double growth = growth(collection);
    Figure ofStrangers = Figure.of(rate.value(), rate.interval(), growth);
    Interval sum =
        SumInterval.of(
            ofStrangers.value(),
            new Interval(ofStrangers.low(), ofStrangers.high()),
            nearDuplicates.value(),
            new Interval(nearDuplicates.low(), nearDuplicates.high()));
    String support = WrongPairs.support(passing);
    boolean told = !support.equals(WrongPairs.NOT_SUPPORTED);
    double allPairs = 0.5 * photos * (photos - 1.0);
    return new WrongPairs(
        collection,
        told ? (Double) (ofStrangers.value() + nearDuplicates.value()) : null,
        told ? (Double) sum.low() : null,
        told ? (Double) sum.high() : null,
        told ? ofStrangers : null,
        nearDuplicates,
        growth * (passing + near.size() + out.size()) / allPairs,
        passing,
        cosines.total(),
        near.size(),
        out.size(),
        support);
  }

  /** Pairs of strangers a 1,000 photos of a collection, for each share of pairs that passes. */
  static double growth(int collection) {
    return 500 * (collection - 1.0);
  }

  /** Of pairs, best first, those at or above a threshold. */
  static List<Pair> passing(List<Pair> bestFirst, double threshold) {
    int count = 0;
    while (count < bestFirst.size() && bestFirst.get(count).cosine() >= threshold) {
      count++;
    }
    return bestFirst.subList(0, count);
  }

  /** What one block's rows add. */
  private final class Block implements CosineBlocks.Reader {
    private final Resemblance resemblance;
    private final int[] counts = new int[CosineCounts.BINS];
    private final PassingPairs strangersHere = new PassingPairs(MOST_PAIRS);
    private final PassingPairs alikeHere = new PassingPairs(MOST_PAIRS);
    private final PassingPairs struckHere = new PassingPairs(MOST_PAIRS);

    Block(Resemblance resemblance) {
      this.resemblance = resemblance;
    }

    @Override
    public void take(int row, int first, float[] cosines, int count) {
      int[] out = resemblance.struck(row);
      boolean sees = resemblance.sees();
      float lowest = thresholds.length == 0 ? Float.POSITIVE_INFINITY : thresholds[0];
      float lowestKept = Math.max(strangers.lowest(), strangersHere.lowest());
      for (int i = 0; i < count; i++) {
        float cosine = cosines[i];
        int other = first + i;
        if (Resemblance.holds(out, other)) {
          struckHere.add(new Pair(row, other, cosine));
        } else if (sees && resemblance.looksAlike(row, other)) {
          alikeHere.add(new Pair(row, other, cosine));
        } else {
          counts[CosineCounts.bin(cosine)]++;
          if (cosine >= lowestKept) {
            strangersHere.add(new Pair(row, other, cosine));
            lowestKept = Math.max(strangers.lowest(), strangersHere.lowest());
          }
          if (cosine >= lowest) {
            int passed = passed(cosine) - 1;
            degrees.incrementAndGet(passed * photos + row);
            degrees.incrementAndGet(passed * photos + other);
          }
        }
      }
    }

    @Override
    public void done() {
      StrangerPairs.this.cosines.addAll(counts);
      strangers.addAll(strangersHere);
      alike.addAll(alikeHere);
      struck.addAll(struckHere);
    }
  }

  /** How many thresholds a cosine passes. */
  private int passed(float cosine) {
    int low = 0;
    int high = thresholds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (thresholds[middle] <= cosine) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
