package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a real browser: what a reader does with it, and what it must not do. */
class ReportBrowserTest {

  private static final String HOSTILE =
      "</script><script>document.title='run'</script>\"'><img src=x onerror=document.title='run'>"
          + "\u202Egnp\u0001";

  private static final int MOST_BYTES = 5_000_000;

  @TempDir private static Path profile;
  private static Browser browser;

  @TempDir private Path folder;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aStudyOf47EncodersIsDrawnWithoutAComplaintOrARequest() throws IOException {
    List<TraceResult> results = new MadeUpStudy("class").results(47, "openclip");
    Path page = write(results);

    assertThat(Files.size(page)).isLessThan(MOST_BYTES);
    show(page);
    assertThat(browser.findAll(".chart svg")).hasSameSizeAs(browser.findAll(".chart"));
    assertThat(browser.find("#probe-1").getText()).contains("openclip/ViT-00", "openclip/ViT-46");
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).isEmpty();
  }

  @Test
  void aBarTellsItsNumbersAndOpensItsConfusionMatrix() throws IOException {
    List<TraceResult> results = new MadeUpStudy("class").results(5, "openclip");
    show(results);
    new Select(browser.find("#probes .section-controls select")).selectByValue("name");
    ProbeResult middle = (ProbeResult) probes(results, "jpeg").get(2);
    WebElement chart = browser.find("#probe-1");

    // The third of five rows lies at the chart's middle, right of the names.
    browser.hover(chart, -110, -15);

    assertThat(textWith(chart, "lr 1.50"))
        .contains(
            "openclip/ViT-02-laion2B (SSL)",
            "± %.1f, n = 10 seeds".formatted(middle.accuracyStd()),
            "45000 training, 5000 test photos (one)",
            "lr 1.50, wd 0.00000100",
            "p 0.0001");

    chart.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER);

    WebElement dialog = browser.find("#confusion");
    assertThat(dialog.isDisplayed()).isTrue();
    assertThat(dialog.getText()).contains("openclip/ViT-01-laion2B: JPEG quality", "JPEG75_420");
    assertThat(browser.findAll("#confusion tbody tr")).hasSize(6);
    browser.click(browser.find("#confusion button"));
    assertThat(dialog.isDisplayed()).isFalse();

    browser.click(browser.find("#probes details.rows summary"));
    browser.click(browser.find("#probes button[data-confusion]"));
    assertThat(dialog.getText()).contains("openclip/ViT-00-laion2B: JPEG quality");
    assertThat(browser.complaints()).isEmpty();
  }

  /** Files without the fields that came later: what they lack is said, and nothing fails. */
  @Test
  void resultsOfAnEarlierVersionAreShownWithWhatTheyHave() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    int number = 0;
    for (TraceResult result : new MadeUpStudy("class").results(2, "openclip")) {
      ObjectNode json =
          (ObjectNode) mapper.readTree(org.encodertraces.result.ResultFiles.json(result));
      json.remove(
          List.of("balanced_accuracy", "balanced_interval", "balanced_chance", "majority_share"));
      json.remove(List.of("p", "smallest_p", "relabelings", "owners", "found", "splits"));
      if (!json.has("accuracy_mean")) {
        json.remove("chance");
      }
      for (String nested :
          List.of(
              "same_interval",
              "different_interval",
              "found_interval",
              "median_interval",
              "bounds")) {
        json.findParents(nested).forEach(parent -> ((ObjectNode) parent).remove(nested));
      }
      json.findParents("auc_interval")
          .forEach(parent -> ((ObjectNode) parent).remove(List.of("auc_interval", "photos")));
      json.findParents("lowest")
          .forEach(
              parent -> ((ObjectNode) parent).remove(List.of("lowest", "highest", "shuffles")));
      Files.writeString(folder.resolve("old-" + number++ + ".json"), json.toString());
    }
    show(org.encodertraces.result.ResultFiles.readAll(folder, Experiments.all()));

    assertThat(browser.find("#verdict").getText())
        .contains("stands alone at 95 %; its p was not measured by the version")
        .doesNotContain("found after correction for");
    browser.click(browser.find("#probes details.rows summary"));
    assertThat(browser.find("#probes table").getText())
        .contains("one shuffle; range not measured by this version");
    assertThat(browser.find("#similarities .said").getText())
        .contains("interval not measured by this version");
    for (String chart :
        List.of("#probe-1", "#knn-1", "#retrieve-1", "#ladder-1", "#roc-ladder-1")) {
      browser.find(chart).sendKeys(Keys.ARROW_DOWN);
      if (chart.equals("#knn-1")) {
        assertThat(textWith(browser.find(chart), "not measured"))
            .contains("p not measured by this version");
      }
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theBoundsOfADuplicateThresholdAreInItsHover() throws IOException {
    show(new MadeUpStudy("class").results(2, "openclip"));
    WebElement ladder = browser.find("#ladder-1");

    ladder.sendKeys(Keys.ARROW_DOWN);

    assertThat(textWith(ladder, "keeps"))
        .contains("keeps 495 of 500 measured copies; of new photos about 98.8 %, at least 97.9 %")
        .contains("95 %: 88.0 % to 100.0 %");
    assertThat(browser.complaints()).isEmpty();
  }

  /** Cells, confusion, trials and ROC have an interval and a number; scipy 1.10 gives the ends. */
  @Test
  void figuresMadeOfCountsHaveTheirIntervals() throws IOException {
    show(new MadeUpStudy("class").results(2, "openclip"));
    browser.find("#probe-1").sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
    assertThat(browser.find("#confusion").getText()).contains("95 % interval by photo", "photos");
    assertThat(browser.find("#confusion tbody td").getText()).matches("\\d+ \\d+ to \\d+");
    browser.click(browser.find("#confusion button"));

    browser.find("#ladder-1").sendKeys(Keys.ARROW_DOWN);
    assertThat(textWith(browser.find("#ladder-1"), "median"))
        .contains("floor, median 0.3000, 95 %: 0.2800 to 0.3200", "chance 0.2 %");
    browser.find("#roc-ladder-1").sendKeys(Keys.ARROW_DOWN);
    // scipy.stats.beta.ppf([0.025, 0.975], [250, 251], [251, 250]) = 0.4553, 0.5447
    assertThat(textWith(browser.find("#roc-ladder-1"), "of copies"))
        .contains("50.0 % of copies, 95 %: 45.5 % to 54.5 %");
    browser.find("#tuning-1").sendKeys(Keys.ARROW_DOWN);
    assertThat(textWith(browser.find("#tuning-1"), "validation"))
        .contains("of this trial by itself", "about 9000 photos");

    browser.click(browser.find("#knn details.cells summary"));
    new WebDriverWait(browser.driver(), Duration.ofSeconds(10))
        .until(driver -> !browser.findAll("#knn details.cells tbody tr").isEmpty());
    assertThat(browser.find("#knn details.cells thead").getText())
        .contains("low", "high", "queries");
    assertThat(browser.findAll("#knn details.cells tbody tr td").get(7).getText())
        .isEqualTo("5000");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void barsAreSortedAsTheReaderAsks() throws IOException {
    List<TraceResult> results = new MadeUpStudy("class").results(6, "openclip");
    show(results);
    Select sort = new Select(browser.find("#probes .section-controls select"));
    sort.selectByValue("accuracy");

    List<String> expected =
        probes(results, "jpeg").stream()
            .map(ProbeResult.class::cast)
            .sorted((a, b) -> Double.compare(b.accuracyMean(), a.accuracyMean()))
            .map(probe -> probe.header().encoder())
            .toList();
    assertThat(names()).isEqualTo(expected);
    sort.selectByValue("name");
    assertThat(names()).isSorted();
  }

  @Test
  void theRetrievalScatterZoomsIntoARectangleAndBack() throws IOException {
    List<TraceResult> results = new MadeUpStudy("class").results(5, "openclip");
    show(results);
    String range =
        "const c = echarts.getInstanceByDom(document.getElementById('retrieve-1'));"
            + " return c.getModel().getComponent('xAxis', 0).axis.scale.getExtent();";
    assertThat(numbers(browser.run(range))).containsExactly(0.0, 100.0);

    browser
        .driver()
        .executeScript(
            "echarts.getInstanceByDom(document.getElementById('retrieve-1')).dispatchAction({"
                + "type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: true})");
    WebElement chart = browser.find("#retrieve-1");
    browser.drag(chart, -100, -120, 100, 60);

    List<Double> zoomed = numbers(browser.run(range));
    assertThat(zoomed.get(1) - zoomed.get(0)).isBetween(10.0, 60.0);

    browser.choose("#retrieval", "reset");
    assertThat(numbers(browser.run(range))).containsExactly(0.0, 100.0);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aQueryIsSwitchedInHistogramsAndPictures() throws IOException {
    MadeUpStudy study = new MadeUpStudy("class");
    List<TraceResult> results = new ArrayList<>(study.results(2, "openclip"));
    results.add(study.neighbors("openclip/ViT-00-laion2B", Parameter.JPEG, 16));
    show(results);
    String said = browser.find("#similarities .said").getText();
    Select query = new Select(browser.findAll("#similarities .controls select").get(1));
    query.selectByIndex(1);
    assertThat(browser.find("#similarities .said").getText())
        .startsWith("AUC of processing within the class: 0.")
        .isNotEqualTo(said);

    assertThat(browser.findAll("#see img")).hasSize(21);
    assertThat(browser.findAll("#see .neighbor.query")).hasSize(1);
    assertThat(browser.findAll("#see .neighbor.other")).isNotEmpty();
    String first = browser.find("#see .query").getText();
    browser.find("#see .steps button").sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.find("#see .query").getText()).contains(".jpg").isNotEqualTo(first);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aDownloadedCsvHoldsTheNumbersOfTheJson() throws Exception {
    List<TraceResult> results = new MadeUpStudy("class").results(4, "openclip");
    show(results);
    browser.choose("#retrieval", "csv");
    browser.choose("#retrieval", "svg");
    browser.choose("#retrieval", "png");

    String name = "Camera-Recall-1-same-against-different-camera-type";
    List<String> lines = browser.downloaded(name + ".csv").lines().toList();
    Map<String, RetrieveResult> byEncoder =
        results.stream()
            .filter(RetrieveResult.class::isInstance)
            .map(RetrieveResult.class::cast)
            .collect(Collectors.toMap(r -> r.header().encoder(), r -> r));
    assertThat(lines.get(0)).startsWith("encoder,category,phone_same,phone_different");
    assertThat(lines).hasSize(5);
    for (String line : lines.subList(1, 5)) {
      List<String> fields = List.of(line.split(",", -1));
      assertThat(byEncoder).containsKey(fields.get(0));
      RetrieveResult result = Objects.requireNonNull(byEncoder.get(fields.get(0)));
      assertThat(Double.parseDouble(fields.get(2))).isEqualTo(result.queries().phone().same());
      assertThat(Double.parseDouble(fields.get(7))).isEqualTo(result.mean().different());
    }
    assertThat(browser.downloaded(name + ".svg")).startsWith("<svg").contains("</svg>");
    assertThat(browser.downloaded(name + ".png")).contains("PNG").hasSizeGreaterThan(5_000);

    browser.click(browser.find("#knn details.cells summary"));
    browser.click(browser.find("#knn [data-cells]"));
    JsonNode cells =
        new ObjectMapper()
            .readTree(
                org.encodertraces.result.ResultFiles.json(
                    results.stream()
                        .filter(r -> r.header().kind().equals("knn"))
                        .findFirst()
                        .orElseThrow()))
            .get("cells");
    List<String> cellLines = browser.downloaded("knn-1-cells.csv").lines().toList();
    assertThat(cellLines.get(1))
        .startsWith("openclip/ViT-00-laion2B,JPEG75_420,JPEG75_420,JPEG75_420,,");
    assertThat(Double.parseDouble(cellLines.get(1).split(",", -1)[5]))
        .isEqualTo(cells.get(0).get("top1").asDouble());
    new WebDriverWait(browser.driver(), Duration.ofSeconds(10))
        .until(
            driver ->
                browser.findAll("#knn details.cells tbody tr").size() == cellLines.size() - 1);
  }

  /** Names that would be code, turn the line around, or go on for ever are text. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hostileNamesAreTextAndRunNothing(boolean long10000) throws IOException {
    String name = long10000 ? "</script>\"'".repeat(1_000) : HOSTILE;
    MadeUpStudy study = new MadeUpStudy(name);
    List<TraceResult> results = new ArrayList<>(study.results(2, name));
    results.add(study.neighbors(name + "/ViT-00-laion2B", Parameter.JPEG, 16));
    Path page = write(results);

    assertThat(Files.readString(page, StandardCharsets.UTF_8))
        .doesNotContain("\u202E", "<img src=x");
    show(page);
    assertThat(browser.driver().getTitle()).isEqualTo("Encoder Traces: ImageNet");
    assertThat(browser.find("#verdict").getText()).contains("</script>");
    assertThat(browser.findAll("#see img")).hasSize(21);
    for (WebElement details : browser.findAll("details")) {
      browser.driver().executeScript("arguments[0].open = true", details);
    }
    assertThat(browser.findAll("#ladder table")).isNotEmpty();
    browser.find("#probe-1").sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
    assertThat(browser.find("#confusion").getText()).contains("</script>");
    assertThat(browser.driver().getTitle()).isEqualTo("Encoder Traces: ImageNet");
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).isEmpty();
    assertThat(overflow()).isLessThanOrEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1024, 1920})
  void thePageFitsItsWidthAndIsAccessible(int width) throws IOException {
    MadeUpStudy study = new MadeUpStudy("class");
    List<TraceResult> results = new ArrayList<>(study.results(5, "openclip"));
    results.add(study.neighbors("openclip/ViT-00-laion2B", Parameter.JPEG, 16));
    browser.open(write(results), width, "light");
    assertThat(overflow()).isLessThanOrEqualTo(0);
    assertThat(browser.accessibilityViolations()).isEmpty();
    browser.scheme("dark");
    assertThat(browser.accessibilityViolations()).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  /** Issue 16: trace left against content kept, with an arrow from the embeddings as they are. */
  @Test
  void theRepairChartShowsTraceLeftAgainstContentKeptWithAnArrowFromAsItIs() throws IOException {
    show(List.of(RepairSectionTest.result("leace", "For search, leace.")));
    WebElement chart = browser.find("#repair [data-kind=repair]");

    assertThat(chart.getText()).contains("content kept, %", "trace left, %", "as it is", "leace");
    String series =
        "const chart = echarts.getInstanceByDom(document.querySelector('[data-kind=repair]'));"
            + " const series = chart.getOption().series[0]; ";
    // From the first method, content 0.9 and trace 0.2, up to the other.
    assertThat(numbers(browser.run(series + "return series.data[0].value")))
        .containsExactly(90.0, 20.0);
    assertThat((Long) browser.run(series + "return series.markLine.data.length")).isOne();
    assertThat(numbers(browser.run(series + "return series.markLine.data[0][0].coord")))
        .containsExactly(90.0, 20.0);
    assertThat(numbers(browser.run(series + "return series.markLine.data[0][1].coord")))
        .containsExactly(60.0, 5.0);
    assertThat((List<?>) browser.run(series + "return series.markLine.symbol"))
        .isEqualTo(List.of("none", "arrow"));

    chart.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(textWith(chart, "fresh")).contains("leace");
    assertThat(browser.find("#do .card").getText())
        .contains("Repair the vectors you have", "traces repair apply --repair leace.safetensors");
    assertThat(browser.complaints()).isEmpty();
  }

  /** The text of a chart once its hover, which is drawn a frame later, says this. */
  private static String textWith(WebElement chart, String expected) {
    new WebDriverWait(browser.driver(), Duration.ofSeconds(10))
        .until(driver -> chart.getText().contains(expected));
    return chart.getText();
  }

  private static long overflow() {
    return (Long)
        browser.run(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  private static List<String> names() {
    return browser.find("#probe-1").getText().lines().filter(line -> line.contains("/")).toList();
  }

  private static List<TraceResult> probes(List<TraceResult> results, String parameter) {
    return results.stream()
        .filter(r -> r instanceof ProbeResult && r.parameter().equals(parameter))
        .toList();
  }

  private static List<Double> numbers(Object list) {
    return ((List<?>) list).stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  private void show(List<TraceResult> results) throws IOException {
    show(write(results));
  }

  private static void show(Path page) {
    browser.open(page, 1400, "light");
    browser.unfold();
  }

  private Path write(List<TraceResult> results) throws IOException {
    Path page = folder.resolve("report.html");
    ReportPage.write(page, results, Experiments.sections(Experiments.all()));
    return page;
  }
}
