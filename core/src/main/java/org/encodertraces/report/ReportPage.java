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
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.io.WholeFile;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;

/**
 * Writes the page. Words and tables are plain HTML, made here; charts are drawn over them by the
 * script in the page from the JSON in the page.
 */
public final class ReportPage {

  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

  private final List<TraceResult> results;
  private final StringBuilder html = new StringBuilder();

  private ReportPage(List<TraceResult> results) {
    this.results = results;
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
    String script = resource("page.js");
    String data = data();
    Set<String> datasets = distinct(ResultHeader::dataset);
    html.append(
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
        </header>
        <main>
        """
            .formatted(
                hash(charts),
                hash(script),
                Html.text(String.join(", ", datasets)),
                resource("page.css"),
                Html.text(String.join(", ", datasets))));
    verdicts();
    probes();
    neighbors();
    method();
    provenance();
    html.append("</main>\n<script type=\"application/json\" id=\"results\">")
        .append(data)
        .append("</script>\n<script>")
        .append(charts)
        .append("</script>\n<script>")
        .append(script)
        .append("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private void verdicts() {
    html.append("<section id=\"verdict\">\n<h2>Verdict</h2>\n");
    for (String encoder : distinct(ResultHeader::encoder)) {
      List<TraceResult> own =
          results.stream().filter(result -> result.header().encoder().equals(encoder)).toList();
      ResultHeader header = own.get(0).header();
      html.append(
          "<article>\n<h3>%s <small>%s</small></h3>\n<ul>\n"
              .formatted(Html.text(encoder), Html.text(header.category())));
      for (ProbeResult probe : probesOf(own)) {
        Optional<KnnResult> knn =
            knnOf(own).stream().filter(k -> k.parameter().equals(probe.parameter())).findFirst();
        Verdict verdict = Verdict.of(probe, knn);
        html.append(
            "<li class=\"%s\">%s.</li>\n"
                .formatted(verdict.found() ? "found" : "none", Html.text(verdict.sentence())));
      }
      html.append("</ul>\n</article>\n");
    }
    html.append("</section>\n");
  }

  private void probes() {
    if (probesOf(results).isEmpty()) {
      return;
    }
    html.append(
        """
        <section id="probes">
        <h2>What a linear probe reads</h2>
        <p>Accuracy on test photos under every class; whiskers are 95 % intervals over photos, the line is chance. Built-in encoders have no weights: <em>residual</em> is made to see traces, <em>color</em> and <em>hog</em> see what a picture shows.</p>
        <div class="panels">
        """);
    for (Parameter parameter : Parameter.values()) {
      List<ProbeResult> rows =
          probesOf(results).stream().filter(p -> p.parameter().equals(parameter.id())).toList();
      if (!rows.isEmpty()) {
        figure("probe", parameter, "Probe accuracy by encoder");
        html.append(
            """
            <table>
            <thead><tr><th scope="col">Encoder</th><th scope="col">Category</th><th scope="col">Accuracy</th><th scope="col">95 % interval</th><th scope="col">Std over seeds</th><th scope="col">Chance</th><th scope="col">Training photos</th><th scope="col">Test photos</th><th scope="col">Shuffled labels</th><th scope="col">Best settings</th></tr></thead>
            <tbody>
            """);
        for (ProbeResult probe : rows) {
          row(
              probe.header().encoder(),
              probe.header().category(),
              number(probe.accuracyMean()),
              number(probe.interval().low()) + " to " + number(probe.interval().high()),
              number(probe.accuracyStd()),
              number(probe.chance()),
              probe.trainPhotos() + " (" + probe.training() + ")",
              String.valueOf(probe.testPhotos()),
              number(probe.control().accuracyMean()),
              probe.best().describe());
        }
        html.append("</tbody>\n</table>\n</details>\n</div>\n");
      }
    }
    html.append("</div>\n</section>\n");
  }

  private void neighbors() {
    if (knnOf(results).isEmpty()) {
      return;
    }
    html.append(
        """
        <section id="neighbors">
        <h2>What traces do to nearest neighbors</h2>
        <p>Accuracy of classifying a photo by its nearest training photos. <em>baseline</em>: all share its processing. <em>all_diff</em>: all share another. <em>pos_same</em>: only its own class shares it. <em>neg_same</em>: only the wrong classes share it. <em>uniform</em>: every training photo carries one at random. An encoder blind to processing has its five points in one place.</p>
        <div class="panels">
        """);
    for (Parameter parameter : Parameter.values()) {
      List<KnnResult> rows =
          knnOf(results).stream().filter(k -> k.parameter().equals(parameter.id())).toList();
      if (!rows.isEmpty()) {
        figure("knn", parameter, rows.get(0).k() + "-NN accuracy by encoder");
        html.append("<table>\n<thead><tr><th scope=\"col\">Encoder</th>");
        for (Setup setup : Setup.values()) {
          html.append("<th scope=\"col\">").append(setup.id()).append("</th>");
        }
        html.append(
            "<th scope=\"col\">baseline - neg_same</th><th scope=\"col\">pos_same - neg_same</th><th scope=\"col\">k</th><th scope=\"col\">Training photos</th><th scope=\"col\">Query photos</th><th scope=\"col\">Classes</th></tr></thead>\n<tbody>\n");
        for (KnnResult knn : rows) {
          row(
              knn.header().encoder(),
              number(knn.baseline()),
              number(knn.allDiff()),
              number(knn.posSame()),
              number(knn.negSame()),
              number(knn.uniform()),
              difference(knn, KnnResult.BASELINE_MINUS_NEG, knn.baseline() - knn.negSame()),
              difference(knn, KnnResult.POS_MINUS_NEG, knn.posSame() - knn.negSame()),
              String.valueOf(knn.k()),
              String.valueOf(knn.trainPhotos()),
              String.valueOf(knn.queries()),
              String.valueOf(knn.classes()));
        }
        html.append("</tbody>\n</table>\n</details>\n</div>\n");
      }
    }
    html.append("</div>\n</section>\n");
  }

  /** A chart's place and the start of its table, which the caller fills and closes. */
  private void figure(String kind, Parameter parameter, String caption) {
    String id = kind + "-" + parameter.id();
    html.append(
        """
        <div class="panel">
        <figure>
        <figcaption id="%1$s-caption">%2$s: %3$s</figcaption>
        <div class="chart" id="%1$s" role="img" aria-labelledby="%1$s-caption" aria-describedby="%1$s-table"></div>
        </figure>
        <details id="%1$s-table"><summary>%2$s as a table</summary>
        """
            .formatted(id, Html.text(capitalized(parameter.title())), Html.text(caption)));
  }

  private void method() {
    html.append("<section id=\"method\">\n<h2>How it was measured</h2>\n<ul>\n");
    Set<String> notes = new LinkedHashSet<>();
    for (ProbeResult probe : probesOf(results)) {
      notes.add(
          probe.training().equals("all")
              ? "Probes on %s were trained on every training photo under every class (\"all\"). The study shows each photo under one class only, which on few photos finds almost nothing; compare with its figures accordingly."
                  .formatted(probe.header().dataset())
              : "Probes on %s were trained as in the study: each training photo under one class drawn at random (\"one\")."
                  .formatted(probe.header().dataset()));
    }
    for (TraceResult result : results) {
      result.header().provenance().options().entrySet().stream()
          .filter(option -> option.getKey().equals("split") || option.getKey().equals("skipped"))
          .forEach(
              option ->
                  notes.add(
                      "%s, %s: %s."
                          .formatted(
                              result.header().dataset(), option.getKey(), option.getValue())));
    }
    notes.add(
        "Intervals are 95 %, by resampling photos 2,000 times: rows of one photo under several classes are not independent. They say how far the figure would move with other photos of this kind, not with another kind of photo.");
    notes.forEach(note -> html.append("<li>").append(Html.text(note)).append("</li>\n"));
    html.append("</ul>\n</section>\n");
  }

  private void provenance() {
    html.append("<section id=\"provenance\">\n<h2>Where it comes from</h2>\n");
    for (TraceResult result : results) {
      ResultHeader header = result.header();
      html.append(
          "<details><summary>%s</summary>\n<p>Made %s by Encoder Traces %s. To repeat it:</p>\n<pre>%s</pre>\n"
              .formatted(
                  Html.text(header.encoder() + ", " + header.kind() + " of " + result.parameter()),
                  Html.text(header.created()),
                  Html.text(header.version()),
                  Html.text(header.provenance().command())));
      definitions("Options", header.provenance().options());
      definitions("Libraries", header.provenance().libraries());
      definitions("SHA-256 of what was read", header.provenance().inputs());
      html.append("</details>\n");
    }
    html.append("</section>\n");
  }

  private void definitions(String title, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    html.append("<h3>").append(Html.text(title)).append("</h3>\n<dl>\n");
    entries.forEach(
        (key, value) ->
            html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(Html.text(key), Html.text(value))));
    html.append("</dl>\n");
  }

  private void row(String head, String... cells) {
    html.append("<tr><th scope=\"row\">").append(Html.text(head)).append("</th>");
    for (String cell : cells) {
      html.append("<td>").append(Html.text(cell)).append("</td>");
    }
    html.append("</tr>\n");
  }

  private static String difference(KnnResult knn, String key, double value) {
    return Optional.ofNullable(knn.intervals().get(key))
        .map(
            range ->
                "%s (%s to %s)".formatted(number(value), number(range.low()), number(range.high())))
        .orElse(number(value));
  }

  /** Results as the script reads them: everything but the provenance, which is in the tables. */
  private String data() {
    try {
      ObjectMapper mapper = new ObjectMapper();
      ArrayNode all = mapper.createArrayNode();
      for (TraceResult result : results) {
        ObjectNode json = (ObjectNode) mapper.readTree(ResultFiles.json(result));
        json.remove("provenance");
        all.add(json);
      }
      return Html.json(all.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is always JSON", e);
    }
  }

  private Set<String> distinct(Function<ResultHeader, String> field) {
    return results.stream()
        .map(result -> field.apply(result.header()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<ProbeResult> probesOf(List<TraceResult> results) {
    return results.stream()
        .filter(ProbeResult.class::isInstance)
        .map(ProbeResult.class::cast)
        .toList();
  }

  private static List<KnnResult> knnOf(List<TraceResult> results) {
    return results.stream().filter(KnnResult.class::isInstance).map(KnnResult.class::cast).toList();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
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
