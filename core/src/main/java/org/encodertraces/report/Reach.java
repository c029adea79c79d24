package org.encodertraces.report;

import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.statistics.BalancedAccuracy;
import org.encodertraces.statistics.ClopperPearson;
import org.encodertraces.statistics.Interval;

/**
 * Whether any reading could be found with the test photos at hand: of few photos the interval is so
 * long that it does not leave out chance whatever is read, and no p is small enough.
 */
enum Reach {
  /** A reading of that height leaves out chance. */
  FOUND,
  /** Only a reading near 100 % does. */
  UNSURE,
  /** Not even a reading of 100 % does. */
  NONE;

  /** More than so many photos are enough; their intervals need not be taken. */
  private static final int ENOUGH = 2_000;

  /**
   * Where a reading of {@code seen} percent in every class stands, its photos independent: that
   * they are not all of different owners makes intervals longer still.
   */
  static Reach of(ProbedResult probe, Effect effect, double seen) {
    List<Integer> photos = photosByClass(probe);
    if (!leavesOutChance(probe, effect, photos, 1)) {
      return NONE;
    }
    return seen < 100 && leavesOutChance(probe, effect, photos, seen / 100) ? FOUND : UNSURE;
  }

  private static boolean leavesOutChance(
      ProbedResult probe, Effect effect, List<Integer> photos, double share) {
    if (effect.photos() > ENOUGH) {
      return share > effect.none() / 100;
    }
    Interval interval;
    if (probe instanceof ProbeResult || photos.isEmpty()) {
      // A photo is under every class, so its answers are many; where all are right they are one.
      interval =
          share < 1 ? new Interval(share, 1) : ClopperPearson.of(effect.photos(), effect.photos());
    } else {
      int[] labels =
          IntStream.range(0, photos.size())
              .flatMap(k -> IntStream.generate(() -> k).limit(photos.get(k)))
              .toArray();
      interval =
          BalancedAccuracy.of(
                  labels,
                  IntStream.range(0, labels.length).mapToDouble(i -> share).toArray(),
                  IntStream.range(0, labels.length).toArray(),
                  photos.size())
              .interval();
    }
    return 100 * interval.low() >= effect.none() + effect.margin();
  }

  /** Test photos of each class that has some; none where the file does not tell. */
  static List<Integer> photosByClass(ProbedResult probe) {
    List<List<Long>> confusion =
        probe instanceof ProbeResult one
            ? one.confusion()
            : ((AcquisitionResult) probe).confusion();
    return confusion.stream()
        .mapToLong(row -> row.stream().mapToLong(Long::longValue).sum())
        .filter(rows -> rows > 0)
        .mapToObj(rows -> (int) (rows / probe.accuracies().size()))
        .toList();
  }
}
