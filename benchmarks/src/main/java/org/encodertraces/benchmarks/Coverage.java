package org.encodertraces.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Interval;

/**
 * How often an interval covered the truth.
 *
 * @param covered of the draws
 * @param width mean of the intervals'
 */
record Coverage(Case of, int draws, int covered, double width) {

  /** Draws that the truth is taken from where no formula gives it. */
  private static final int TRUTH_DRAWS = 400;

  /** Seeds of the draws that the truth is taken from: no draw's own. */
  private static final long TRUTH_SEED = 1_000_000_000L;

  /** A figure and its interval, from one draw of photos. */
  record Estimate(double value, Interval interval) {}

  /**
   * One population and how its figure is estimated.
   *
   * @param kind what is estimated, and by which method
   * @param label of the population
   * @param truth empty where it is the mean of many estimates
   */
  record Case(
      String kind,
      String label,
      int photos,
      OptionalDouble truth,
      Function<NumpyGenerator, Estimate> draw) {}

  double share() {
    return (double) covered / draws;
  }

  /** Draws {@code 0 … draws - 1}, each with its own seed. */
  static Coverage of(Case of, int draws) {
    double truth =
        of.truth.orElseGet(
            () ->
                IntStream.range(0, TRUTH_DRAWS)
                        .mapToDouble(i -> of.draw.apply(new NumpyGenerator(TRUTH_SEED + i)).value())
                        .sum()
                    / TRUTH_DRAWS);
    int covered = 0;
    double width = 0;
    for (int draw = 0; draw < draws; draw++) {
      Interval interval = of.draw.apply(new NumpyGenerator(draw)).interval();
      // Sums of shares miss a truth of exactly 1 by their last digit.
      covered += interval.low() <= truth + 1e-9 && interval.high() >= truth - 1e-9 ? 1 : 0;
      width += interval.high() - interval.low();
    }
    return new Coverage(of, draws, covered, width / draws);
  }

  /** All cases, in their order. */
  static List<Coverage> of(List<Case> cases, int draws) {
    return cases.parallelStream().map(of -> of(of, draws)).toList();
  }

  /** A line for every case, and a summary for every kind as rows of a Markdown table. */
  static void print(List<Coverage> all) {
    for (Coverage coverage : all) {
      System.out.printf(
          Locale.ROOT,
          "%s; %s; %d photos: covers %.1f %%, %.4f wide%n",
          coverage.of.kind(),
          coverage.of.label(),
          coverage.of.photos(),
          100 * coverage.share(),
          coverage.width);
    }
    System.out.println("\n| interval | populations | draws of each | lowest | tenth | median |");
    System.out.println("|---|---|---|---|---|---|");
    for (String kind : all.stream().map(coverage -> coverage.of.kind()).distinct().toList()) {
      List<Coverage> ofKind = all.stream().filter(c -> c.of.kind().equals(kind)).toList();
      double[] shares = ofKind.stream().mapToDouble(Coverage::share).sorted().toArray();
      Coverage lowest =
          ofKind.stream().min((a, b) -> Double.compare(a.share(), b.share())).orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %,d | %.1f (%s; %d photos) | %.1f | %.1f |%n",
          kind,
          shares.length,
          ofKind.get(0).draws,
          100 * shares[0],
          lowest.of.label(),
          lowest.of.photos(),
          100 * shares[shares.length / 10],
          100 * Arrays.stream(shares, shares.length / 2, shares.length).findFirst().orElse(0));
    }
  }
}
