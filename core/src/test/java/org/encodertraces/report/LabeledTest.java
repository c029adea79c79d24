package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.Test;

class LabeledTest {

  @Test
  void oneRunIsCalledByItsEncoder() {
    assertThat(labels(knn("a/x", "2026-01-01T00:00:00Z", Map.of("k", "10"))))
        .containsExactly("a/x");
  }

  @Test
  void twoRunsOfOneEncoderAreToldApartByTheSettingThatDiffers() {
    assertThat(
            labels(
                knn("a/x", "2026-01-01T00:00:00Z", Map.of("k", "10", "seed", "0")),
                knn("a/x", "2026-01-01T00:00:00Z", Map.of("k", "1", "seed", "0")),
                knn("a/y", "2026-01-01T00:00:00Z", Map.of("k", "10", "seed", "0"))))
        .containsExactly("a/x (k 10)", "a/x (k 1)", "a/y");
  }

  @Test
  void aSettingThatOneRunDoesNotHaveTellsThemApartToo() {
    assertThat(
            labels(
                knn("a/x", "2026-01-01T00:00:00Z", Map.of()),
                knn("a/x", "2026-01-01T00:00:00Z", Map.of("orientation", "upright"))))
        .containsExactly("a/x (orientation not set)", "a/x (orientation upright)");
  }

  @Test
  void runsOfTheSameSettingsAreToldApartByTheirTime() {
    assertThat(
            labels(
                knn("a/x", "2026-01-01T00:00:00Z", Map.of()),
                knn("a/x", "2026-02-01T00:00:00Z", Map.of())))
        .containsExactly(
            "a/x (run of 2026-01-01T00:00:00Z, 1)", "a/x (run of 2026-02-01T00:00:00Z, 2)");
  }

  @Test
  void theSameResultGivenTwiceIsShownOnce() {
    TraceResult result = knn("a/x", "2026-01-01T00:00:00Z", Map.of());

    assertThat(labels(result, result)).containsExactly("a/x");
  }

  @Test
  void controlsComeAfterTheUsersEncoders() {
    TraceResult control = knn("builtin/hog", "built-in", "2026-01-01T00:00:00Z", Map.of());

    assertThat(labels(control, knn("a/x", "2026-01-01T00:00:00Z", Map.of())))
        .containsExactly("a/x", "builtin/hog");
  }

  private static List<String> labels(TraceResult... results) {
    return Labeled.all(List.of(results), AskedAbout.of(List.of(results))).stream()
        .map(Labeled::label)
        .toList();
  }

  private static TraceResult knn(String encoder, String created, Map<String, String> options) {
    return knn(encoder, "SUP", created, options);
  }

  private static TraceResult knn(
      String encoder, String category, String created, Map<String, String> options) {
    return new KnnResult(
        new ResultHeader(
            ResultHeader.SCHEMA_VERSION,
            "knn",
            encoder,
            category,
            "objects",
            created,
            "0",
            new Provenance("traces knn", options, Map.of(), Map.of())),
        "jpeg",
        10,
        100,
        50,
        4,
        25.0,
        25.0,
        80,
        80,
        80,
        80,
        80,
        Map.of(KnnResult.BASELINE_MINUS_NEG, new Range(0, 0)),
        1.0,
        false,
        List.of(),
        List.of());
  }
}
