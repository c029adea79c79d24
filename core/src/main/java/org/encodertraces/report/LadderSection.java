package org.encodertraces.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.ladder.LadderOutcome.Bounds;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.Range;
import org.encodertraces.result.ThresholdResult;

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

  /** Half-width of an AUC's interval above which its third digit tells nothing. */
  private static final double FINE = 0.005;

  /** Which threshold tells copies, where no command measured it. */
  Markup cost() {
    Markup html = new Markup();
    if (results.panels().ofKind("ladder").isEmpty()
        || !results.ofType(ThresholdResult.class).isEmpty()) {
      return html;
    }
    return html.add(
        """
        <h3>Duplicates: which threshold, and who slips through</h3>
        <p class="lead">The cosine that keeps 99 %% of the measured copies, by how they were changed, and how many pairs of different photos pass it too. Where more than one in 500 pass, a collection of 1,000 photos would have as many wrong pairs as photos: there, no threshold tells copies from strangers. The gray band is where two unrelated photos lie, 5 to 95 %% of the pairs: the %s.</p>
        %s
        """,
        Terms.FLOOR.html(),
        new Chart(
                "cost-copies",
                "ladder-copies",
                "Thresholds that keep 99 % of the measured copies",
                "Of the chosen encoder. The bar begins at the threshold and ends where the nearest 5 % of the copies begin.")
            .alone());
  }

  Markup advice() {
    Markup html = new Markup();
    if (results.panels().ofKind("ladder").isEmpty()
        || !results.ofType(ThresholdResult.class).isEmpty()) {
      return html;
    }
    boolean none =
        results.ofType(LadderResult.class).stream()
            .filter(
                ladder ->
                    Markup.shortened(ladder.header().encoder()).equals(Headline.shown(results)))
            .allMatch(LadderSection::isHopeless);
    return html.add(
        "%s",
        new Advice(
                none ? "Do not trust a duplicate threshold" : "Set the duplicate threshold",
                (none
                        ? "For each change measured here, %s with this encoder. "
                            .formatted(Hopeless.WORDS)
                        : "")
                    + "The thresholds above are of the steps that were measured here, one change at a time. This command measures copies as users make them (messengers, thumbnails, crops …) and tells, for each kind of copy, the cosine that keeps 95 % of them, the strangers that pass it, and the lines for immich, fastdup, qdrant and pgvector.",
                List.of(
                    "traces threshold --images PHOTOS --encoder %s"
                        .formatted(Headline.shown(results))))
            .card());
  }

  static boolean isMarked(LadderResult ladder, double step) {
    return MARKED_STEPS.contains(ladder.parameter() + step);
  }

  /** Whether none of the steps that are shown has a threshold that tells copies. */
  private static boolean isHopeless(LadderResult ladder) {
    return ladder.rungs().stream()
        .filter(rung -> isMarked(ladder, rung.step()))
        .map(Rung::duplicates)
        .allMatch(Hopeless::is);
  }

  Markup html() {
    Map<String, List<Labeled>> charts = results.panels().ofKind("ladder");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="ladder">
        <p class="lead">How alike a changed photo is to itself, unchanged: 0 is as alike as two unrelated photos, 1 the same photo; the raw cosine is to be had. Line: the median photo; band: 5 to 95 % of the photos. The gray band is the floor: two unrelated photos in this encoder, 5 to 95 % of the pairs. The bands tell how photos differ; how sure a median is, by an individual 95 % interval over photos, stands in its hover and in the table.</p>
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
                        "One line an encoder, from the mildest change to the strongest, on a logarithmic axis.")
                    .alone()));
    html.add(
        """
        </div>
        <h4>Telling a changed copy from a stranger</h4>
        <p>For the chosen encoder, by step: the share of changed copies that a threshold on the cosine keeps, against the share of pairs of different photos that pass it. Steps that tell copies from strangers almost without error (area under the curve 0.99999 or more) are not drawn.</p>
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
                    .alone()));
    return html.add("</div>\n</section>\n");
  }

  /** The thresholds of every encoder at the strongest steps that still tell copies apart. */
  private Markup duplicates(Map<String, List<Labeled>> charts) {
    Markup html = new Markup();
    html.add(
        "<details><summary>Duplicate thresholds as a table: the cosine that keeps 99 % of the measured copies</summary>\n<p>Of new photos such a threshold keeps fewer: on average, and at least with 95 % confidence, by the number of photos alone (Wilks, 1941). Intervals are individual 95 % intervals by photo: pairs that share a photo are not independent.</p>\n");
    html.head(
        List.of(
            "Encoder",
            "Ladder",
            "Step",
            "AUC (95 %)",
            "Cosine threshold",
            "Measured copies it keeps",
            "New copies it keeps, % (at least)",
            "Strangers that pass it, % (95 %)",
            "Pairs of strangers",
            "Photos"));
    charts
        .values()
        .forEach(
            own ->
                own.forEach(
                    labeled -> {
                      LadderResult ladder = (LadderResult) labeled.result();
                      ladder.rungs().stream()
                          .filter(rung -> isMarked(ladder, rung.step()))
                          .forEach(
                              rung ->
                                  html.row(
                                      labeled.label(),
                                      Panels.title(ladder),
                                      rung.step(),
                                      auc(rung.duplicates()),
                                      String.format(
                                          Locale.ROOT, "%.4f", rung.duplicates().threshold()),
                                      bounds(rung)
                                          .map(
                                              b ->
                                                  "%,d of %,d".formatted(b.kept(), ladder.photos()))
                                          .orElse(Markup.NOT_MEASURED),
                                      bounds(rung)
                                          .map(
                                              b ->
                                                  "%s (%s)"
                                                      .formatted(
                                                          Markup.number(b.keepsOfNew()),
                                                          Markup.number(b.keepsAtLeast())))
                                          .orElse(Markup.NOT_MEASURED),
                                      passing(rung.duplicates()),
                                      rung.duplicates().strangers(),
                                      ladder.photos()));
                    }));
    return html.end().add("</details>\n");
  }

  private static Optional<Bounds> bounds(Rung rung) {
    return Optional.ofNullable(rung.duplicates().bounds());
  }

  /** AUC to as many digits as its interval tells apart. */
  private static String auc(Duplicates duplicates) {
    Bounds bounds = duplicates.bounds();
    if (bounds == null) {
      return String.format(Locale.ROOT, "%.3f (%s)", duplicates.auc(), Markup.NOT_MEASURED);
    }
    String digits = "%." + (bounds.auc().halfWidth() > FINE ? 2 : 3) + "f";
    return String.format(
        Locale.ROOT,
        digits + " (" + digits + " to " + digits + ")",
        duplicates.auc(),
        bounds.auc().low(),
        bounds.auc().high());
  }

  private static String passing(Duplicates duplicates) {
    return Markup.figure(
        100.0 * duplicates.strangersPassing() / duplicates.strangers(),
        Optional.ofNullable(duplicates.bounds())
            .map(bounds -> bounds.strangersPassing())
            .map(range -> new Range(range.low(), range.high())));
  }
}
