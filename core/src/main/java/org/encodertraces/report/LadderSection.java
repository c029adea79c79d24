package org.encodertraces.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.encodertraces.result.LadderResult;

/** How far embeddings move, and which cosine tells a copy from a stranger. */
record LadderSection(PageResults results) {

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

  Markup html() {
    Map<String, List<Labeled>> charts = results.panels().ofKind("ladder");
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
                        results.titled(own, "Movement along the ladder"),
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
                        results.titled(own, "Copies against strangers"),
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
}
