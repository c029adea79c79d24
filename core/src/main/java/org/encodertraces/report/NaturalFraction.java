package org.encodertraces.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.encodertraces.result.Range;

/**
 * A share as people say it, "1 in 4": the nearest of the fractions that are said, and none at all
 * where the share's interval does not hold it or is so wide that it holds very different ones.
 *
 * @param part of {@code whole}
 */
record NaturalFraction(int part, int whole) {

  private static final double PERCENT = 100;

  /** Points of an interval beyond which one fraction for it would be a promise. */
  private static final double WIDE = 12;

  /** One in so many, and what is said beside it. */
  private static final List<NaturalFraction> SAID =
      Stream.concat(
              IntStream.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100)
                  .mapToObj(whole -> new NaturalFraction(1, whole)),
              Stream.of(
                  new NaturalFraction(2, 3),
                  new NaturalFraction(3, 4),
                  new NaturalFraction(2, 5),
                  new NaturalFraction(3, 5),
                  new NaturalFraction(4, 5),
                  new NaturalFraction(3, 10),
                  new NaturalFraction(7, 10),
                  new NaturalFraction(9, 10)))
          .toList();

  /**
   * The fraction nearest to a share.
   *
   * @param percent the share
   * @param interval of it, in percent; without one nothing is rounded
   */
  static Optional<NaturalFraction> of(double percent, Optional<Range> interval) {
    NaturalFraction nearest =
        SAID.stream()
            .min(Comparator.comparingDouble(one -> Math.abs(one.percent() - percent)))
            .orElseThrow();
    return interval
        .filter(range -> range.low() <= nearest.percent() && nearest.percent() <= range.high())
        .filter(range -> !isWide(percent, range))
        .map(range -> nearest);
  }

  /** Whether an interval is longer than twelve points, or than the share itself. */
  static boolean isWide(double percent, Range range) {
    return range.high() - range.low() > Math.min(WIDE, percent);
  }

  double percent() {
    return PERCENT * part / whole;
  }

  /** "1 in 4 answers changes", "3 in 4 answers change". */
  String of(String many, String oneDoes, String manyDo) {
    return "%d in %d %s %s".formatted(part, whole, many, part == 1 ? oneDoes : manyDo);
  }

  /** "3 times in 5". */
  String times() {
    return "%d %s in %d".formatted(part, part == 1 ? "time" : "times", whole);
  }
}
