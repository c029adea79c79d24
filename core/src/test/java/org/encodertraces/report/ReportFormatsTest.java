package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.encodertraces.io.Csv;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.Test;

/** The page's figures as Markdown and as a table. */
class ReportFormatsTest {

  private static final Published PUBLISHED =
      new Published(
          List.of(
              new Published.Row("clip/ViT-B-32", "jpeg", "neg_same", 40.1, "", "=HYPERLINK(1)")));

  @Test
  void markdownHasTheAnswerAndEveryClaimWithIntervalNumberAndStanding() {
    String text =
        MarkdownReport.of(
            MadeUpStudy.page(
                List.of(
                    PlantedClaims.OWN.probe(Parameter.JPEG, 61, 2, 400, 1e-9),
                    PlantedClaims.OWN.knn(Parameter.JPEG, 25, 3, 400, 1e-9),
                    PlantedClaims.OWN.retrieve(0.2, 2, 200, 0.4))),
            PUBLISHED);

    assertThat(text)
        .startsWith(
            "# my\\_encoder ranks by JPEG quality: when the wrong photos share a query's quality,"
                + " **1 in 4 answers changes**.\n")
        .contains(
            "| `custom/my_encoder` | JPEG quality | 61.0 (59.0 to 63.0) | 16.7 | 400 | p below"
                + " 0.00001 | found |",
            "| −25.0 (−28.0 to −22.0) | 10 | 400 | p below 0.00001 | found |",
            "| −0.2 (−2.2 to +1.8) | 200 | p 0.4 | not found |",
            "## Published, not measured here",
            "| `clip/ViT-B-32` | jpeg | `neg_same` | 40.1 |");
  }

  /** In a pull request a name must not mention anyone, link anywhere, or end its table. */
  @Test
  void namesAreNoMarkdown() {
    String hostile = "custom/@all|`<img src=x>`[a](http://b.c)\n# x";
    String text =
        MarkdownReport.of(
            MadeUpStudy.page(
                List.of(
                    new PlantedClaims(hostile, "custom").knn(Parameter.JPEG, 25, 3, 400, 1e-9))),
            Published.NONE);

    assertThat(text)
        .startsWith(
            "# &#64;all\\|\\`&lt;img src=x&gt;\\`\\[a\\](http&#58;//b.c)\\u000a\\# x ranks by"
                .replace("\\u000a", "\\\\u000a"))
        .contains("| ``custom/@all\\|`<img src=x>`[a](http://b.c)\\u000a# x`` | JPEG quality |");
  }

  @Test
  void theTableHasEveryFigureOfEveryKindWithItsIntervalAndNumber() {
    List<TraceResult> results = new ArrayList<>(FortySevenEncoders.three(0));
    List<List<String>> rows = Csv.parse(CsvReport.of(MadeUpStudy.page(results), PUBLISHED));

    List<String> header = rows.get(0);
    assertThat(header)
        .containsExactly(
            "kind",
            "dataset",
            "encoder",
            "run",
            "category",
            "trace",
            "figure",
            "at",
            "value",
            "low",
            "high",
            "unit",
            "n",
            "n_of",
            "p",
            "standing",
            "source");
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(header));
    assertThat(rows.stream().skip(1).map(row -> row.get(0)).distinct())
        .containsExactlyInAnyOrder(
            "probe", "knn", "similarity", "ladder", "retrieve", "acquisition", "published");
    // Accuracies of all kinds have an interval and a number; these have none by their nature.
    assertThat(
            rows.stream()
                .skip(1)
                .filter(row -> row.get(9).isEmpty() || row.get(12).isEmpty())
                .map(row -> row.get(0) + " " + row.get(6))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "probe chance",
            "acquisition chance",
            "probe shuffled_accuracy_mean",
            "ladder floor_5",
            "ladder floor_95",
            "ladder cosine_5",
            "ladder cosine_95",
            "ladder threshold",
            "similarity same_class_same_processing",
            "similarity same_class_different_processing",
            "similarity different_class_same_processing",
            "similarity different_class_different_processing",
            "published neg_same");
    assertThat(rows.get(rows.size() - 1))
        .endsWith("published, not measured here", "'=HYPERLINK(1)");
  }

  /** All steps of 47 encoders were 2,000 rows of a pull request. */
  @Test
  void laddersOfAStudyAreARowAnEncoderInMarkdown() {
    List<TraceResult> results =
        FortySevenEncoders.three(0).stream().filter(LadderResult.class::isInstance).toList();

    String text = MarkdownReport.of(MadeUpStudy.page(results), Published.NONE);

    assertThat(text)
        .contains(
            "| Encoder | Ladder | Floor | quality 30 | quality 50 | quality 70 | quality 90 |")
        .contains("Every step is in `--out report.csv`.");
    assertThat(text.lines().filter(line -> line.startsWith("| `"))).hasSize(12);
  }

  /** One result, read from the table and from its record. */
  @Test
  void theTablesNumbersAreTheResults() {
    var knn = PlantedClaims.OWN.knn(Parameter.JPEG, 25, 3, 400, 1e-9);
    List<List<String>> rows =
        Csv.parse(CsvReport.of(MadeUpStudy.page(List.of(knn)), Published.NONE));

    assertThat(rows)
        .contains(
            List.of(
                "knn",
                "photos",
                "custom/my_encoder",
                "",
                "custom",
                "jpeg",
                "baseline - neg_same",
                "",
                "25",
                "22",
                "28",
                "points",
                "400",
                "query photos",
                "1.0E-9",
                "found",
                ""));
  }
}
