package org.encodertraces.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.io.WholeFile;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.TraceResult;

/**
 * Writes the page. Words and the tables of probes and kNN are plain HTML, made here; charts, and
 * the tables that would be too long to ship twice, are made by the scripts in the page from the
 * JSON in the page.
 */
public final class ReportPage {

  /** What the page may weigh; thumbnails are left out before it weighs more. */
  private static final int MOST_BYTES = 25_000_000;

  private static final String ECHARTS =
      "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";

  private final PageResults results;
  private final List<Section> experiments;
  private final Published published;

  private ReportPage(PageResults results, List<Section> experiments, Published published) {
    this.results = results;
    this.experiments = experiments;
    this.published = published;
  }

  /**
   * Writes the page of these results, encoders in the order in which they first appear.
   *
   * @param experiments sections of the experiments, in order
   * @throws InputException when there is no result to show
   */
  public static void write(Path target, List<TraceResult> results, List<Section> experiments)
      throws IOException {
    if (results.isEmpty()) {
      throw new InputException(target + ": no result to make a page of");
    }
    WholeFile.writeString(
        target, html(PageResults.of(results, experiments), experiments, Published.NONE));
  }

  /**
   * The page of one result or more.
   *
   * @param published figures of others, drawn beside those of the results
   */
  public static String html(PageResults results, List<Section> experiments, Published published) {
    return new ReportPage(results, experiments, published).page();
  }

  private String page() {
    String charts = Resources.text(ECHARTS);
    String script = Resources.text("page/page.js");
    String datasets =
        results.labeled().stream()
            .map(labeled -> Markup.shortened(labeled.result().header().dataset()))
            .distinct()
            .collect(Collectors.joining(", "));
    String data = PageData.of(results);
    PageParts all = new PageParts(results, experiments);
    PageParts.Parts parts = all.all();
    int bytes = bytes(charts) + bytes(script) + bytes(data) + parts.bytes();
    Thumbnails thumbnails =
        Thumbnails.within(MOST_BYTES - bytes - 200_000, results.ofType(NeighborsResult.class));
    Markup html = new Markup();
    html.add(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src %s %s">
        <title>Encoder Traces: %s</title>
        <style>
        %s</style>
        </head>
        <body>
        %s%s<main>
        %s%s<p class="about">%s</p>
        </main>
        <dialog id="confusion" aria-labelledby="confusion-title"><h2 id="confusion-title"></h2><div class="table scroll" tabindex="0"></div><button type="button">Close</button></dialog>
        <div id="paper"></div>
        <script type="application/json" id="results">""",
        new Markup().add(hash(charts)),
        new Markup().add(hash(script)),
        datasets,
        new Markup().add(Resources.text("page.css")),
        all.navigation(),
        parts.answer(),
        parts.middle(),
        parts.deeper(),
        thumbnails.wanted() == 0 ? "" : thumbnails.statement(bytes));
    return html
        + "{\"results\":"
        + data
        + ",\"thumbnails\":"
        + thumbnails.json()
        + ",\"chosen\":"
        + PageData.text(Headline.of(results).encoder())
        + ",\"words\":"
        + ProcessingWords.json()
        + ",\"published\":"
        + published.json(results)
        + "}</script>\n<script>"
        + charts
        + "</script>\n<script>"
        + script
        + "</script>\n</body>\n</html>\n";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
