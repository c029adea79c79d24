package org.encodertraces.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.Effect;
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
        <p>Accuracy on test photos; whiskers are individual 95 %% intervals over test photos, the dashed line is chance. Shuffled labels: what the same layer, refitted in closed form, reads after training on labels dealt at random; the mean over shuffles lies near chance, a single one need not. A click on a bar, or Enter on it, opens its confusion matrix. Built-in encoders have no weights: <em>residual</em> is made to see traces, <em>color</em> and <em>hog</em> see what a picture shows.</p>
        %s<div class="section-controls"></div>
        <div class="panels wide">
        """,
        results.categoryKey());
    charts.forEach(
        (id, own) -> {
          Markup table = new Markup();
          table.add("<details class=\"rows\"><summary>As a table</summary>\n");
          boolean uneven = own.stream().anyMatch(one -> one.result() instanceof AcquisitionResult);
          List<String> columns =
              new ArrayList<>(
                  List.of(
                      "Encoder",
                      "Category",
                      "Accuracy",
                      "95 % interval",
                      "Std over seeds (their number)",
                      "Chance"));
          if (uneven) {
            columns.addAll(List.of("Balanced accuracy (95 %)", "Its chance", "Largest class"));
          }
          columns.addAll(
              List.of(
                  "p",
                  "Standing",
                  "Training photos",
                  "Test photos",
                  "Shuffled labels: mean (range)",
                  "Over random splits (95 %)",
                  "Best settings",
                  "Confusion"));
          table.head(columns);
          own.forEach(labeled -> probeRow(table, labeled, uneven));
          table.end().add("</details>\n");
          html.add(
              "%s",
              new Chart(id, "probe", results.titled(own, "Probe accuracy by encoder"), about(own))
                  .with(table));
        });
    return html.add("</div>\n</section>\n");
  }

  private void probeRow(Markup table, Labeled labeled, boolean uneven) {
    ProbedResult probe = (ProbedResult) labeled.result();
    Effect effect = probe.effect();
    List<Object> cells = new ArrayList<>();
    cells.add(probe.header().category());
    cells.add(Markup.number(probe.accuracyMean()));
    cells.add(Markup.range(probe.interval()));
    cells.add("%s (%d)".formatted(Markup.number(probe.accuracyStd()), probe.accuracies().size()));
    cells.add(Markup.number(probe.chance()));
    if (uneven) {
      cells.add(
          probe.evidence().balancedAccuracy() == null
              ? Markup.NOT_MEASURED
              : Markup.figure(effect.value(), effect.interval()));
      cells.add(Markup.number(effect.none()));
      cells.add(
          Optional.ofNullable(probe.evidence().majorityShare())
              .map(Markup::number)
              .orElse(Markup.NOT_MEASURED));
    }
    cells.add(effect.p().isPresent() ? Markup.p(effect.p().getAsDouble()) : Markup.NOT_MEASURED);
    cells.add(results.claims().of(probe).inWords());
    cells.add(probe.trainPhotos() + " (" + probe.training() + ")");
    cells.add(probe.testPhotos());
    cells.add(probe instanceof ProbeResult one ? shuffled(Optional.ofNullable(one.control())) : "");
    cells.add(probe instanceof ProbeResult one ? splits(Optional.ofNullable(one.splits())) : "");
    cells.add(probe.best().describe());
    cells.add(
        new Markup()
            .add(
                "<button type=\"button\" data-confusion=\"%s\" aria-label=\"Confusion matrix of %s\">show</button>",
                results.indexes().getOrDefault(probe, 0), Markup.shortened(labeled.label())));
    table.row(labeled.label(), cells.toArray());
  }

  private static String shuffled(Optional<ProbeResult.Control> control) {
    return control
        .map(
            one ->
                one.lowest() == null || one.highest() == null || one.shuffles() == null
                    ? Markup.number(one.accuracyMean())
                        + " (one shuffle; range "
                        + Markup.NOT_MEASURED
                        + ")"
                    : "%s (%s to %s, %d shuffles)"
                        .formatted(
                            Markup.number(one.accuracyMean()),
                            Markup.number(one.lowest()),
                            Markup.number(one.highest()),
                            one.shuffles()))
        .orElse(Markup.NOT_MEASURED);
  }

  private static String splits(Optional<ProbeResult.Splits> splits) {
    return splits
        .map(
            one ->
                "%s, %d splits of %,d / %,d photos"
                    .formatted(
                        Markup.figure(one.accuracyMean(), Optional.of(one.interval())),
                        one.accuracies().size(),
                        one.trainPhotos(),
                        one.testPhotos()))
        .orElse("not run");
  }

  /** What can be said of a chart of probes without seeing it. */
  private String about(List<Labeled> own) {
    List<Claims.Outcome> outcomes =
        own.stream()
            .map(labeled -> results.claims().of((ProbedResult) labeled.result()).outcome())
            .toList();
    long alone = outcomes.stream().filter(Claims.Outcome.ALONE::equals).count();
    return "Of %d %s, the trace is found in %d after correction for the page's claims%s."
        .formatted(
            own.size(),
            own.size() == 1 ? "run" : "runs",
            outcomes.stream().filter(Claims.Outcome.FOUND::equals).count(),
            alone == 0 ? "" : "; in %d more it stands alone at 95 %%".formatted(alone));
  }
}
