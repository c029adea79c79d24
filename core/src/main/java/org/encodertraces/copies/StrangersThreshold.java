package org.encodertraces.copies;

import java.util.List;
import java.util.function.IntPredicate;
import org.encodertraces.copies.PassingPairs.Pair;
import org.encodertraces.statistics.EventRate;
import org.encodertraces.statistics.Figure;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.PairRate;
import org.jspecify.annotations.Nullable;

/**
 * The cosine that lets pass fewer pairs of strangers than one in 1,000 photos of a collection.
 *
 * @param collection photos of the collection, N
 * @param rate share of pairs that may pass: 1 / (500 (N - 1))
 * @param cosine smallest that lets no more pass of the pairs at hand; absent where these are so few
 *     that not one of them may pass
 * @param low lower end of its 95 % interval over photos (Woodruff, 1952)
 * @param high upper end; absent where no threshold's share is known to be that small
 * @param passing pairs at hand that it lets pass
 * @param supportedCollection the largest collection for which the pairs at hand could tell
 * @param photosNeeded photos that this collection takes
 * @param nearDuplicates pairs of look-alikes that pass it, a 1,000 photos
 */
public record StrangersThreshold(
    int collection,
    double rate,
    @Nullable Double cosine,
    @Nullable Double low,
    @Nullable Double high,
    int passing,
    long supportedCollection,
    long photosNeeded,
    @Nullable Figure nearDuplicates) {

  /** For a collection of two photos or more. */
  public static StrangersThreshold of(StrangerPairs pairs, int collection) {
    double rate = 1 / StrangerPairs.growth(collection);
    long supported = 1 + (long) Math.floor(pairs.total() / StrangerPairs.growth(2));
    long needed = (long) Math.ceil(0.5 + Math.sqrt(0.25 + 2 / rate));
    List<Pair> nearest = pairs.nearest();
    long allowed = (long) Math.floor(pairs.total() * rate + 1e-9);
    if (allowed < 1 || allowed > nearest.size()) {
      return new StrangersThreshold(collection, rate, null, null, null, 0, supported, needed, null);
    }
    int passing = (int) allowed;
    // Of equal cosines all pass or none.
    while (passing > 0
        && passing < nearest.size()
        && nearest.get(passing).cosine() == nearest.get(passing - 1).cosine()) {
      passing--;
    }
    double cosine =
        passing > 0 ? nearest.get(passing - 1).cosine() : Math.nextUp(nearest.get(0).cosine());
    Interval ends = ends(pairs, nearest, rate);
    List<Pair> near = StrangerPairs.passing(pairs.alike(), cosine);
    EventRate clusters = EventRate.of(Clusters.pairs(near));
    return new StrangersThreshold(
        collection,
        rate,
        cosine,
        Double.isNaN(ends.low()) ? null : Math.min(ends.low(), cosine),
        Double.isNaN(ends.high()) ? null : Math.max(ends.high(), cosine),
        passing,
        supported,
        needed,
        Figure.of(clusters.value(), clusters.interval(), 1000.0 / pairs.photos()));
  }

  /** The cosines between which the interval of the share of pairs holds the rate; NaN for none. */
  private static Interval ends(StrangerPairs pairs, List<Pair> nearest, double rate) {
    int low = firstCount(nearest.size(), count -> interval(pairs, nearest, count).low() > rate);
    int high = firstCount(nearest.size(), count -> interval(pairs, nearest, count).high() >= rate);
    return new Interval(
        low > nearest.size() ? Double.NaN : nearest.get(low - 1).cosine(),
        high <= 1 ? Double.NaN : nearest.get(high - 2).cosine());
  }

  /** The smallest count from 1 on for which this holds, where it holds for all larger ones. */
  private static int firstCount(int most, IntPredicate holds) {
    int low = 1;
    int high = most + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Of the share of pairs when the {@code count} nearest pass. */
  private static Interval interval(StrangerPairs pairs, List<Pair> nearest, int count) {
    long[] byPhoto = new long[pairs.photos()];
    for (Pair pair : nearest.subList(0, count)) {
      byPhoto[pair.first()]++;
      byPhoto[pair.second()]++;
    }
    return PairRate.of(byPhoto, byPhoto).interval();
  }
}
