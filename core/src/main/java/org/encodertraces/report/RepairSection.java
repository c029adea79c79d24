package org.encodertraces.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.result.RepairResult;
import org.encodertraces.result.RepairResult.Row;
import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;

/** Repairs: trace left against content kept, a point a method, and each before and after. */
record RepairSection(PageResults results) {

  private static final String IDENTITY = "identity";

  /** In the place of a figure that is not told of so few photos. */
  private static final String NO_WORST = "not supported below 100 photos";

  Markup html() {
    Map<String, List<Labeled>> charts = results.panels().ofKind("repair");
    Markup html = new Markup();
    if (charts.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="repair">
        <p>Each method was fitted on one half of the photos and judged on the others: an auditor trained anew on a quarter of them and read the last quarter, once. Down is less trace, to the right is more content. Arrows start at the embeddings as they are. A probe that was trained before a repair and fails after it proves nothing; the fresh ones do. Intervals are individual 95 % intervals over test photos.</p>
        """);
    charts.forEach(
        (id, own) -> {
          for (Labeled labeled : own) {
            html.add("%s", one(labeled, (RepairResult) labeled.result(), own));
          }
        });
    return html.add("</section>\n");
  }

  private Markup one(Labeled labeled, RepairResult result, List<Labeled> own) {
    Markup below = new Markup();
    below.add("%s", table(result));
    for (Row row : result.methods()) {
      if (!row.method().equals(IDENTITY)) {
        below.add("%s", beforeAndAfter(result, row));
      }
    }
    Markup html = new Markup();
    html.add(
        "<p class=\"%s\"><strong>%s</strong> %s</p>\n",
        result.recommended() == null ? "none" : "found",
        labeled.label() + ", for " + result.use() + ".",
        result.recommendation());
    html.add("<p class=\"about\">%s</p>\n", circumstances(result));
    return html.add(
        "<div class=\"panels\">\n%s</div>\n",
        new Chart(
                "repair-" + results.indexes().get(result),
                "repair",
                results.titled(
                    own, "Trace left against content kept, " + Markup.shortened(labeled.label())),
                axes(result))
            .with(below));
  }

  private static String circumstances(RepairResult result) {
    StringBuilder words = new StringBuilder();
    words.append(
        "%,d photos fitted, %,d trained the auditor, %,d tested; %d processings, chance %s %%. "
            .formatted(
                result.fitPhotos(),
                result.trainPhotos(),
                result.testPhotos(),
                result.processings().size(),
                Markup.number(result.chance())));
    Double sensitivity = result.sensitivity();
    words.append(
        sensitivity == null
            ? "With so many photos the auditor's linear probe finds no planted shift as long as the"
                + " vectors themselves four times in five: that it finds nothing says nothing."
            : "The smallest planted shift that the auditor's linear probe finds four times in five has a length of %s, to a vector's 1."
                .formatted(Markup.plain(sensitivity)));
    for (RepairResult.LeftOutMethod method : result.leftOut()) {
      words
          .append(" Left out: ")
          .append(method.method())
          .append(", ")
          .append(method.reason())
          .append('.');
    }
    return words.toString();
  }

  private static String axes(RepairResult result) {
    String trace =
        switch (result.use()) {
          case "privacy" -> "what the strongest fresh probe reads above chance";
          case "classification" ->
              "what a classifier loses that learned each class under one processing";
          default -> "the same processing among the ten nearest of other photos, above chance";
        };
    String content =
        result.methods().get(0).contentAccuracy() == null
            ? "one over the rank of a photo's copy"
            : result.use().equals("classification")
                ? "classes of unprocessed photos by a linear classifier"
                : "classes of unprocessed photos by their ten nearest";
    return "Trace left: "
        + trace
        + ". Content kept: "
        + content
        + ". Filled: no other method is better on both. Diamonds must be told the processing of"
        + " each vector.";
  }

  private static Markup table(RepairResult result) {
    Markup html = new Markup();
    html.add("<details><summary>All methods as a table, %</summary>\n");
    html.head(
        List.of(
            "Method",
            "Rank",
            "Old probe",
            "Fresh linear probe",
            "Fresh, not linear",
            "Same processing among ten",
            "neg_same",
            "baseline",
            "µAP of copies",
            "Recall@1 of a copy",
            "Robustness index",
            "Margin",
            "Worst tenth",
            "Content by neighbors",
            "Content, linear",
            "Cosine to before",
            "Neighbors changed"));
    for (Row row : result.methods()) {
      html.row(
          row.method() + (row.oracle() ? " (oracle)" : ""),
          row.rank(),
          figure(row.probeOwn()),
          figure(row.probeFresh()),
          figure(row.probeNonlinear()),
          figure(row.sameProcessing()),
          figure(row.knn().get("neg_same")),
          figure(row.knn().get("baseline")),
          figure(row.microAp()),
          figure(row.recall()),
          fine(row.robustnessIndex()),
          fine(row.margin()),
          row.margin() != null && row.marginWorstTenth() == null
              ? NO_WORST
              : fine(row.marginWorstTenth()),
          figure(row.contentAccuracy()),
          figure(row.contentLinear()),
          fine(row.cosineToOriginal()),
          figure(row.neighborsChanged()));
    }
    return html.end().add("</details>\n");
  }

  private static Markup beforeAndAfter(RepairResult result, Row after) {
    Row before = result.methods().get(0);
    Markup html = new Markup();
    html.add("<details><summary>%s: before and after</summary>\n", after.method());
    List<String> columns = new ArrayList<>(List.of("Figure", "Before", "After", "Change"));
    html.head(columns);
    row(html, "Old probe reads, %", before.probeOwn(), after.probeOwn(), 1);
    row(html, "Fresh linear probe reads, %", before.probeFresh(), after.probeFresh(), 1);
    row(html, "Fresh neighbors read, %", before.probeNeighbors(), after.probeNeighbors(), 1);
    row(html, "Fresh network reads, %", before.probeNetwork(), after.probeNetwork(), 1);
    after
        .heldOut()
        .forEach(
            (name, read) -> {
              RepairResult.HeldOut was = before.heldOut().get(name);
              String chance = " (chance " + Markup.number(read.chance()) + "), %";
              row(
                  html,
                  "Held out: " + name + ", linear" + chance,
                  was == null ? null : was.linear(),
                  read.linear(),
                  1);
              row(
                  html,
                  "Held out: " + name + ", not linear" + chance,
                  was == null ? null : was.nonlinear(),
                  read.nonlinear(),
                  1);
            });
    row(html, "Same processing among ten, %", before.sameProcessing(), after.sameProcessing(), 1);
    after
        .knn()
        .forEach(
            (setup, figure) ->
                row(html, "kNN " + setup + ", %", before.knn().get(setup), figure, 1));
    row(html, "µAP of copies, %", before.microAp(), after.microAp(), 1);
    row(html, "Recall@1 of a copy, %", before.recall(), after.recall(), 1);
    row(html, "Robustness index", before.robustnessIndex(), after.robustnessIndex(), 3);
    row(
        html,
        "… undefined, % of queries",
        before.robustnessUndefined(),
        after.robustnessUndefined(),
        1);
    row(html, "Margin", before.margin(), after.margin(), 3);
    if (after.margin() != null && after.marginWorstTenth() == null) {
      html.row("… of the worst tenth", NO_WORST, NO_WORST, "");
    }
    row(html, "… of the worst tenth", before.marginWorstTenth(), after.marginWorstTenth(), 3);
    row(html, "Content by neighbors, %", before.contentAccuracy(), after.contentAccuracy(), 1);
    row(html, "Content, linear, %", before.contentLinear(), after.contentLinear(), 1);
    row(
        html,
        "Content, linear, each class learned under one processing, %",
        before.contentConfounded(),
        after.contentConfounded(),
        1);
    taken(html, before, after);
    row(html, "Cosine to before", before.cosineToOriginal(), after.cosineToOriginal(), 3);
    row(
        html,
        "Ten nearest that changed, %",
        before.neighborsChanged(),
        after.neighborsChanged(),
        1);
    return html.end().add("</details>\n");
  }

  /** What is read of how photos were taken, where it is at hand. */
  private static void taken(Markup html, Row before, Row after) {
    Map<String, RepairResult.HeldOut> attributes = after.acquisition();
    if (attributes != null) {
      attributes.forEach(
          (name, read) -> {
            RepairResult.HeldOut was =
                before.acquisition() == null ? null : before.acquisition().get(name);
            String chance = " (balanced, chance " + Markup.number(read.chance()) + "), %";
            row(
                html,
                name + ", linear" + chance,
                was == null ? null : was.linear(),
                read.linear(),
                1);
            row(
                html,
                name + ", not linear" + chance,
                was == null ? null : was.nonlinear(),
                read.nonlinear(),
                1);
          });
    }
    RepairResult.Pairs pairs = after.pairs();
    if (pairs != null) {
      RepairResult.Pairs was = before.pairs();
      row(
          html,
          "Pairs of cameras, recall@1 among the query's own type, %",
          was == null ? null : was.same(),
          pairs.same(),
          1);
      row(
          html,
          "… among the other type, %",
          was == null ? null : was.different(),
          pairs.different(),
          1);
    }
  }

  private static void row(
      Markup html, String name, @Nullable Figure before, @Nullable Figure after, int digits) {
    if (after != null) {
      html.row(
          name,
          text(before, digits),
          text(after, digits),
          before == null ? "" : change(after.value() - before.value(), digits));
    }
  }

  private static String change(double change, int digits) {
    return String.format(Locale.ROOT, "%+." + digits + "f", change).replace('-', '\u2212');
  }

  private static String figure(@Nullable Figure figure) {
    return text(figure, 1);
  }

  private static String fine(@Nullable Figure figure) {
    return text(figure, 3);
  }

  private static String text(@Nullable Figure figure, int digits) {
    String one = "%." + digits + "f";
    return Optional.ofNullable(figure)
        .map(
            own ->
                String.format(
                    Locale.ROOT,
                    one + " (" + one + " to " + one + ")",
                    own.value(),
                    own.low(),
                    own.high()))
        .orElse("");
  }
}
