package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * How the page is read from its top: one choice of encoder, the query, the wall, a phone, paper.
 */
class PageReadingTest {

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
  void partsStandInTheirOrderAndWhatGoesDeeperIsFolded() throws IOException {
    browser.open(write(results()), 1400, "light");

    assertThat(
            browser.findAll("#answer, main > section").stream()
                .map(part -> String.valueOf(part.getAttribute("id"))))
        .containsExactly("answer", "see", "processings", "wall", "cost", "do", "deeper");
    assertThat(browser.find("#answer h1").getText()).endsWith(".");
    assertThat(browser.findAll("#deeper > details[open]")).isEmpty();
    // What is folded away is drawn when it opens: of 47 encoders it is most of the work.
    assertThat(browser.findAll("#deeper .chart")).isNotEmpty();
    assertThat(browser.findAll("#deeper .chart svg")).isEmpty();
    // An image without a name says nothing to those who cannot see it, and figures have one.
    assertThat(browser.findAll(".chart:not([aria-labelledby])")).isEmpty();

    inReadersWords();
    flipAndStep();
    sortAndOpen();
    chooseAnother();
    printed();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).isEmpty();
  }

  /** The study's names stand in small beside words, and a command is copied whole. */
  private static void inReadersWords() {
    assertThat(browser.find("#see .strip .about").getText())
        .matches("Every photo: quality \\d+, (half|full) color JPEG\\d+_4\\d\\d\\.");
    assertThat(browser.find("#see .rule").getText())
        .containsAnyOf("this is the median of those", "loses a right neighbor; this is the one");
    assertThat(
            (Boolean)
                browser.run(
                    "return [...document.querySelectorAll('#answer, #see, #processings')].every((part) => {"
                        + " const copy = part.cloneNode(true); copy.querySelectorAll('small').forEach((one) => one.remove());"
                        + " return !/[A-Z]+\\d*_[A-Z0-9]+/.test(copy.textContent); })"))
        .isTrue();
    assertThat(browser.find("#wall .wall-key").getText()).contains("95 % interval", "answers lost");
    WebElement copy = browser.find("#do .copy");
    assertThat(copy.getText()).isEqualTo("Copy");
    // The button says so for a moment, which a slow machine may look past: its words are kept.
    browser.run(
        "const words = window.copyWords = []; const copy = document.querySelector('#do .copy');"
            + " new MutationObserver(() => words.push(copy.textContent))"
            + ".observe(copy, { childList: true, characterData: true, subtree: true }); return true");
    copy.sendKeys(Keys.ENTER);
    new WebDriverWait(browser.driver(), Duration.ofSeconds(30))
        .until(driver -> (Boolean) browser.run("return window.copyWords.length > 1"));
    assertThat((List<?>) browser.run("return window.copyWords"))
        .isIn(List.of("Copied", "Copy"), List.of("Selected", "Copy"));
    // Lines end between options.
    assertThat(
            browser.findAll("#do pre.command span").stream()
                .map(span -> span.getRect().getHeight())
                .distinct())
        .hasSize(1);
  }

  /** The database's processing is flipped, and queries are stepped through, from the keyboard. */
  private static void flipAndStep() {
    String wrong = browser.find("#see .strip[data-arrangement=neg_same] ol").getText();
    WebElement radio = browser.find("#see .flip input:checked");
    radio.sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.findAll("#see .strip[data-arrangement=neg_same]")).isEmpty();
    assertThat(browser.find("#see .strip[data-arrangement=pos_same]").getText()).contains("right");
    browser.find("#see .flip input:checked").sendKeys(Keys.ARROW_LEFT);
    assertThat(browser.find("#see .strip[data-arrangement=neg_same] ol").getText())
        .isEqualTo(wrong);

    String steps = browser.find("#see .steps").getText();
    browser.find("#see .steps button").sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.find("#see .steps").getText()).isNotEqualTo(steps);
    browser.find("#see .steps button").sendKeys(Keys.ARROW_LEFT);
    assertThat(browser.find("#see .steps").getText()).isEqualTo(steps);
  }

  /** Rows are sorted by a trace; a row opens what was found; cells are walked by arrow keys. */
  private static void sortAndOpen() {
    List<String> given = rows();
    browser.find("#wall thead th:nth-child(2) button").sendKeys(Keys.ENTER);
    new Select(browser.find("#wall .section-controls select")).selectByValue("name");
    assertThat(rows()).isSorted().hasSameSizeAs(given);

    browser.find("#wall tr[data-label] button.open").sendKeys(Keys.ENTER);
    assertThat(browser.find("#wall tr.opened").getText())
        .containsAnyOf("found after correction", "found: ")
        .contains("test photos");
    browser.find("#wall tr[data-label] button.open").sendKeys(Keys.ENTER);
    assertThat(browser.findAll("#wall tr.opened")).isEmpty();

    WebElement cell = browser.find("#wall td[tabindex='0']");
    cell.sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.find("#tip").getText())
        .contains("read by a probe at", "test photos", "where chance is", "query photos");
    browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    assertThat(browser.find("#tip").isDisplayed()).isFalse();
  }

  private static void chooseAnother() {
    Select encoder = new Select(browser.find("#encoder"));
    String other =
        encoder.getOptions().stream()
            .map(WebElement::getText)
            .filter(name -> !name.equals(encoder.getFirstSelectedOption().getText()))
            .findFirst()
            .orElseThrow();
    encoder.selectByVisibleText(other);
    assertThat(browser.find("#wall tr.chosen").getText()).contains(other);
    WebElement dumbbells = browser.find("#cost-knn");
    dumbbells.sendKeys(Keys.ARROW_DOWN);
    assertThat(browser.find("#tip").getText()).contains(other, "95 %:", "query");
    browser.find("#see .steps button").sendKeys(Keys.ESCAPE);
  }

  /**
   * On paper everything is unfolded, charts are drawn that were not, and both arrangements of the
   * lead picture are there.
   */
  private static void printed() {
    browser.driver().executeScript("dispatchEvent(new Event('beforeprint'))");
    assertThat(browser.findAll("#deeper > details:not([open])")).isEmpty();
    assertThat(browser.findAll("#see .strip")).hasSize(3);
    assertThat(browser.findAll(".chart svg")).hasSameSizeAs(browser.findAll(".chart"));
    browser.driver().executeScript("dispatchEvent(new Event('afterprint'))");
    assertThat(browser.findAll("#deeper > details[open]")).isEmpty();
    assertThat(browser.findAll("#see .strip")).hasSize(2);
  }

  @Test
  void onAPhoneOneTraceIsShownAtATimeAndNothingScrollsSideways() throws IOException {
    browser.open(write(results()), 390, "light");

    assertThat(visibleHeads()).hasSize(1);
    String first = visibleHeads().get(0);
    browser.find("#wall .tabs button[aria-selected=true]").sendKeys(Keys.ARROW_RIGHT);
    assertThat(visibleHeads()).hasSize(1).doesNotContain(first);

    // No room for words beside the marks: there is a key.
    assertThat(browser.find("#cost-knn").getText())
        .contains("wrong photos share it", "nobody shares it", "at random", "all alike");

    List<WebElement> links = browser.findAll("nav li");
    assertThat(links.stream().map(link -> link.getRect().getY()).distinct()).hasSize(1);
    browser.unfold();
    assertThat(
            (Long)
                browser.run(
                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .isLessThanOrEqualTo(0);
    assertThat(
            (List<?>)
                browser.run(
                    "return [...document.querySelectorAll('.scroll')].filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent.slice(0, 80))"))
        .isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  /** What stands in gray is told where it stands. */
  @Test
  void publishedFiguresHaveTheirKeys() throws IOException {
    List<TraceResult> results = results();
    String encoder = "openclip/ViT-00-laion2B";
    List<Published.Row> rows = new ArrayList<>();
    for (String figure : List.of("accuracy_mean", "neg_same", "baseline")) {
      rows.add(new Published.Row(encoder, "jpeg", figure, 71, "ImageNet", "table 9"));
    }
    rows.add(new Published.Row(encoder, "camera", "same", 71, "ImageNet", "table 9"));
    rows.add(new Published.Row(encoder, "camera", "different", 75, "ImageNet", "table 9"));
    Path page = folder.resolve("published.html");
    Files.writeString(
        page,
        ReportPage.html(MadeUpStudy.page(results), MadeUpStudy.sections(), new Published(rows)));
    browser.open(page, 1400, "light");
    if (!String.valueOf(browser.find("#encoder").getAttribute("value")).equals(encoder)) {
      new Select(browser.find("#encoder")).selectByValue(encoder);
    }

    String said = "published figures, ImageNet, table 9";
    assertThat(browser.find("#wall .wall-key").getText()).contains(said);
    assertThat(browser.findAll("#wall td .published")).hasSize(1);
    assertThat(browser.find("#cost-knn").getText()).contains(said);
    assertThat(browser.find("#retrieval .said").getText()).contains("Gray triangles: " + said);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aStudyOf47EncodersAndOneOfThreeStayWithinTheirSizes() throws IOException {
    assertThat(Files.size(write(FortySevenEncoders.results(3)))).isLessThan(25_000_000);
    assertThat(Files.size(write(FortySevenEncoders.three(3)))).isLessThan(2_500_000);
  }

  private static List<String> rows() {
    return browser.findAll("#wall tr[data-label] button.open").stream()
        .map(WebElement::getText)
        .toList();
  }

  private static List<String> visibleHeads() {
    return browser.findAll("#wall thead th:not(.name)").stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getText)
        .toList();
  }

  private static List<TraceResult> results() {
    MadeUpStudy study = new MadeUpStudy("class");
    List<TraceResult> results = new ArrayList<>(study.results(3, "openclip"));
    for (int i = 0; i < 3; i++) {
      results.add(study.neighbors("openclip/ViT-%02d-laion2B".formatted(i), Parameter.JPEG, 16));
    }
    return results;
  }

  private Path write(List<TraceResult> results) throws IOException {
    Path page = folder.resolve("report.html");
    ReportPage.write(page, results, Experiments.sections(Experiments.all()));
    return page;
  }
}
