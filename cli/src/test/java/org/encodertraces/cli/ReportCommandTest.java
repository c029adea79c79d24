package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms that a report has, and what its options refuse. */
class ReportCommandTest {

  @TempDir private Path folder;

  private Path results;

  @BeforeEach
  void aResult() throws IOException {
    results = folder.resolve("results");
    Files.createDirectories(results);
    try (InputStream knn = ReportCommandTest.class.getResourceAsStream("knn-clip.json")) {
      Files.write(results.resolve("knn.json"), knn.readAllBytes());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x.html | <!doctype html>
          x.md | # clip/ViT-B-32 ranks by JPEG quality: when the wrong photos share a query's quality, **1 in 4 answers changes**.
          x.csv | kind,dataset,encoder,run,category,trace,figure,at,value,low,high
          """)
  void theEndingChoosesTheForm(String name, String beginning) throws IOException {
    Path out = folder.resolve(name);

    Run run = Run.of("report", "--results", results, "--out", out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo(out.toString());
    assertThat(Files.readString(out)).startsWith(beginning);
  }

  @Test
  void aFragmentIsNoPageAndHasThePublishedFigures() throws IOException {
    Path published = folder.resolve("published.csv");
    Files.writeString(
        published,
        "encoder,trace,figure,value\nclip/ViT-B-32,jpeg,neg_same,40.25\nclip/RN50,jpeg,neg_same,41\n");
    Path out = folder.resolve("x.html");

    Run run =
        Run.of(
            "report", "--results", results, "--out", out, "--fragment", "--published", published);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("no result stands beside the published figures of clip/RN50 jpeg");
    assertThat(Files.readString(out))
        .startsWith("<div class=\"encoder-traces\">")
        .contains("\"published\":{\"clip/ViT-B-32\":{\"jpeg\":{\"neg_same\":40.25}}");
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedAndNothingIsWritten() throws IOException {
    Path csv = folder.resolve("x.csv");
    Run fragment = Run.of("report", "--results", results, "--out", csv, "--fragment");
    assertThat(fragment.exitCode()).isEqualTo(2);
    assertThat(fragment.err()).contains("--fragment goes with --format html");

    Run format = Run.of("report", "--results", results, "--out", csv, "--format", "markdown");
    assertThat(format.exitCode()).isEqualTo(2);
    assertThat(format.err()).contains("expected a name that ends in .md or .markdown");

    Path published = folder.resolve("published.csv");
    Files.writeString(published, "encoder,trace,figure,value\nclip/ViT-B-32,jpeg,neg_same,140\n");
    Run wrong = Run.of("report", "--results", results, "--out", csv, "--published", published);
    assertThat(wrong.exitCode()).isEqualTo(3);
    assertThat(wrong.err()).contains("published.csv:2: value \"140\"; expected percent");
    assertThat(csv).doesNotExist();
  }

  @Test
  void aFolderWithoutResultsIsNamed() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    Run run = Run.of("report", "--results", empty, "--out", folder.resolve("x.md"));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains(empty + ": no result to make a page of");
  }
}
