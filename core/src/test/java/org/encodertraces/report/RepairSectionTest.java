package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.RepairResult;
import org.encodertraces.result.RepairResult.HeldOut;
import org.encodertraces.result.RepairResult.LeftOutMethod;
import org.encodertraces.result.RepairResult.Row;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairSectionTest {

  @TempDir private Path folder;

  @Test
  void theSectionShowsEachMethodBeforeAndAfterAndSaysWhenNoneHelps() throws Exception {
    String page = page(result(null, "None helps: <no> trace."));

    assertThat(page)
        .contains("Taking the traces out", "None helps: &lt;no&gt; trace.")
        .contains("leace: before and after")
        .doesNotContain("identity: before and after")
        .contains("Held out: jpeg severities, linear (chance 16.7), %")
        .contains("Make, linear (balanced, chance 50", "… among the other type, %")
        .contains("Left out: splince, dependent.")
        .contains("data-kind=\"repair\"");
  }

  @Test
  void withoutContentClassesTheirFiguresAreLeftOut() throws Exception {
    String page = page(result("leace", "For search, leace."));

    assertThat(page).contains("one over the rank of a photo&#39;s copy");
    assertThat(page).doesNotContain("Content by neighbors, %");
  }

  private String page(RepairResult result) throws Exception {
    Path file = folder.resolve("report.html");
    ReportPage.write(file, List.of(result), List.of(Sections.repairs()));
    return Files.readString(file);
  }

  static RepairResult result(@Nullable String recommended, String words) {
    return new RepairResult(
        ResultHeader.of(
            "repair",
            "a/b",
            "custom",
            "photos",
            new Provenance("traces repair", Map.of(), Map.of(), Map.of())),
        "jpeg",
        List.of("JPEG75_420", "JPEG95_444"),
        "IDENTITY",
        "search",
        recommended,
        words,
        50,
        100,
        50,
        50,
        0.001,
        null,
        0.1,
        List.of(new LeftOutMethod("splince", "dependent")),
        List.of(row("identity", 60, 0.2, 0.9), row("leace", 52, 0.05, 0.6)));
  }

  private static Row row(String method, double read, double traceLeft, double contentKept) {
    Figure figure = new Figure(read, read - 5, read + 5);
    return new Row(
        method,
        1,
        false,
        true,
        Map.of(),
        null,
        figure,
        figure,
        figure,
        figure,
        figure,
        Map.of("jpeg severities", new HeldOut(figure, figure, 100.0 / 6)),
        figure,
        Map.of(),
        figure,
        figure,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of("Make", new HeldOut(figure, figure, 50)),
        new RepairResult.Pairs(figure, figure),
        figure,
        figure,
        traceLeft,
        contentKept);
  }
}
