package org.encodertraces.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.io.WholeFile;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Ladder;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.SimilarityResult;
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
      List.of("base", "bars", "retrieval", "queries", "ladder", "tuning", "main");

  private final List<Labeled> results;
  private final Panels panels;

  /** Where a result stands in the page's data. */
  private final Map<TraceResult, Integer> indexes = new LinkedHashMap<>();

  private ReportPage(List<TraceResult> results) {
    this.results = Labeled.all(results);
    panels = Panels.of(this.results);
    this.results.forEach(labeled -> indexes.put(labeled.result(), indexes.size()));
  }

  /**
   * Writes the page of these results, encoders in the order in which they first appear.
   *
   * @throws InputException when there is no result to show
   */
  public static void write(Path target, List<TraceResult> results) throws IOException {
    if (results.isEmpty()) {
      throw new InputException(target + ": no result to make a page of");
    }
    WholeFile.writeString(target, new ReportPage(results).page());
  }

  private String page() {
    String charts = resource(ECHARTS);
    String script = script();
    String datasets =
        results.stream()
            .map(labeled -> Markup.shortened(labeled.result().header().dataset()))
            .distinct()
            .collect(Collectors.joining(", "));
    String data = data();
    Map<String, Markup> sections = new LinkedHashMap<>();
    put(sections, "Verdict", new VerdictSection(results, panels).html());
    put(sections, "Probes", probes());
    put(sections, "Neighbors", knn());
    put(sections, "Retrieval", retrieval());
    put(sections, "Ladders", ladders());
    put(sections, "Similarities", similarities());
    Markup method = method();
    Markup provenance = provenance();
    int bytes =
        charts.length()
            + bytes(script)
            + bytes(data)
            + bytes(method.toString())
            + bytes(provenance.toString())
            + sections.values().stream().mapToInt(section -> bytes(section.toString())).sum();
    Thumbnails thumbnails =
        Thumbnails.within(MOST_BYTES - bytes - 200_000, ofType(NeighborsResult.class));
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

  private Markup probes() {
    Map<String, List<Labeled>> charts = panels.ofKind("probe");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="probes">
        <h2>What a linear probe reads</h2>
        <p>Accuracy on test photos; whiskers are 95 %% intervals over photos, the dashed line is chance. A click on a bar, or Enter on it, opens its confusion matrix. Built-in encoders have no weights: <em>residual</em> is made to see traces, <em>color</em> and <em>hog</em> see what a picture shows.</p>
        %s<div class="section-controls"></div>
        <div class="panels">
        """,
        categoryKey());
    charts.forEach(
        (id, own) -> {
          Markup table = new Markup();
          table.add("<details><summary>As a table</summary>\n");
          table.head(
              List.of(
                  "Encoder",
                  "Category",
                  "Accuracy",
                  "95 % interval",
                  "Std over seeds",
                  "Chance",
                  "Training photos",
                  "Test photos",
                  "Shuffled labels",
                  "Best settings",
                  "Confusion"));
          own.forEach(labeled -> probeRow(table, labeled));
          table.end().add("</details>\n");
          html.add(
              "%s",
              new Chart(id, "probe", titled(own, "Probe accuracy by encoder"), about(own))
                  .with(table));
        });
    return html.add("</div>\n</section>\n");
  }

  private void probeRow(Markup table, Labeled labeled) {
    ProbedResult probe = (ProbedResult) labeled.result();
    table.row(
        labeled.label(),
        probe.header().category(),
        number(probe.accuracyMean()),
        number(probe.interval().low()) + " to " + number(probe.interval().high()),
        number(probe.accuracyStd()),
        number(probe.chance()),
        probe.trainPhotos() + " (" + probe.training() + ")",
        probe.testPhotos(),
        probe instanceof ProbeResult one ? number(one.control().accuracyMean()) : "",
        probe.best().describe(),
        new Markup()
            .add(
                "<button type=\"button\" data-confusion=\"%s\" aria-label=\"Confusion matrix of %s\">show</button>",
                indexes.getOrDefault(probe, 0), Markup.shortened(labeled.label())));
  }

  /** What can be said of a chart of probes without seeing it. */
  private static String about(List<Labeled> own) {
    Labeled best =
        own.stream().max((a, b) -> Double.compare(accuracy(a), accuracy(b))).orElseThrow();
    long found =
        own.stream().filter(labeled -> ((ProbedResult) labeled.result()).findsTrace()).count();
    return "%d of %d encoders lie above chance; the highest is %s at %s %%."
        .formatted(found, own.size(), Markup.shortened(best.label()), number(accuracy(best)));
  }

  private static double accuracy(Labeled labeled) {
    return ((ProbedResult) labeled.result()).accuracyMean();
  }

  private Markup knn() {
    Map<String, List<Labeled>> charts = panels.ofKind("knn");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="knn">
        <h2>What traces do to nearest neighbors</h2>
        <p>Accuracy of classifying a photo by its nearest training photos. <em>baseline</em>: all share its processing. <em>all_diff</em>: all share another. <em>pos_same</em>: only its own class shares it. <em>neg_same</em>: only the wrong classes share it. <em>uniform</em>: every training photo carries one at random. An encoder blind to processing has its five points in one place.</p>
        <div class="section-controls"></div>
        <div class="panels">
        """);
    charts.forEach(
        (id, own) -> {
          int k = ((KnnResult) own.get(0).result()).k();
          html.add(
              "%s",
              new Chart(
                      id,
                      "knn",
                      titled(own, k + "-NN accuracy by encoder"),
                      "Five points an encoder; a line joins pos_same and neg_same. The slider under the axis zooms.")
                  .with(knnTables(id, own)));
        });
    return html.add("</div>\n</section>\n");
  }

  private static Markup knnTables(String id, List<Labeled> own) {
    List<String> columns = new ArrayList<>(List.of("Encoder"));
    for (Setup setup : Setup.values()) {
      columns.add(setup.id());
    }
    columns.addAll(
        List.of(
            "baseline - neg_same",
            "pos_same - neg_same",
            "k",
            "Training photos",
            "Query photos",
            "Classes"));
    Markup tables = new Markup();
    tables.add("<details><summary>As a table</summary>\n");
    tables.head(columns);
    for (Labeled labeled : own) {
      KnnResult knn = (KnnResult) labeled.result();
      tables.row(
          labeled.label(),
          number(knn.baseline()),
          number(knn.allDiff()),
          number(knn.posSame()),
          number(knn.negSame()),
          number(knn.uniform()),
          difference(knn, KnnResult.BASELINE_MINUS_NEG, knn.baseline() - knn.negSame()),
          difference(knn, KnnResult.POS_MINUS_NEG, knn.posSame() - knn.negSame()),
          knn.k(),
          knn.trainPhotos(),
          knn.queries(),
          knn.classes());
    }
    tables.end().add("</details>\n");
    return tables.add(
        "<details class=\"cells\" data-panel=\"%s\"><summary>All cells and uniform draws</summary><button type=\"button\" data-cells>CSV of all cells</button><div class=\"table scroll\" tabindex=\"0\"></div></details>\n",
        id);
  }

  private Markup retrieval() {
    Map<String, List<Labeled>> charts = panels.ofKind("retrieve");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="retrieval">
        <h2>What cameras do to near-duplicate retrieval</h2>
        <p>Each photo looks for the same subject taken by the other type of camera: among photos of its own type (<em>same</em>, where traces mislead) and among those of the other (<em>different</em>). On the dashed line an encoder does not care.</p>
        %s<div class="panels">
        """,
        categoryKey());
    charts.forEach(
        (id, own) ->
            html.add(
                "%s",
                new Chart(
                        id,
                        "retrieve",
                        titled(own, "Recall@1, same against different camera type"),
                        "One point an encoder; the small chart is the top right corner enlarged. Draw a rectangle with the zoom button above the chart.")
                    .withOwnTable()));
    return html.add("</div>\n</section>\n");
  }

  private Markup ladders() {
    Map<String, List<Labeled>> charts = panels.ofKind("ladder");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="ladder">
        <h2>How far an embedding moves</h2>
        <p>Cosine of a changed photo to its own clean embedding: median, and a band from 5 to 95 % of the photos. The gray band is the floor: the cosine of two unrelated photos in this encoder, 5 to 95 %. A cosine says little without it.</p>
        <div class="section-controls"></div>
        <div class="panels">
        """);
    charts.forEach(
        (id, own) ->
            html.add(
                "%s",
                new Chart(
                        id,
                        "ladder",
                        titled(own, "Movement along the ladder"),
                        "One line an encoder, from the strongest change to none or from none to the strongest.")
                    .withOwnTable()));
    html.add(
        """
        </div>
        <h3>Telling a changed copy from a stranger</h3>
        <p>For the chosen encoder, by step: the share of changed copies that a threshold on the cosine keeps, against the share of pairs of different photos that pass it. Steps that are told apart without any error are not drawn.</p>
        %s<div class="panels">
        """,
        duplicates(charts));
    charts.forEach(
        (id, own) ->
            html.add(
                "%s",
                new Chart(
                        "roc-" + id,
                        "roc",
                        titled(own, "Copies against strangers"),
                        "One line a step; lines that reach the top left corner tell copies from strangers.")
                    .withOwnTable()));
    return html.add("</div>\n</section>\n");
  }

  /** The thresholds of every encoder at the strongest steps that still tell copies apart. */
  private Markup duplicates(Map<String, List<Labeled>> charts) {
    Markup html = new Markup();
    html.add(
        "<details><summary>Duplicate thresholds as a table: the cosine that keeps 99 % of the copies</summary>\n");
    html.head(
        List.of(
            "Encoder",
            "Ladder",
            "Step",
            "AUC",
            "Cosine that keeps 99 %",
            "Strangers that pass it",
            "Pairs of strangers"));
    charts
        .values()
        .forEach(
            own ->
                own.forEach(
                    labeled -> {
                      LadderResult ladder = (LadderResult) labeled.result();
                      ladder.rungs().stream()
                          .filter(rung -> MARKED_STEPS.contains(ladder.parameter() + rung.step()))
                          .forEach(
                              rung ->
                                  html.row(
                                      labeled.label(),
                                      Panels.title(ladder),
                                      rung.step(),
                                      String.format(Locale.ROOT, "%.5f", rung.duplicates().auc()),
                                      String.format(
                                          Locale.ROOT, "%.4f", rung.duplicates().threshold()),
                                      rung.duplicates().strangersPassing(),
                                      rung.duplicates().strangers()));
                    }));
    return html.end().add("</details>\n");
  }

  /** Steps that users ask for: what a CDN does to a picture. */
  private static final Set<String> MARKED_STEPS =
      Set.of(
          "jpeg30.0",
          "jpeg50.0",
          "jpeg70.0",
          "jpeg90.0",
          "resizing0.3",
          "resizing0.5",
          "sharpening2.0",
          "blur2.0");

  private Markup similarities() {
    Markup html = new Markup();
    if (ofType(SimilarityResult.class).isEmpty()) {
      return html;
    }
    return html.add(
        """
        <section id="similarities">
        <h2>What one query sees</h2>
        %s</section>
        """,
        new Chart(
                "similarity-1",
                "similarity",
                "Similarities of a query to the training photos",
                "Four histograms: same or other class, same or other processing, each as a share of its group.")
            .withOwnTable());
  }

  private Markup pictures(Thumbnails thumbnails, int bytesWithout) {
    Markup html = new Markup();
    if (ofType(NeighborsResult.class).isEmpty()) {
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
        results.stream()
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

  private Markup method() {
    Markup html = new Markup();
    html.add("<section id=\"method\">\n<h2>How it was measured</h2>\n<ul>\n");
    Set<String> notes = new LinkedHashSet<>();
    for (ProbeResult probe : ofType(ProbeResult.class)) {
      notes.add(
          probe.training().equals("all")
              ? "Probes on %s were trained on every training photo under every class (\"all\"). The study shows each photo under one class only, which on few photos finds almost nothing; compare with its figures accordingly."
                  .formatted(probe.header().dataset())
              : "Probes on %s were trained as in the study: each training photo under one class drawn at random (\"one\")."
                  .formatted(probe.header().dataset()));
    }
    for (Labeled labeled : results) {
      TraceResult result = labeled.result();
      result.header().provenance().options().entrySet().stream()
          .filter(option -> option.getKey().equals("split") || option.getKey().equals("skipped"))
          .forEach(
              option ->
                  notes.add(
                      "%s, %s: %s."
                          .formatted(
                              result.header().dataset(), option.getKey(), option.getValue())));
    }
    if (!ofType(NeighborsResult.class).isEmpty() || !ofType(SimilarityResult.class).isEmpty()) {
      notes.add(
          "The queries of an audit are spread evenly over the validation photos; they were not chosen for what they show.");
    }
    notes.add(
        "Intervals are 95 %, by resampling photos 2,000 times: rows of one photo under several classes are not independent. They say how far the figure would move with other photos of this kind, not with another kind of photo.");
    notes.forEach(note -> html.add("<li>%s</li>\n", Markup.shortened(note)));
    return html.add("</ul>\n</section>\n");
  }

  /** Results of one run share where they come from; it is told once. */
  private Markup provenance() {
    Map<Provenance, List<Labeled>> byRun =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    labeled -> labeled.result().header().provenance(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Markup html = new Markup();
    html.add("<section id=\"provenance\">\n<h2>Where it comes from</h2>\n");
    byRun.forEach(
        (provenance, own) -> {
          String what =
              own.stream()
                  .map(
                      labeled ->
                          labeled.result().header().kind()
                              + " of "
                              + Panels.title(labeled.result()))
                  .distinct()
                  .collect(Collectors.joining(", "));
          html.add(
              "<details><summary>%s: %s</summary>\n<p>Made %s by Encoder Traces %s. To repeat it:</p>\n<pre>%s</pre>\n",
              Markup.shortened(own.get(0).label()),
              Markup.shortened(what),
              own.get(0).result().header().created(),
              own.get(0).result().header().version(),
              provenance.command());
          definitions(html, "Options", provenance.options());
          definitions(html, "Libraries", provenance.libraries());
          definitions(html, "SHA-256 of what was read", provenance.inputs());
          html.add("</details>\n");
        });
    return html.add("</section>\n");
  }

  private static void definitions(Markup html, String title, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    html.add("<h3>%s</h3>\n<dl>\n", title);
    entries.forEach((key, value) -> html.add("<dt>%s</dt><dd>%s</dd>\n", key, value));
    html.add("</dl>\n");
  }

  private Markup categoryKey() {
    Markup html = new Markup();
    html.add("<ul class=\"key\">");
    results.stream()
        .map(labeled -> labeled.result().header().category())
        .distinct()
        .forEach(
            category ->
                html.add(
                    "<li><i style=\"background: %s\"></i>%s</li>",
                    Categories.color(category), Markup.shortened(category)));
    return html.add("</ul>\n");
  }

  private String titled(List<Labeled> own, String what) {
    String title = capitalized(Panels.title(own.get(0).result())) + ": " + what;
    boolean severalDatasets =
        results.stream().map(labeled -> labeled.result().header().dataset()).distinct().count() > 1;
    return severalDatasets ? title + ", " + own.get(0).result().header().dataset() : title;
  }

  private static String difference(KnnResult knn, String key, double value) {
    return Optional.ofNullable(knn.intervals().get(key))
        .map(
            interval ->
                "%s (%s to %s)"
                    .formatted(number(value), number(interval.low()), number(interval.high())))
        .orElse(number(value));
  }

  /** Results as the scripts read them: without provenance and pictures, which have their places. */
  private String data() {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode all = mapper.createArrayNode();
    for (Labeled labeled : results) {
      TraceResult result = labeled.result();
      try {
        ObjectNode json = (ObjectNode) mapper.readTree(ResultFiles.json(result));
        json.remove(List.of("provenance", "thumbnails", "created", "version"));
        json.put("label", labeled.label());
        json.put("title", Panels.title(result));
        json.put("panel", panels.ids().get(result));
        if (result instanceof LadderResult) {
          json.put("unit", Ladder.named(result.parameter()).unit());
        } else if (result instanceof KnnResult knn) {
          json.set("cells", compactCells(mapper, knn));
          json.set("uniform_runs", compactRuns(mapper, knn));
        }
        all.add(json);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a result is always JSON", e);
      }
    }
    return Html.json(all.toString());
  }

  /** Cells as arrays: of 47 encoders, their keys alone would be a megabyte. */
  private static ArrayNode compactCells(ObjectMapper mapper, KnnResult knn) {
    ArrayNode cells = mapper.createArrayNode();
    for (KnnResult.Cell cell : knn.cells()) {
      cells
          .addArray()
          .add(cell.test())
          .add(cell.positives())
          .add(cell.negatives())
          .add(cell.top1());
    }
    return cells;
  }

  private static ArrayNode compactRuns(ObjectMapper mapper, KnnResult knn) {
    ArrayNode runs = mapper.createArrayNode();
    for (KnnResult.UniformRun run : knn.uniformRuns()) {
      runs.addArray().add(run.test()).add(run.seed()).add(run.top1());
    }
    return runs;
  }

  private <T extends TraceResult> List<T> ofType(Class<T> type) {
    return results.stream().map(Labeled::result).filter(type::isInstance).map(type::cast).toList();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
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
