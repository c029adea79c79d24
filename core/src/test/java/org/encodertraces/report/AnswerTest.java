package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.encodertraces.processing.Parameter.INTERPOLATION;
import static org.encodertraces.processing.Parameter.JPEG;
import static org.encodertraces.processing.Parameter.RESIZING;
import static org.encodertraces.processing.Parameter.SHARPENING;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.encodertraces.processing.Ladder;
import org.encodertraces.result.Range;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.Test;

/** The answer of planted situations; what is said there follows docs/page.md. */
class AnswerTest {

  private static final PlantedClaims OWN = PlantedClaims.OWN;
  private static final PlantedClaims CONTROL = new PlantedClaims("builtin/color", "built-in");

  @Test
  void aStrongTraceIsSaidByWhatItChanges() {
    Answer answer =
        answer(
            List.of(
                OWN.probe(JPEG, 61, 2, 400, 1e-9),
                OWN.knn(JPEG, 25, 3, 400, 1e-9),
                CONTROL.probe(JPEG, 17, 2, 400, 0.3)));

    assertThat(answer.sentence())
        .isEqualTo(
            "my_encoder ranks by JPEG quality: when the wrong photos share a query's quality, 1 in"
                + " 4 answers changes.");
    assertThat(answer.strong()).isEqualTo("1 in 4 answers changes");
    assertThat(answer.measured())
        .containsExactly(
            "1,200 photos, 8 classes, 400 tested", "my_encoder (own), beside 1 built-in control");
    assertThat(answer.certainty())
        .isEqualTo(
            "2 of the 2 questions asked show a trace; were there none, chance would show one on at"
                + " most 1 such page in 20. That is so for all 3 questions of the page taken"
                + " together. The fall is 25.0 points (95 % interval 22.0 to 28.0; 400 test"
                + " photos).");
  }

  @Test
  void whatRanksByManyTracesIsSaidByItsLargestFall() {
    Answer answer =
        answer(
            List.of(
                OWN.knn(JPEG, 25, 3, 400, 1e-9),
                OWN.knn(RESIZING, 74, 3, 400, 1e-9),
                OWN.knn(SHARPENING, 14, 3, 400, 1e-9),
                OWN.knn(INTERPOLATION, 8, 2, 400, 1e-9)));

    assertThat(answer.sentence())
        .isEqualTo(
            "my_encoder ranks by how a photo was made: when the wrong photos share a query's"
                + " resizing, 3 in 4 answers change.");
    assertThat(answer.certainty())
        .contains("the largest of 4; its interval is not corrected for that choice");
  }

  /** A fall of 0.9 points is found; that it is small is said before its share is. */
  @Test
  void aFaintTraceIsCalledFaint() {
    assertThat(
            sentence(
                OWN.probe(JPEG, 18.2, 0.9, 9_000, 1e-6),
                OWN.knn(JPEG, 0.9, 0.4, 9_000, 1e-5, new Range(0.1, 0.8))))
        .isEqualTo(
            "my_encoder ranks faintly by JPEG quality: when the wrong photos share a query's"
                + " quality, 1 in 100 answers changes.");
    assertThat(
            sentence(OWN.probe(JPEG, 18.2, 0.9, 9_000, 1e-6), OWN.knn(JPEG, 0.3, 0.5, 9_000, 0.2)))
        .isEqualTo(
            "my_encoder faintly remembers JPEG quality: a probe names it right 18.2 % of the time,"
                + " a guess 1 time in 6; no fall of neighbors was found, down to 0.8 points.");
  }

  /** 1.96 standard errors are 0.6 points, two claims at 5 %: 0.05 + (2.24 + 0.84) / 1.96 * 0.6. */
  @Test
  void nothingFoundIsSaidDownToWhatWouldHaveBeen() {
    Answer answer =
        answer(
            List.of(OWN.probe(JPEG, 16.9, 0.9, 5_000, 0.4), OWN.knn(JPEG, 0.1, 0.6, 5_000, 0.4)));

    assertThat(answer.sentence()).isEqualTo("No trace found that would matter, down to 1 point.");
    assertThat(answer.strong()).isEmpty();
    assertThat(answer.certainty())
        .isEqualTo(
            "None of the 2 questions asked shows a trace; were there none, chance would show one on"
                + " at most 1 such page in 20. That is so for all 2 questions of the page taken"
                + " together. Nothing was found in: a reading of JPEG quality, a fall"
                + " with JPEG quality. There a fall of 1 point and a reading 1.4 points above"
                + " chance would be found 4 times in 5, what is smaller could have been missed: no"
                + " finding is not proof of absence.");
  }

  /** A fall of five points, one answer in twenty, would matter and could have been missed. */
  @Test
  void nothingFoundWithFewPhotosIsNoPromise() {
    assertThat(sentence(OWN.probe(JPEG, 16.9, 4, 400, 0.4), OWN.knn(JPEG, 0.1, 4, 400, 0.4)))
        .isEqualTo(
            "No trace found, down to a fall of 5.8 points: a smaller one could have been missed.");
  }

  @Test
  void ofMixedFindingsOnlyWhatIsFoundIsNamed() {
    Answer answer =
        answer(
            List.of(
                OWN.probe(JPEG, 61, 2, 400, 1e-9),
                OWN.probe(RESIZING, 34, 2, 400, 0.4),
                OWN.knn(JPEG, 0.2, 1, 400, 0.4),
                OWN.knn(RESIZING, 12, 2, 400, 1e-9)));

    assertThat(answer.sentence())
        .isEqualTo(
            "my_encoder ranks by resizing: when the wrong photos share a query's resizing, 1 in 8"
                + " answers changes.");
    assertThat(answer.certainty())
        .startsWith("2 of the 4 questions asked show a trace;")
        .contains("Nothing was found in: a fall with JPEG quality, a reading of resizing.")
        .endsWith("no finding is not proof of absence.");
  }

  /** Three photos' changes have no p below 1/8. */
  @Test
  void withTooFewPhotosNothingIsSaidToBeAbsent() {
    Answer answer = answer(List.of(OWN.knn(JPEG, 10, 30, 3, 0.3)));

    assertThat(answer.sentence())
        .isEqualTo("Too few photos to tell: no trace could have been found.");
    assertThat(answer.certainty())
        .contains("The one question asked shows no trace;")
        .contains("With so few photos nothing could have been: no finding is not proof of absence");
    assertThat(sentence(OWN.knn(JPEG, 10, 30, 3, 0.3), OWN.knn(RESIZING, 0.1, 2, 400, 0.4)))
        .isEqualTo(
            "No trace found in 1 of 2 questions, down to 3 points; for the others there are too"
                + " few photos.");
  }

  /** What nobody's sharing costs is a fall, but no ranking by the trace. */
  @Test
  void neighborsAloneTellWhetherTracesPull() {
    assertThat(sentence(OWN.knn(JPEG, 25, 3, 400, 1e-9), OWN.knn(SHARPENING, 9, 3, 400, 1e-9)))
        .isEqualTo(
            "my_encoder ranks by JPEG quality and sharpening: when the wrong photos share a query's"
                + " quality, 1 in 4 answers changes.");
    assertThat(sentence(OWN.knn(JPEG, 25, 3, 400, 1e-9, new Range(-1, 2))))
        .isEqualTo(
            "my_encoder has neighbors that change with JPEG quality: when the wrong photos share a"
                + " query's quality, 1 in 4 answers changes.");
  }

  @Test
  void pairsAloneTellOfTheCamera() {
    assertThat(sentence(OWN.retrieve(5, 2, 200, 1e-7)))
        .isEqualTo(
            "my_encoder ranks by the type of camera: among photos by a query's own type of camera,"
                + " 1 in 20 near-duplicates is no longer found first.");
    assertThat(sentence(OWN.retrieve(0.2, 2, 200, 0.4)))
        .isEqualTo(
            "No trace found, down to a fall of 3 points: a smaller one could have been missed.");
  }

  /** Of everyday steps the one that moves most; a scale of 0.1 is none. */
  @Test
  void laddersAloneMakeNoClaim() {
    PlantedEncoder encoder = new PlantedEncoder("custom/my_encoder", "custom", 0.3, 1);
    Answer answer =
        answer(Arrays.stream(Ladder.values()).<TraceResult>map(encoder::ladder).toList());

    assertThat(answer.sentence())
        .isEqualTo(
            "In my_encoder, scale 0.3 moves a photo 31.0 % of the way to an unrelated one; whether"
                + " photos are ranked by that was not asked.");
    assertThat(answer.measured()).containsExactly("500 photos", "my_encoder (own)");
    assertThat(answer.certainty()).startsWith("A description, without a claim");
  }

  /** Photos of one class are no classes to confuse: audit leaves neighbors out. */
  @Test
  void ofOneClassTheCostIsNotTold() {
    assertThat(sentence(OWN.probe(JPEG, 61, 2, 400, 1e-9), OWN.probe(RESIZING, 34, 2, 400, 0.4)))
        .isEqualTo(
            "my_encoder remembers JPEG quality: a probe names it right 3 times in 5, a guess 1 time"
                + " in 6; what that costs a search was not measured.");
  }

  @Test
  void of47EncodersItSaysHowManyAndTheWorst() {
    Answer answer = answer(claimsOf47());

    assertThat(answer.sentence())
        .matches(
            "3\\d of 47 encoders rank by how a photo was made: most with clip/\\S+, when the wrong"
                + " photos share a query's JPEG quality, \\d in \\d answers changes?\\.");
    assertThat(answer.measured())
        .contains("47 encoders: 24 contrastive, 11 supervised, 12 self-supervised");
  }

  /** Holm over ten claims: p of 0.02 stands alone and no more. */
  @Test
  void whatStandsAloneIsNotFound() {
    List<TraceResult> others =
        Stream.of(JPEG, SHARPENING, RESIZING, INTERPOLATION)
            .map(parameter -> (TraceResult) OWN.knn(parameter, 0.2, 2, 400, 0.4))
            .toList();
    assertThat(
            answer(
                    Stream.concat(Stream.of(OWN.probe(JPEG, 18, 1, 400, 0.02)), others.stream())
                        .toList())
                .sentence())
        .isEqualTo(
            "No trace found for certain: a reading of JPEG quality stands out by itself, but may be"
                + " chance among 5 questions.");
    assertThat(sentence(OWN.knn(JPEG, 25, 3, 400, null)))
        .isEqualTo(
            "No trace found for certain: a fall with JPEG quality stands out by itself, and the"
                + " version that measured it gave no p to tell whether that is chance.");
  }

  /** Of many traces one is named first where the fall is: "quality" alone would be of nothing. */
  @Test
  void whatIsSharedHasItsWholeNameWhereTheSentenceDidNotSayIt() {
    assertThat(
            sentence(
                OWN.knn(JPEG, 40, 3, 400, 1e-9),
                OWN.knn(SHARPENING, 9, 3, 400, 1e-9),
                OWN.knn(RESIZING, 9, 3, 400, 1e-9)))
        .isEqualTo(
            "my_encoder ranks by how a photo was made: when the wrong photos share a query's JPEG"
                + " quality, 2 in 5 answers change.");
  }

  /** 80 to 97 %: "9 times in 10" would promise what 36 photos do not bear. */
  @Test
  void ofAWideIntervalBothEndsAreSaid() {
    assertThat(sentence(OWN.probe(JPEG, 90, 8.5, 36, 1e-9)))
        .contains("a probe names it right 81 to 99 % of the time");
    assertThat(sentence(OWN.knn(JPEG, 12, 7, 60, 1e-9))).contains("5 to 19 % of answers change.");
    assertThat(sentence(OWN.knn(JPEG, 3, 2.9, 60, 1e-9))).contains("0.1 to 6 % of answers change.");
  }

  /** Who audits a built-in encoder asks about it; the others are controls. */
  @Test
  void anAskedForBuiltInEncoderIsTheSubject() {
    String command = "traces audit --images photos --encoder builtin/residual --out audit";
    PlantedClaims asked = new PlantedClaims("builtin/residual", "built-in", command);
    PlantedClaims control = new PlantedClaims("builtin/color", "built-in", command);
    Answer answer =
        answer(List.of(control.knn(JPEG, 40, 3, 400, 1e-9), asked.knn(JPEG, 25, 3, 400, 1e-9)));

    assertThat(answer.sentence()).startsWith("builtin/residual ranks by JPEG quality: when");
    assertThat(answer.measured())
        .contains("builtin/residual (built-in), beside 1 built-in control");
    assertThat(answer(List.of(CONTROL.knn(JPEG, 25, 3, 400, 1e-9))).sentence())
        .startsWith("builtin/color ranks by JPEG quality");
  }

  /** 27.1 to 28.9 % does not hold 3 in 10, 28.6 to 30.4 does. */
  @Test
  void aFractionOutsideItsIntervalIsNotSaid() {
    assertThat(sentence(OWN.knn(JPEG, 28, 0.9, 4_000, 1e-9))).contains("28.0 % of answers change");
    assertThat(sentence(OWN.knn(JPEG, 29.5, 0.9, 4_000, 1e-9))).contains("3 in 10 answers change");
  }

  @Test
  void fallsWithAnotherTraceAreNoCostOfTheOneThatIsRead() {
    assertThat(sentence(OWN.probe(JPEG, 61, 2, 400, 1e-9), OWN.knn(RESIZING, 0.2, 2, 400, 0.4)))
        .endsWith("; what that costs a search was not measured.");
  }

  @Test
  void namesCannotReorderTheSentenceNorRingABell() {
    PlantedClaims hostile = new PlantedClaims("custom/\u202Egnp\u001b[31m<b>", "custom");

    assertThat(answer(List.of(hostile.knn(JPEG, 25, 3, 400, 1e-9))).sentence())
        .startsWith("\\u202egnp\\u001b[31m<b> ranks by JPEG quality:");
  }

  private static List<TraceResult> claimsOf47() {
    return FortySevenEncoders.results(0).stream()
        .filter(result -> List.of("probe", "knn", "retrieve").contains(result.header().kind()))
        .toList();
  }

  private static String sentence(TraceResult... results) {
    return answer(List.of(results)).sentence();
  }

  private static Answer answer(List<? extends TraceResult> results) {
    return Answer.of(List.copyOf(results), MadeUpStudy.sections());
  }
}
