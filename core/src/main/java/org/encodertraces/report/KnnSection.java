package org.encodertraces.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.result.KnnResult;

/** What traces do to nearest neighbors, five points an encoder. */
record KnnSection(PageResults results) {

  /** The five set-ups of the chosen encoder, a dumbbell a parameter. */
  Markup cost() {
    Markup html = new Markup();
    if (results.panels().ofKind("knn").isEmpty()) {
      return html;
    }
    return html.add(
        """
        <p class="lead">Of 100 photos, how many are named right by their nearest neighbors: when photos are %s, when %s and when %s. An encoder blind to processing has all points in one place. The study calls them baseline, neg_same and pos_same; between them stand %s (all_diff) and %s (uniform, the short line).</p>
        %s
        """,
        Terms.BASELINE.html(),
        Terms.NEG_SAME.html(),
        Terms.POS_SAME.html(),
        Terms.ALL_DIFF.html(),
        Terms.UNIFORM.html(),
        new Chart(
                "cost-knn",
                "dumbbells",
                "Answers right, by who shares the query's processing",
                "Of the chosen encoder. The pale bar is the 95 % interval of the red point.")
            .alone());
  }

  Markup html() {
    Map<String, List<Labeled>> charts = results.panels().ofKind("knn");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="knn">
        <p>Accuracy of classifying a photo by its nearest training photos. <em>baseline</em>: all share its processing. <em>all_diff</em>: all share another. <em>pos_same</em>: only its own class shares it. <em>neg_same</em>: only the wrong classes share it. <em>uniform</em>: every training photo carries one at random. An encoder blind to processing has its five points in one place. Accuracies in percent and changes in points, each with its individual 95 % interval over query photos, changes paired over the same photos.</p>
        <div class="section-controls"></div>
        <div class="panels wide">
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
                      "Five points an encoder; a line joins the best and the worst. With the control key the mouse wheel zooms.")
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
            "baseline to neg_same",
            "p",
            "of it, nobody shares: baseline to all_diff",
            "of it, the wrong classes share: all_diff to neg_same",
            "pos_same to neg_same",
            "k",
            "Training photos",
            "Query photos",
            "Classes",
            "Largest class"));
    Markup tables = new Markup();
    tables.add("<details class=\"rows\"><summary>As a table</summary>\n");
    tables.head(columns);
    for (Labeled labeled : own) {
      KnnResult knn = (KnnResult) labeled.result();
      tables.row(
          labeled.label(),
          figure(knn, Setup.BASELINE),
          figure(knn, Setup.ALL_DIFF),
          figure(knn, Setup.POS_SAME),
          figure(knn, Setup.NEG_SAME),
          figure(knn, Setup.UNIFORM),
          change(knn, KnnResult.BASELINE_MINUS_NEG, knn.baseline(), knn.negSame()),
          knn.effect().p().isPresent()
              ? Markup.p(knn.effect().p().getAsDouble())
              : Markup.NOT_MEASURED,
          change(knn, KnnResult.BASELINE_MINUS_ALL, knn.baseline(), knn.allDiff()),
          change(knn, KnnResult.ALL_MINUS_NEG, knn.allDiff(), knn.negSame()),
          change(knn, KnnResult.POS_MINUS_NEG, knn.posSame(), knn.negSame()),
          knn.k(),
          knn.trainPhotos(),
          knn.queries(),
          knn.classes(),
          Optional.ofNullable(knn.majorityShare())
              .map(share -> Markup.number(share) + " %")
              .orElse(Markup.NOT_MEASURED));
    }
    tables.end().add("</details>\n");
    return tables.add(
        "<details class=\"cells\" data-panel=\"%s\"><summary>All cells and uniform draws</summary><button type=\"button\" data-cells>CSV of all cells</button><div class=\"table scroll\" tabindex=\"0\"></div></details>\n",
        id);
  }

  private static String figure(KnnResult knn, Setup setup) {
    return Markup.figure(knn.accuracy(setup), knn.interval(setup.id()));
  }

  private static String change(KnnResult knn, String key, double from, double to) {
    return Markup.change(from, to, knn.interval(key));
  }
}
