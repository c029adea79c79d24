package org.encodertraces.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.io.WholeFile;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbedResult;
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
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

  private static final List<String> SCRIPTS =
      List.of(
          "base", "share", "bars", "retrieval", "queries", "ladder", "repair", "tuning", "main");

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
    WholeFile.writeString(target, html(PageResults.of(results, experiments), experiments, Published.NONE));
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
    String charts = resource(ECHARTS);
    String script = script();
    String datasets =
        results.labeled().stream()
            .map(labeled -> Markup.shortened(labeled.result().header().dataset()))
            .distinct()
            .collect(Collectors.joining(", "));
    String data = PageData.of(results);
    Map<String, Markup> sections = new LinkedHashMap<>();
    put(sections, "Verdict", new VerdictSection(results).html());
    for (Section section : experiments) {
      put(sections, section.title(), section.html(results));
    }
    OriginSection origin = new OriginSection(results);
    Markup method = origin.method();
    Markup provenance = origin.provenance();
    int bytes =
        charts.length()
            + bytes(script)
            + bytes(data)
            + bytes(method.toString())
            + bytes(provenance.toString())
            + sections.values().stream().mapToInt(section -> bytes(section.toString())).sum();
    Thumbnails thumbnails =
        Thumbnails.within(MOST_BYTES - bytes - 200_000, results.ofType(NeighborsResult.class));
    put(sections, "Pictures", pictures(thumbnails, bytes));
    put(sections, "Tuning", tuning());
    put(sections, "Method", method);
    put(sections, "Provenance", provenance);
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
        <header>
        <h1>What do these encoders remember of how a picture was made?</h1>
        <p>Data set: %s.</p>
        <nav aria-label="Sections"><ul>
        """,
        new Markup().add(hash(charts)),
        new Markup().add(hash(script)),
        datasets,
        new Markup().add(resource("page.css")),
        datasets);
    sections.forEach(
        (name, section) -> html.add("<li><a href=\"#%s\">%s</a></li>\n", idOf(section), name));
    html.add("</ul></nav>\n</header>\n<main>\n");
    sections.values().forEach(section -> html.add("%s", section));
    html.add(
        """
        </main>
        <dialog id="confusion" aria-labelledby="confusion-title"><h2 id="confusion-title"></h2><div class="table scroll" tabindex="0"></div><button type="button">Close</button></dialog>
        <div id="paper"></div>
        <script type="application/json" id="results">""");
    return html
        + "{\"results\":"
        + data
        + ",\"thumbnails\":"
        + thumbnails.json()
        + ",\"published\":"
        + published.json(results)
        + "}</script>\n<script>"
        + charts
        + "</script>\n<script>"
        + script
        + "</script>\n</body>\n</html>\n";
  }

  private static void put(Map<String, Markup> sections, String name, Markup section) {
    if (!section.toString().isEmpty()) {
      sections.put(name, section);
    }
  }

  private static String idOf(Markup section) {
    String html = section.toString();
    int from = html.indexOf("id=\"") + 4;
    return html.substring(from, html.indexOf('"', from));
  }

  private Markup pictures(Thumbnails thumbnails, int bytesWithout) {
    Markup html = new Markup();
    if (results.ofType(NeighborsResult.class).isEmpty()) {
      return html;
    }
    return html.add(
        """
        <section id="pictures">
        <h2>A query's nearest neighbors</h2>
        <p>Gray border: the query. Green, single: same class. Red, double: another class. In pos_same the query's class shares its processing, in neg_same all the others do.</p>
        <p class="about">%s</p>
        <div class="controls"></div>
        <div class="gallery"></div>
        </section>
        """,
        thumbnails.statement(bytesWithout));
  }

  private Markup tuning() {
    boolean any =
        results.labeled().stream()
            .anyMatch(
                labeled ->
                    labeled.result() instanceof ProbedResult probe && !probe.trials().isEmpty());
    Markup html = new Markup();
    if (!any) {
      return html;
    }
    return html.add(
        """
        <section id="tuning">
        <h2>How the probes were tuned</h2>
        %s</section>
        """,
        new Chart(
                "tuning-1",
                "tuning",
                "Trials of a probe",
                "One point a trial; the large diamond is the one that was taken.")
            .withOwnTable());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** All scripts of the page as one, in a scope of its own. */
  private static String script() {
    return SCRIPTS.stream()
        .map(name -> resource("page/" + name + ".js"))
        .collect(Collectors.joining("\n", "\"use strict\";\n(() => {\n", "})();\n"));
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

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
