package org.encodertraces.report;

import java.util.List;
import java.util.Map;

/** What cameras do to near-duplicate retrieval, a point an encoder. */
record RetrievalSection(PageResults results) {

  Markup html() {
    Map<String, List<Labeled>> charts = results.panels().ofKind("retrieve");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="retrieval">
        <h2>What cameras do to near-duplicate retrieval</h2>
        <p>Each photo looks for the same subject taken by the other type of camera: among photos of its own type (<em>same</em>, where traces mislead) and among those of the other (<em>different</em>). On the dashed line an encoder does not care. Intervals are individual 95 %% intervals over subjects, by leaving out one after another, as a query and from the gallery.</p>
        %s<div class="panels">
        """,
        results.categoryKey());
    charts.forEach(
        (id, own) ->
            html.add(
                "%s",
                new Chart(
                        id,
                        "retrieve",
                        results.titled(own, "Recall@1, same against different camera type"),
                        "One point an encoder; the small chart is the top right corner enlarged. Draw a rectangle with the zoom button above the chart.")
                    .withOwnTable()));
    return html.add("</div>\n</section>\n");
  }
}
