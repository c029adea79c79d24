package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;
import org.junit.jupiter.api.Test;

class VerdictTest {

  static final Provenance PROVENANCE = new Provenance("traces audit", Map.of(), Map.of(), Map.of());

  @Test
  void aTraceAndItsCostAreSaidInNumbers() {
    Verdict verdict =
        Verdict.of(probe(61, new Range(59, 63), 400), Optional.of(knn(84, 71, new Range(11, 15))));

    assertThat(verdict.found()).isTrue();
    assertThat(verdict.sentence())
        .isEqualTo(
            "reads JPEG quality at 61 % (59 to 63) where chance is 17 %; neighbors of the same JPEG"
                + " quality are preferred: 10-NN accuracy falls from 84.0 to 71.0 (by 13.0, 11.0 to"
                + " 15.0) when the wrong classes share it");
  }

  @Test
  void anIntervalThatIncludesChanceIsNoTraceAndSaysHowManyPhotosItWouldTake() {
    Verdict verdict = Verdict.of(probe(18, new Range(14, 22), 100), Optional.empty());

    assertThat(verdict.found()).isFalse();
    // A half-width of 4 points on 100 photos shrinks to 2 on four times as many.
    assertThat(verdict.sentence())
        .isEqualTo(
            "no trace of JPEG quality found with this many photos: 18 % (14 to 22) on 100 test"
                + " photos, where chance is 17 %; about 401 test photos would tell 19 % from chance");
  }

  @Test
  void anExcessThatPrintsAsNoneIsNotClaimed() {
    Verdict verdict = Verdict.of(probe(16.72, new Range(16.68, 16.76), 160), Optional.empty());

    assertThat(verdict.found()).isFalse();
    assertThat(verdict.sentence()).startsWith("no trace of JPEG quality found");
  }

  @Test
  void anAccuracyBelowChanceIsNoTrace() {
    assertThat(Verdict.of(probe(12, new Range(10, 14), 100), Optional.empty()).found()).isFalse();
  }

  @Test
  void aFallThatTheIntervalDoesNotBearIsNotClaimed() {
    assertThat(
            Verdict.of(
                    probe(61, new Range(59, 63), 400), Optional.of(knn(84, 83, new Range(-1, 3))))
                .sentence())
        .contains(
            "10-NN accuracy shows no fall when the wrong classes share it: 83.0, against 84.0");
  }

  static ProbeResult probe(double accuracy, Range interval, int testPhotos) {
    return new ProbeResult(
        ResultHeader.of("probe", "custom/x", "SUP", "objects", PROVENANCE),
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
        0.001,
        new ProbeResult.Side(100.0 / 6, 0, new Range(15, 18)),
        null);
  }

  static KnnResult knn(double baseline, double negSame, Range fall) {
    return new KnnResult(
        ResultHeader.of("knn", "custom/x", "SUP", "objects", PROVENANCE),
        "jpeg",
        10,
        1000,
        400,
        8,
        baseline,
        80,
        90,
        negSame,
        82,
        Map.of(KnnResult.BASELINE_MINUS_NEG, fall),
        List.of(),
        List.of());
  }
}
