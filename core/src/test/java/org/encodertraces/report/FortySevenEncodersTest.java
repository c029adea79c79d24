package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.encoder.Catalogue;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The made-up study, and what the page and its other forms make of it. */
class FortySevenEncodersTest {

  private static List<TraceResult> all;

  @TempDir private Path folder;

  @BeforeAll
  static void makeUp() {
    all = FortySevenEncoders.results(0);
  }

  @Test
  void itHasEveryEncoderOfTheCatalogueAndIsTheSameBySeed() {
    assertThat(all.stream().map(one -> one.header().encoder()).distinct())
        .containsExactlyElementsOf(
            Catalogue.ofStudy().entries().stream().map(entry -> entry.id()).toList());
    assertThat(ResultFiles.json(FortySevenEncoders.three(1)))
        .isEqualTo(ResultFiles.json(FortySevenEncoders.three(1)))
        .isNotEqualTo(ResultFiles.json(FortySevenEncoders.three(2)));
  }

  @Test
  void itsFilesReadBackAsTheyWere() throws IOException {
    List<TraceResult> three = FortySevenEncoders.three(0);
    FortySevenEncoders.write(folder, three);

    assertThat(ResultFiles.readAll(folder, Experiments.all()))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(three);
  }

  /** The bounds; pictures are left out before the page is larger. */
  @Test
  void thePageOf47EncodersIsBelow25MegabytesAndThatOfThreeBelowTwoAndAHalf() {
    assertThat(bytes(all)).isLessThan(25_000_000);
    assertThat(bytes(FortySevenEncoders.three(0))).isLessThan(2_500_000);
  }

  private static int bytes(List<TraceResult> results) {
    return ReportPage.html(MadeUpStudy.page(results), MadeUpStudy.sections(), Published.NONE)
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }
}
