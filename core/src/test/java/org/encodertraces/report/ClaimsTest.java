package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.encodertraces.processing.Parameter;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.Evidence;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.ShareInterval;
import org.encodertraces.statistics.WithinPhotoRelabeling;
import org.junit.jupiter.api.Test;

/** One error for all that a page claims, whatever the figures' intervals. */
class ClaimsTest {

  private static final int PHOTOS = 100;
  private static final int CLASSES = 3;
  private static final double CHANCE = 100.0 / CLASSES;

  /**
   * p-values of no effect beside intervals that never stand in the way: of a true error of 5 %, 400
   * pages have more than 31 with a false claim in one case of forty.
   */
  @Test
  void ofFourHundredPagesWithoutATraceAtMostThirtyOneFindAnything() {
    NumpyGenerator random = new NumpyGenerator(11);
    int finding = 0;
    for (int page = 0; page < 400; page++) {
      List<TraceResult> results = new ArrayList<>();
      for (int encoder = 0; encoder < 4; encoder++) {
        for (int claim = 0; claim < 8; claim++) {
          results.add(
              knn("e" + encoder, encoder == 0 ? "SUP" : "built-in", claim, random.nextDouble()));
        }
      }
      finding += Claims.of(results).findAnything() ? 1 : 0;
    }

    assertThat(finding).isBetween(6, 31);
  }

  @Test
  void theUsersEncoderHasFourFifthsOfTheError() {
    List<TraceResult> results = new ArrayList<>();
    for (int claim = 0; claim < 8; claim++) {
      results.add(knn("mine", "SUP", claim, 0.004));
    }
    for (int claim = 0; claim < 24; claim++) {
      results.add(knn("control", "built-in", claim, 0.5));
    }
    Claims claims = Claims.of(results);

    // 0.05 * 4/5 / 8 and 0.05 * 1/5 / 24
    assertThat(claims.all().get(0).level()).isCloseTo(0.005, within(1e-9));
    assertThat(claims.all().get(31).level()).isCloseTo(0.000417, within(1e-6));
    assertThat(claims.all().subList(0, 8)).allMatch(Standing::found);
    assertThat(claims.all().subList(8, 32)).noneMatch(Standing::found);
  }

  /**
   * Item by item what the page says could have been found: readings at that accuracy, of which four
   * in five are found among 24 claims; a few more (91 % of these draws), as the interval that it
   * goes by is Student's and wider than the exact p needs.
   */
  @Test
  void theDetectableTraceIsFoundFourTimesInFive() {
    NumpyGenerator random = new NumpyGenerator(5);
    ProbeResult nothing = reading(random, CHANCE / 100, 0);
    List<TraceResult> page = new ArrayList<>(List.of(nothing));
    for (int i = 0; i < 23; i++) {
      page.add(knn("mine", "SUP", i, 0.5));
    }
    double detectable = CHANCE + Claims.of(page).of(nothing).detectable().orElseThrow();
    int found = 0;
    int draws = 300;
    for (int draw = 1; draw <= draws; draw++) {
      ProbeResult traced = reading(random, detectable / 100, draw);
      page.set(0, traced);
      found += Claims.of(page).of(traced).found() ? 1 : 0;
    }

    assertThat(100.0 * found / draws).isBetween(78.0, 95.0);
  }

  @Test
  void aResultOfAnotherPageHasNoStanding() {
    ClaimedResult other = knn("mine", "SUP", 1, 0.5);
    assertThatThrownBy(() -> Claims.of(List.of()).of(other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Claims.of(List.of()).findAnything()).isFalse();
  }

  /** Each photo under three classes, each read right with probability {@code share}. */
  private static ProbeResult reading(NumpyGenerator random, double share, int draw) {
    int[][] labels = new int[PHOTOS][CLASSES];
    int[][] reads = new int[PHOTOS][CLASSES];
    int[] right = new int[PHOTOS];
    int all = 0;
    for (int photo = 0; photo < PHOTOS; photo++) {
      for (int c = 0; c < CLASSES; c++) {
        labels[photo][c] = c;
        boolean correct = random.nextDouble() < share;
        reads[photo][c] = correct ? c : (c + 1 + random.nextInt(0, CLASSES - 1)) % CLASSES;
        right[photo] += correct ? 1 : 0;
      }
      all += right[photo];
    }
    Interval interval = ShareInterval.of(right, CLASSES).scaled(100);
    Range range = new Range(interval.low(), interval.high());
    double accuracy = 100.0 * all / (PHOTOS * CLASSES);
    return new ProbeResult(
        ResultHeader.of("probe", "mine", "SUP", "draw " + draw, VerdictTest.PROVENANCE),
        "sharpening",
        List.of("a", "b", "c"),
        CHANCE,
        accuracy,
        0,
        List.of(accuracy),
        range,
        200,
        PHOTOS,
        "lbfgs",
        "all",
        new ProbeResult.Best(null, null, 1.0, 1.0, 50.0),
        List.of(),
        List.of(),
        List.of(),
        new Evidence(
            accuracy,
            range,
            CHANCE,
            CHANCE,
            WithinPhotoRelabeling.p(labels, reads),
            0.0,
            null,
            null,
            null,
            null),
        null,
        null,
        null,
        null,
        null);
  }

  private static KnnResult knn(String encoder, String category, int claim, double p) {
    return new KnnResult(
        ResultHeader.of("knn", encoder, category, "set " + claim, VerdictTest.PROVENANCE),
        Parameter.JPEG.id(),
        10,
        100,
        100,
        4,
        25.0,
        25.0,
        80,
        80,
        80,
        70,
        80,
        Map.of(KnnResult.BASELINE_MINUS_NEG, new Range(5, 15)),
        p,
        null,
        List.of(),
        List.of());
  }
}
