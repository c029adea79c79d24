package org.encodertraces.report;

import java.util.List;
import java.util.Map;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ProbedResult;

/** What linear probes read, a bar an encoder. */
record ProbeSection(PageResults results) {

  Markup html() {
    Map<String, List<Labeled>> charts = results.panels().ofKind("probe");
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
        results.categoryKey());
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
              new Chart(id, "probe", results.titled(own, "Probe accuracy by encoder"), about(own))
                  .with(table));
        });
    return html.add("</div>\n</section>\n");
  }

  private void probeRow(Markup table, Labeled labeled) {
    ProbedResult probe = (ProbedResult) labeled.result();
    table.row(
        labeled.label(),
        probe.header().category(),
        Markup.number(probe.accuracyMean()),
        Markup.number(probe.interval().low()) + " to " + Markup.number(probe.interval().high()),
        Markup.number(probe.accuracyStd()),
        Markup.number(probe.chance()),
        probe.trainPhotos() + " (" + probe.training() + ")",
        probe.testPhotos(),
        probe instanceof ProbeResult one ? Markup.number(one.control().accuracyMean()) : "",
        probe.best().describe(),
        new Markup()
            .add(
                "<button type=\"button\" data-confusion=\"%s\" aria-label=\"Confusion matrix of %s\">show</button>",
                results.indexes().getOrDefault(probe, 0), Markup.shortened(labeled.label())));
  }

  /** What can be said of a chart of probes without seeing it. */
  private static String about(List<Labeled> own) {
    Labeled best =
        own.stream().max((a, b) -> Double.compare(accuracy(a), accuracy(b))).orElseThrow();
    long found =
        own.stream().filter(labeled -> ((ProbedResult) labeled.result()).findsTrace()).count();
    return "%d of %d encoders lie above chance; the highest is %s at %s %%."
        .formatted(
            found, own.size(), Markup.shortened(best.label()), Markup.number(accuracy(best)));
  }

  private static double accuracy(Labeled labeled) {
    return ((ProbedResult) labeled.result()).accuracyMean();
  }
}
