package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a cell of a notebook. */
class PageFragmentTest {

  /** A host that loads modules its own way, as notebooks do, and has styles of its own. */
  private static final String HOST =
      """
      <!doctype html><meta charset="utf-8"><title>host</title>
      <style>h2 { color: rgb(255, 0, 0); font-size: 99px } .cell table { border: 9px solid }</style>
      <script>window.define = () => { throw new Error("taken for a module"); }; window.define.amd = {};</script>
      <h2 id="answer">A notebook</h2><div class="cell">%s</div><div class="cell">%s</div>
      """;

  @TempDir private Path folder;

  @Test
  void itIsNoPageAndAsksNothing() {
    assertThat(fragment(FortySevenEncoders.three(0)).replaceAll("(?s)<script>.*?</script>", ""))
        .startsWith("<div class=\"encoder-traces\">")
        .endsWith("</div>\n")
        .doesNotContainPattern("<(html|head|body|meta|title|!doctype)[ >]")
        .doesNotContainPattern("(src|href)=\"?https?:");
  }

  @Test
  void rulesAreNestedAndWhatMeantThePageMeansTheFragment() {
    assertThat(
            PageFragment.scoped(
                """
                :root, #paper { --ink: #000; }
                @media print {
                  body { margin: 0; }
                }
                nav > a:hover, .body, main { color: red; }
                @keyframes x { to { top: 0; } }
                """))
        .isEqualTo(
            """
            .encoder-traces.encoder-traces {
            & { all: initial; display: block; }
            :where(:not(svg, svg *, img)) { all: revert; }
            &, #paper { --ink: #000; }
            @media print {
              & { margin: 0; }
            }
            nav > a:hover, .body, main { color: red; }
            }
            @keyframes x { to { top: 0; } }
            """);
  }

  /** Two of them, in a host that would break a page: each draws its own charts, nothing leaks. */
  @Test
  void twoStandInAHostWithoutKnowingOfEachOther() throws IOException {
    List<TraceResult> first = FortySevenEncoders.three(0);
    List<TraceResult> second = FortySevenEncoders.three(1).subList(0, 3);
    Path page = folder.resolve("host.html");
    Files.writeString(page, HOST.formatted(fragment(first), fragment(second)));
    try (Browser browser = Browser.start(folder)) {
      browser.open(page, 1200, "light");
      browser.unfold();

      assertThat(browser.findAll(".cell:first-of-type .chart svg").size()).isGreaterThan(5);
      assertThat(browser.findAll(".cell:last-child .chart svg")).isNotEmpty();
      assertThat(browser.find("#answer").getCssValue("color")).contains("255, 0, 0");
      assertThat(browser.find(".encoder-traces h2").getCssValue("font-size")).isNotEqualTo("99px");
      assertThat(browser.find(".encoder-traces h2").getCssValue("color"))
          .doesNotContain("255, 0, 0");
      assertThat(browser.find(".encoder-traces table").getCssValue("border-top-width"))
          .isNotEqualTo("9px");
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).isEmpty();
    }
  }

  private static String fragment(List<TraceResult> results) {
    return PageFragment.of(
        ReportPage.html(MadeUpStudy.page(results), MadeUpStudy.sections(), Published.NONE));
  }
}
