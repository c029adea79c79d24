package org.encodertraces.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Twenty draws of each simulation, with fixed seeds; the full ones are {@link ClaimSimulation}'s,
 * their figures in docs/statistics.md.
 */
class SimulationsTest {

  private static final int DRAWS = 20;

  /** An interval of 95 % covers fewer than 14 of 20 in one of 300,000. */
  @Test
  void intervalsCoverTheTruth() {
    assertCovers(Coverage.of(IntervalSimulation.cases(), DRAWS), 14);
  }

  /** Fewer than 16 of 20 in one of 39 populations: fewer than 14 in none of 84. */
  @Test
  void intervalsOfPhotosThatMeetCoverTheTruth() {
    List<Coverage.Case> printed =
        PairSimulation.cases().stream()
            .filter(of -> !of.kind().startsWith("not printed") && of.photos() == 45)
            .toList();
    assertCovers(Coverage.of(printed, DRAWS), 14);
  }

  private static void assertCovers(List<Coverage> all, int least) {
    assertThat(all).allSatisfy(c -> assertThat(c.covered()).isGreaterThanOrEqualTo(least));
    Map<String, Double> byKind =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.of().kind(), Collectors.averagingDouble(Coverage::share)));
    assertThat(byKind).allSatisfy((kind, share) -> assertThat(share).isGreaterThan(0.9));
  }

  /** Without effect few draws claim one; at the effect that is printed most do. */
  @Test
  void claimsAreMadeWhereTheyShould() {
    List<ClaimRate> rates =
        ClaimRate.of(
            TestSimulation.cases().stream().filter(of -> of.photos() == 45).toList(), DRAWS);
    Map<Boolean, Double> claimed =
        rates.stream()
            .collect(
                Collectors.partitioningBy(
                    rate -> rate.of().aim() == 0.8, Collectors.averagingDouble(ClaimRate::share)));
    assertThat(claimed.get(false)).isLessThan(0.025);
    assertThat(claimed.get(true)).isBetween(0.65, 0.95);
  }

  /** With a true 5 %, more than 4 of 20 pages claim something in one of 400. */
  @Test
  void pagesWithoutTraceClaimNothing() {
    PageSimulation.NullPages pages = PageSimulation.nullPages(DRAWS, 105, 45);
    assertThat(pages.anyOfOne()).isLessThanOrEqualTo(4);
    assertThat(pages.anyOfFour()).isLessThanOrEqualTo(4);
    assertThat(pages.claims()).isEqualTo(DRAWS * 32);
    assertThat(pages.alone()).isLessThan(pages.claims() / 20);
  }

  /** The page that finds a strong trace, and what it prints for a weak one, are of one scale. */
  @Test
  void aTraceIsFoundWhereItIsStrong() {
    List<PageSimulation.Power> powers = PageSimulation.power(new double[] {0.1, 1}, DRAWS, 105, 45);
    PageSimulation.Power none = powers.get(0);
    PageSimulation.Power strong = powers.get(1);
    assertThat(strong.accuracy()).isGreaterThan(strong.printed());
    assertThat(strong.found()).isGreaterThan(0.9);
    assertThat(none.accuracy()).isLessThan(none.printed());
    assertThat(none.found()).isLessThan(0.5);
  }
}
