package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.encodertraces.report.Claims.Outcome;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.Evidence;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.Test;

class VerdictTest {

  static final Provenance PROVENANCE = new Provenance("traces audit", Map.of(), Map.of(), Map.of());

  private static final String NO_CLAIM =
      "this goes by the individual 95 % interval alone, is none of the page's claims and not"
          + " corrected for their number";

  @Test
  void aTraceIsSaidInNumbers() {
    assertThat(sentence(probe(61, new Range(59, 63), 400)))
        .isEqualTo(
            "reads JPEG quality at 61 % (59 to 63; 400 test photos) where chance is 17 %: found (the"
                + " page's only claim, p 0.001)");
  }

  @Test
  void aFallIsSplitIntoWhatNobodySharingAndWhatTheWrongClassesSharingCost() {
    assertThat(sentence(knn(84, 71, new Range(11, 15))))
        .isEqualTo(
            "10-NN accuracy falls from 84.0 to 71.0 % (change −13.0, −15.0 to −11.0; 400 query"
                + " photos) when the wrong classes share the query's JPEG quality: found (the page's"
                + " only claim, p below 0.00001); of this change −4.0 (−6.0 to −2.0) comes with"
                + " nobody sharing it, −9.0 (−11.0 to −7.0) with the wrong classes sharing it"
                + " besides");
  }

  /** 1.96 standard errors are 4 points, found from 0.1 + (1.96 + 0.84) / 1.96 * 4 = 5.8 on. */
  @Test
  void whereNoTraceIsFoundItIsSaidWhatCouldHaveBeen() {
    assertThat(sentence(probe(18, new Range(14, 22), 100, 0.2)))
        .isEqualTo(
            "no trace of JPEG quality found: 18 % (14 to 22; 100 test photos) where chance is 17 %;"
                + " p 0.2; a trace that this probe reads at 22 % in the long run would be found 4"
                + " times in 5");
  }

  @Test
  void anExcessThatPrintsAsNoneIsNotClaimed() {
    assertThat(outcome(probe(16.72, new Range(16.68, 16.76), 160))).isEqualTo(Outcome.UNDECIDED);
  }

  /** Demo, builtin/color: p 0.000073 beside an interval of 32.2 to 35.6 where chance is 33.3. */
  @Test
  void whyASmallPIsNotEnoughIsSaid() {
    assertThat(sentence(probe(17.5, new Range(16, 19), 400, 0.00007)))
        .startsWith(
            "no trace of JPEG quality found: 17.5 % (16.0 to 19.0; 400 test photos) where chance is"
                + " 16.7 %; p 0.00007, which would do by itself, but the interval does not leave out"
                + " chance by 0.1 points; ");
  }

  @Test
  void anAccuracyBelowChanceIsNoTrace() {
    assertThat(sentence(probe(12, new Range(10, 14), 100, 1)))
        .startsWith("reads JPEG quality below chance, at 12 % (10 to 14; 100 test photos)")
        .endsWith("no trace found; " + NO_CLAIM);
  }

  @Test
  void aFallThatTheIntervalDoesNotBearCannotBeTold() {
    assertThat(sentence(knn(84, 83, new Range(-1, 3), 0.3)))
        .isEqualTo(
            "10-NN accuracy goes from 84.0 to 83.0 % (change −1.0, −3.0 to +1.0; 400 query photos)"
                + " when the wrong classes share the query's JPEG quality, p 0.3: whether it falls"
                + " cannot be told; a fall of 2.9 points in the long run would be found 4 times in"
                + " 5");
  }

  /** The case: 18.5 against 12.0 was called "no fall". */
  @Test
  void aRiseIsCalledARise() {
    assertThat(sentence(knn(12, 18.5, new Range(-11.1, -2.3), 1)))
        .isEqualTo(
            "10-NN accuracy rises from 12.0 to 18.5 % (change +6.5, +2.3 to +11.1; 400 query photos)"
                + " when the wrong classes share the query's JPEG quality: no fall; "
                + NO_CLAIM);
  }

  @Test
  void whatDoesNotSurviveCorrectionStandsAlone() {
    List<TraceResult> page = new ArrayList<>();
    page.add(probe(18, new Range(17, 19), 400, 0.01));
    for (int i = 0; i < 9; i++) {
      page.add(probe(16 + i / 100.0, new Range(14, 18), 400, 0.6));
    }
    Claims claims = Claims.of(page);

    assertThat(claims.findAnything()).isFalse();
    assertThat(sentence(claims, page.get(0)))
        .isEqualTo(
            "reads JPEG quality faintly, at 18.0 % (17.0 to 19.0; 400 test photos) where chance is"
                + " 16.7 %: stands alone at 95 %, not after correction for 10 claims, p 0.01");
  }

  /** The case: pure noise with test shares 66 / 23 / 10 % "reads Make at 67 %". */
  @Test
  void aGuessOfTheLargestClassIsNoTraceOfAnAttribute() {
    Evidence noise =
        new Evidence(
            33.6, new Range(30, 38), 100.0 / 3, 66.0, 0.4, 1e-5, 99_999L, 200, false, null);

    assertThat(sentence(attribute(67, new Range(60, 73), noise)))
        .isEqualTo(
            "no trace of Make found: a balanced accuracy of 34 % (30 to 38; 200 test photos) where"
                + " chance is 33 % (plain accuracy 67.0 %, where naming the largest class every time"
                + " gives 66.0 %); p 0.4; a trace that this probe reads at 46 % in the long run would"
                + " be found 4 times in 5");
  }

  /** 999 relabelings cannot find anything among more claims than 25 (the control's part aside). */
  @Test
  void tooFewRelabelingsForThePagesClaimsAreSaid() {
    Evidence strong =
        new Evidence(60.0, new Range(55, 65), 100.0 / 3, 66.0, 0.001, 0.001, 999L, 200, true, null);
    List<TraceResult> page = new ArrayList<>();
    page.add(attribute(67, new Range(60, 73), strong));
    for (int i = 0; i < 59; i++) {
      page.add(probe(16 + i / 100.0, new Range(14, 18), 400, 0.6));
    }

    assertThat(sentence(Claims.of(page), page.get(0)))
        .contains("stands alone at 95 %, not after correction for 60 claims, p 0.001")
        .endsWith("its relabelings give no p below 0.001, and it would take 0.00083");
  }

  /** Older files do not say; they were dealt among owners. */
  @Test
  void thePageSaysHowLabelsWereDealt() {
    Range interval = new Range(55, 65);
    Evidence among = new Evidence(60.0, interval, 50.0, 50.0, 0.001, 1e-3, 999L, 48, true, null);
    Evidence within =
        new Evidence(60.0, interval, 50.0, 50.0, 0.001, 1e-3, 999L, 48, true, "within owners");

    assertThat(notes(among))
        .contains(
            "999 relabelings, labels dealt anew among 48 owners of 200 test photos (a photo of an"
                + " unknown owner counts as of its own), that read as well");
    assertThat(notes(within))
        .contains(
            "999 relabelings, labels dealt anew within each of 48 owners of 200 test photos (owners"
                + " have photos of the classes in like numbers, such as scenes that every camera"
                + " shot, so dealing among them would change nothing), that read as well");
  }

  private static String notes(Evidence evidence) {
    return new OriginSection(MadeUpStudy.page(List.of(attribute(60, new Range(55, 65), evidence))))
        .method()
        .toString();
  }

  /** Four photos read right cover 40 to 100 % of such photos: no reading leaves out one in two. */
  @Test
  void ofFourPhotosOfAClassNothingCouldHaveBeenFound() {
    assertThat(sentence(twoMakes(41, 4)))
        .endsWith(
            "; p 0.3; nothing could have been found: with so few test photos (4 in the smallest class)"
                + " the interval of a probe that reads every one of them right would not leave out"
                + " chance");
    assertThat(sentence(twoMakes(41, 6)))
        .endsWith(
            "only a trace read almost without error could have been found with so few test photos (6"
                + " in the smallest class), and how often it would be cannot be told");
    assertThat(sentence(twoMakes(60, 60)))
        .endsWith(
            "a trace that this probe reads at 79 % in the long run would be found 4 times in 5");
  }

  /** Two photos under six qualities have (6!)² orders, three of two classes 2³. */
  @Test
  void photosTooFewForAnyPAreSaid() {
    List<TraceResult> page = new ArrayList<>();
    page.add(knn(80, 70, new Range(-20, 40), 0.3, 6));
    for (int i = 0; i < 9; i++) {
      page.add(probe(16 + i / 100.0, new Range(14, 18), 400, 0.6));
    }

    assertThat(sentence(Claims.of(page), page.get(0)))
        .endsWith(
            "whether it falls cannot be told; 6 photos give no p below 0.016, and among 10 claims it"
                + " would take 0.005: nothing could have been found");
    assertThat(probe(20, new Range(10, 30), 2).smallestP()).isEqualTo(1 / 518_400.0);
  }

  @Test
  void anAccuracyCannotFallByMoreThanItIs() {
    assertThat(sentence(knn(3, 2.5, new Range(-4, 5), 0.4)))
        .endsWith(
            "whether it falls cannot be told; no fall from 3.0 % would be found 4 times in 5 with"
                + " these photos");
  }

  @Test
  void recallFallsTowardsTheQuerysOwnTypeOfCamera() {
    RetrieveResult.Recall recall =
        new RetrieveResult.Recall(90, 95, new Range(88, 92), new Range(93, 97));
    RetrieveResult retrieve =
        new RetrieveResult(
            header("retrieve"),
            200,
            0.5,
            new RetrieveResult.Queries(recall, recall),
            recall,
            new Range(3, 7),
            1e-7,
            true,
            List.of(),
            null);

    assertThat(sentence(retrieve))
        .isEqualTo(
            "photos by the same type of camera crowd out the same subject: recall@1 falls from 95.0"
                + " to 90.0 % (change −5.0, −7.0 to −3.0; 200 pairs) from a gallery by the other"
                + " type of camera to one by the query's own, where chance is 0.5 %: found (the"
                + " page's only claim, p below 0.00001)");
  }

  @Test
  void whatAnEarlierVersionDidNotMeasureIsSaid() {
    KnnResult old =
        new KnnResult(
            header("knn"),
            "jpeg",
            10,
            1000,
            400,
            8,
            null,
            null,
            84,
            80,
            90,
            71,
            82,
            Map.of(KnnResult.BASELINE_MINUS_NEG, new Range(11, 15)),
            null,
            null,
            List.of(),
            List.of());

    assertThat(outcome(old)).isEqualTo(Outcome.ALONE);
    assertThat(sentence(old))
        .contains("stands alone at 95 %; its p was not measured by the version")
        .endsWith("how much of it comes from nobody sharing it was not measured by this version");
  }

  /** An earlier bootstrap printed 0.0 (0.0 to 0.0); no smallest fall can be taken from it. */
  @Test
  void withoutAPNothingIsSaidOfWhatCouldHaveBeenFound() {
    KnnResult knn = knn(95, 95, new Range(0, 0));
    KnnResult old =
        new KnnResult(
            knn.header(),
            knn.parameter(),
            knn.k(),
            knn.trainPhotos(),
            knn.queries(),
            knn.classes(),
            null,
            null,
            knn.baseline(),
            knn.allDiff(),
            knn.posSame(),
            knn.negSame(),
            knn.uniform(),
            knn.intervals(),
            null,
            null,
            List.of(),
            List.of());

    assertThat(sentence(old))
        .endsWith(
            "whether it falls cannot be told; what could have been found was not measured by this"
                + " version");
  }

  private static String sentence(ClaimedResult result) {
    return sentence(Claims.of(List.of(result)), result);
  }

  private static String sentence(Claims claims, TraceResult result) {
    ClaimedResult claimed = (ClaimedResult) result;
    List<Section> sections = List.of(Sections.probes(), Sections.neighbors(), Sections.retrieval());
    return Verdict.of(
            claims.of(claimed), PageResults.of(List.of(result), sections).claiming(claimed))
        .sentence();
  }

  private static Outcome outcome(ClaimedResult result) {
    return Claims.of(List.of(result)).of(result).outcome();
  }

  private static ResultHeader header(String kind) {
    return ResultHeader.of(kind, "custom/x", "SUP", "objects", PROVENANCE);
  }

  static ProbeResult probe(double accuracy, Range interval, int testPhotos) {
    return probe(accuracy, interval, testPhotos, 0.001);
  }

  private static ProbeResult probe(double accuracy, Range interval, int testPhotos, double p) {
    return new ProbeResult(
        header("probe"),
        "jpeg",
        List.of("a", "b", "c", "d", "e", "f"),
        100.0 / 6,
        accuracy,
        0.5,
        List.of(accuracy),
        interval,
        1000,
        testPhotos,
        "sgd",
        "all",
        new ProbeResult.Best(1.0, 1e-6, null, null, 60.0),
        List.of(),
        List.of(),
        List.of(),
        new Evidence(accuracy, interval, 100.0 / 6, 100.0 / 6, p, 0.0, null, null, null, null),
        new ProbeResult.Control(100.0 / 6, 13.0, 21.0, 20),
        null,
        null,
        null,
        null);
  }

  private static AcquisitionResult twoMakes(long first, long second) {
    Evidence evidence =
        new Evidence(55.0, new Range(35, 75), 50.0, 90.0, 0.3, 1e-5, 99_999L, 45, false, null);
    return attribute(
        80, new Range(70, 88), evidence, List.of(List.of(first, 0L), List.of(0L, second)));
  }

  private static AcquisitionResult attribute(double accuracy, Range interval, Evidence evidence) {
    return attribute(accuracy, interval, evidence, List.of());
  }

  private static AcquisitionResult attribute(
      double accuracy, Range interval, Evidence evidence, List<List<Long>> confusion) {
    return new AcquisitionResult(
        header("acquisition"),
        "Make",
        List.of("a", "b", "c"),
        100.0 / 3,
        accuracy,
        0,
        List.of(accuracy),
        interval,
        evidence,
        400,
        200,
        "split file",
        new ProbeResult.Best(1.0, 1e-6, null, null, 60.0),
        List.of(),
        List.of(),
        confusion);
  }

  static KnnResult knn(double baseline, double negSame, Range fall) {
    return knn(baseline, negSame, fall, 1e-9);
  }

  private static KnnResult knn(double baseline, double negSame, Range fall, double p) {
    return knn(baseline, negSame, fall, p, 400);
  }

  private static KnnResult knn(double baseline, double negSame, Range fall, double p, int queries) {
    return new KnnResult(
        header("knn"),
        "jpeg",
        10,
        1000,
        queries,
        8,
        12.5,
        12.5,
        baseline,
        80,
        90,
        negSame,
        82,
        Map.of(
            KnnResult.BASELINE_MINUS_NEG,
            fall,
            KnnResult.BASELINE_MINUS_ALL,
            new Range(2, 6),
            KnnResult.ALL_MINUS_NEG,
            new Range(7, 11),
            "baseline",
            new Range(baseline - 2, baseline + 2)),
        p,
        null,
        List.of(),
        List.of());
  }
}
