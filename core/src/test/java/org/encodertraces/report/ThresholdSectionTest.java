package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.encodertraces.copies.ConfigLine;
import org.encodertraces.copies.Detection;
import org.encodertraces.copies.KeptCopies;
import org.encodertraces.copies.KeptThreshold;
import org.encodertraces.copies.Separation;
import org.encodertraces.copies.StrangersThreshold;
import org.encodertraces.copies.ThresholdOutcome;
import org.encodertraces.copies.ThresholdOutcome.Kind;
import org.encodertraces.copies.WrongPairs;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.ThresholdResult;
import org.encodertraces.statistics.Figure;
import org.junit.jupiter.api.Test;

/** A threshold that lets every photo have wrong partners is no advice. */
class ThresholdSectionTest {

  @Test
  void ofTheKindsThatAThresholdTellsTheLowestIsAdvised() {
    String advice = advice(kind("WEBP_50", 0.91, 0.4), kind("SCAN_HALF", 0.52, 5_300));

    assertThat(advice)
        .contains("Set the duplicate threshold", "webp 50 moves most. 0.9100 (0.9000 to 0.9200)")
        .contains("For scan half, no threshold tells copies from strangers.")
        .contains("<small>immich</small>", "<span>0.91</span>")
        .doesNotContain("0.5200");
  }

  @Test
  void whereNoneTellsCopiesThereIsNothingToSet() {
    String advice = advice(kind("WEBP_50", 0.6, 1_000), kind("SCAN_HALF", 0.52, 5_300));

    assertThat(advice)
        .contains("no threshold tells copies from strangers")
        .doesNotContain("Set the duplicate threshold", "immich", "0.6000", "0.5200");
  }

  private static String advice(Kind... kinds) {
    ThresholdOutcome outcome =
        new ThresholdOutcome(
            400,
            10_000,
            new ThresholdOutcome.Floor(0.5, 0.3, 0.7),
            Arrays.asList(kinds),
            new StrangersThreshold(10_000, 1e-7, null, null, null, 0, 100, 20_000, null),
            null,
            List.of(),
            List.of(),
            new ThresholdOutcome.Effect(0, 0),
            List.of());
    ThresholdResult result =
        new ThresholdResult(
            ResultHeader.of("threshold", "custom/x", "custom", "photos", VerdictTest.PROVENANCE),
            outcome,
            Map.of());
    return new ThresholdSection(MadeUpStudy.page(List.of(result))).advice().toString();
  }

  private static Kind kind(String name, double cosine, double wrongPairs) {
    KeptCopies kept =
        new KeptCopies(
            new KeptThreshold(cosine, cosine - 0.01, cosine + 0.01, "both", 100, 59),
            new WrongPairs(
                10_000,
                wrongPairs,
                wrongPairs / 2,
                2 * wrongPairs,
                new Figure(wrongPairs, wrongPairs / 2, 2 * wrongPairs),
                new Figure(0, 0, 0),
                wrongPairs,
                50,
                79_800,
                0,
                0,
                WrongPairs.SUPPORTED),
            null,
            List.of(new ConfigLine("immich", "", String.valueOf(cosine))));
    return new Kind(
        name,
        "set",
        "jpeg(50,420)",
        400,
        cosine + 0.05,
        Map.of("95", kept),
        new Separation(0.9, null, null, 0.1, null, null, 0.5),
        new Detection(
            400, 400, 400, 0, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null),
        null);
  }
}
