package org.encodertraces.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.result.KnnResult;

/** What traces do to nearest neighbors, five points an encoder. */
record KnnSection(PageResults results) {

  Markup html() {
    Map<String, List<Labeled>> charts = results.panels().ofKind("knn");
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
                      results.titled(own, k + "-NN accuracy by encoder"),
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
          Markup.number(knn.baseline()),
          Markup.number(knn.allDiff()),
          Markup.number(knn.posSame()),
          Markup.number(knn.negSame()),
          Markup.number(knn.uniform()),
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

  private static String difference(KnnResult knn, String key, double value) {
    return Optional.ofNullable(knn.intervals().get(key))
        .map(
            interval ->
                "%s (%s to %s)"
                    .formatted(
                        Markup.number(value),
                        Markup.number(interval.low()),
                        Markup.number(interval.high())))
        .orElse(Markup.number(value));
  }
}
