package org.encodertraces.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.encodertraces.random.NumpyGenerator;

/**
 * How often something was claimed.
 *
 * @param claimed of the draws
 */
record ClaimRate(Case of, int draws, int claimed) {

  /**
   * One population and one claim about it.
   *
   * @param kind the claim, and whether there is anything to find
   * @param label of the population
   * @param aim the share of draws that is meant to claim it: at most, under no effect; about, with
   *     the detectable one
   */
  record Case(
      String kind, String label, int photos, double aim, Predicate<NumpyGenerator> claims) {}

  double share() {
    return (double) claimed / draws;
  }

  static List<ClaimRate> of(List<Case> cases, int draws) {
    return cases.parallelStream()
        .map(
            of ->
                new ClaimRate(
                    of,
                    draws,
                    (int)
                        IntStream.range(0, draws)
                            .filter(draw -> of.claims.test(new NumpyGenerator(draw)))
                            .count()))
        .toList();
  }

  /** A line for every case, and a summary for every kind as rows of a Markdown table. */
  static void print(List<ClaimRate> all) {
    for (ClaimRate rate : all) {
      System.out.printf(
          Locale.ROOT,
          "%s; %s; %d photos: claimed in %.2f %%, meant %.2f%n",
          rate.of.kind(),
          rate.of.label(),
          rate.of.photos(),
          100 * rate.share(),
          100 * rate.of.aim());
    }
    System.out.println(
        "\n| claim | meant | populations | draws of each | lowest | mean | highest |");
    System.out.println("|---|---|---|---|---|---|---|");
    record Row(String kind, double aim) {}
    List<Row> rows =
        all.stream().map(rate -> new Row(rate.of.kind(), rate.of.aim())).distinct().toList();
    for (Row row : rows) {
      List<ClaimRate> ofRow =
          all.stream().filter(r -> row.equals(new Row(r.of.kind(), r.of.aim()))).toList();
      double[] shares = ofRow.stream().mapToDouble(ClaimRate::share).sorted().toArray();
      ClaimRate highest =
          ofRow.stream().max((a, b) -> Double.compare(a.share(), b.share())).orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %d | %,d | %.2f | %.2f | %.2f (%s; %d photos) |%n",
          row.kind,
          100 * row.aim,
          shares.length,
          ofRow.get(0).draws,
          100 * shares[0],
          100 * IntervalSimulation.mean(shares),
          100 * shares[shares.length - 1],
          highest.of.label(),
          highest.of.photos());
    }
  }
}
