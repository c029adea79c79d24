package org.encodertraces.report;

import java.util.List;
import java.util.Map;

/** What cameras do to near-duplicate retrieval, a point an encoder. */
record RetrievalSection(PageResults results) {

  /** All encoders in one square. */
  Markup cost() {
    Map<String, List<Labeled>> charts = results.panels().ofKind("retrieve");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <div id="retrieval" class="beside">
        <div>
        <h3>The same subject, by another type of camera</h3>
        <p class="lead">Each photo looks for the same subject taken by the other type of camera: among photos of its own type (<em>same</em>, where traces mislead) and among those of the other (<em>different</em>). On the dashed line an encoder does not care. Intervals are individual 95 %% intervals over subjects, by leaving out one after another, as a query and from the gallery.</p>
        %s</div>
        <div>
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
                    .alone()));
    return html.add("</div>\n</div>\n");
  }
}
