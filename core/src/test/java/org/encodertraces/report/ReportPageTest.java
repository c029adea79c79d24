package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  private static final String HOSTILE =
      "</script><script>document.title='run'</script>\"'><img src=x onerror=alert(1)>\u202Egnp";

  @TempDir private Path folder;

  @Test
  void namesAppearAsTextAndRunNothing() throws IOException {
    String html = Files.readString(write(results(HOSTILE)));

    assertThat(html)
        .doesNotContain("<script>document.title", "<img src=x", "\u202E")
        .contains("&lt;/script&gt;&lt;script&gt;document.title=&#39;run&#39;")
        .contains("\\u202egnp");
  }

  @Test
  void thePageAllowsItsOwnTwoScriptsAndNoNetwork() throws IOException {
    String html = Files.readString(write(results("custom/x")));

    assertThat(html)
        .containsPattern("default-src 'none'.*script-src 'sha256-[^']+' 'sha256-[^']+'\">")
        .doesNotContainPattern("(src|href)=\"?https?:");
  }

  @Test
  void everyEncoderAndNumberHasItsTableRow() throws IOException {
    assertThat(Files.readString(write(results("custom/x"))))
        .contains(
            "<th scope=\"row\">custom/<wbr>x</th><td>SUP</td><td>61.0</td><td>59.0 to 63.0</td>")
        .contains(
            "<td>84.0 <span>(82.0 to 86.0)</span></td><td>80.0 <span>(not measured by this version)</span></td>")
        .contains("every training photo under every class (&quot;all&quot;)");
  }

  @Test
  void noResultsMakeNoPage() {
    assertThatThrownBy(
            () ->
                ReportPage.write(
                    folder.resolve("x.html"), List.of(), Experiments.sections(Experiments.all())))
        .isInstanceOf(InputException.class);
    assertThat(folder.resolve("x.html")).doesNotExist();
  }

  private Path write(List<TraceResult> results) throws IOException {
    Path page = folder.resolve("report.html");
    ReportPage.write(page, results, Experiments.sections(Experiments.all()));
    return page;
  }

  private static List<TraceResult> results(String encoder) {
    ProbeResult probe = VerdictTest.probe(61, new Range(59, 63), 400);
    KnnResult knn = VerdictTest.knn(84, 71, new Range(11, 15));
    ResultHeader header =
        ResultHeader.of(
            "probe",
            encoder,
            "SUP",
            "objects",
            new Provenance(
                "traces audit --images '" + encoder + "'",
                Map.of("images", encoder),
                Map.of(encoder, "00ff"),
                Map.of()));
    return List.of(
        new ProbeResult(
            header,
            probe.parameter(),
            probe.classes(),
            probe.chance(),
            probe.accuracyMean(),
            probe.accuracyStd(),
            probe.accuracies(),
            probe.interval(),
            probe.trainPhotos(),
            probe.testPhotos(),
            probe.classifier(),
            probe.training(),
            probe.best(),
            probe.trials(),
            probe.recall(),
            probe.confusion(),
            probe.evidence(),
            probe.control(),
            probe.paired(),
            probe.splits(),
            probe.right(),
            probe.answers()),
        new KnnResult(
            new ResultHeader(
                ResultHeader.SCHEMA_VERSION,
                "knn",
                encoder,
                "SUP",
                "objects",
                "",
                "",
                header.provenance()),
            knn.parameter(),
            knn.k(),
            knn.trainPhotos(),
            knn.queries(),
            knn.classes(),
            knn.chance(),
            knn.majorityShare(),
            knn.baseline(),
            knn.allDiff(),
            knn.posSame(),
            knn.negSame(),
            knn.uniform(),
            knn.intervals(),
            knn.p(),
            knn.found(),
            knn.cells(),
            knn.uniformRuns()));
  }
}
