package org.encodertraces.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.RetrieveResult;

/** What each encoder carries and what it costs, in words and one small table. */
record VerdictSection(PageResults results) {

  /** Up to so many encoders are all shown at full length; of more, each opens on demand. */
  private static final int ALL_OPEN = 4;

  private static final String BUILT_IN = "built-in";

  /** The section; empty when nothing but single queries or ladders is on the page. */
  Markup html() {
    Map<String, List<Labeled>> byEncoder =
        results.labeled().stream()
            .filter(labeled -> isJudged(labeled))
            .collect(
                Collectors.groupingBy(
                    labeled -> labeled.result().header().encoder(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Markup html = new Markup();
    if (byEncoder.isEmpty()) {
      return html;
    }
    html.add("<section id=\"verdict\">\n<h2>Verdict</h2>\n");
    if (byEncoder.size() > 1) {
      html.add("%s", overview(byEncoder));
    }
    boolean open = byEncoder.size() <= ALL_OPEN;
    byEncoder.forEach(
        (encoder, own) -> {
          ResultHeader header = own.get(0).result().header();
          if (open) {
            html.add(
                "<article>\n<h3>%s <small>%s</small></h3>\n%s</article>\n",
                Markup.shortened(encoder), header.category(), encoder(own));
          } else {
            html.add(
                "<details><summary>%s, %s</summary>\n<article>%s</article></details>\n",
                Markup.shortened(encoder), header.category(), encoder(own));
          }
        });
    return html.add("</section>\n");
  }

  private static boolean isJudged(Labeled labeled) {
    return labeled.result() instanceof ProbedResult
        || labeled.result() instanceof KnnResult
        || labeled.result() instanceof RetrieveResult;
  }

  private Markup overview(Map<String, List<Labeled>> byEncoder) {
    List<String> columns = new ArrayList<>(List.of("Encoder", "Category"));
    List<String> charts = new ArrayList<>();
    for (String kind : List.of("probe", "knn", "retrieve")) {
      results
          .panels()
          .ofKind(kind)
          .forEach(
              (id, own) -> {
                charts.add(id);
                String title = Markup.shortened(Panels.title(own.get(0).result()));
                columns.add(
                    switch (kind) {
                      case "probe" -> title + ", read";
                      case "knn" -> title + ", kNN fall";
                      default -> "recall@1 fall";
                    });
              });
    }
    Markup html = new Markup();
    html.add(
        "<p>Percent read by a probe (bold where its interval lies above chance), and points of accuracy lost when the wrong classes share the query's processing.</p>\n");
    html.head(columns);
    byEncoder.forEach(
        (encoder, own) -> {
          html.add("<tr><th scope=\"row\">%s</th>", Markup.shortened(encoder));
          html.add("<td>%s</td>", own.get(0).result().header().category());
          for (String chart : charts) {
            html.add("%s", cell(own, chart));
          }
          html.add("</tr>\n");
        });
    return html.end();
  }

  /** The figure of the first run of an encoder in a chart. */
  private Markup cell(List<Labeled> own, String chart) {
    Optional<Labeled> shown =
        own.stream()
            .filter(labeled -> chart.equals(results.panels().ids().get(labeled.result())))
            .findFirst();
    Markup html = new Markup();
    if (shown.isEmpty()) {
      return html.add("<td></td>");
    }
    if (shown.get().result() instanceof ProbedResult probe) {
      return html.add(
          "<td%s>%s</td>",
          new Markup().add(Verdict.of(probe, Optional.empty()).found() ? " class=\"found\"" : ""),
          Markup.number(probe.accuracyMean()));
    } else if (shown.get().result() instanceof KnnResult knn) {
      return html.add(
          "<td%s>%s</td>",
          new Markup().add(Verdict.of(knn).found() ? " class=\"found\"" : ""),
          Markup.number(knn.baseline() - knn.negSame()));
    } else if (shown.get().result() instanceof RetrieveResult retrieve) {
      return html.add(
          "<td%s>%s</td>",
          new Markup().add(Verdict.of(retrieve).found() ? " class=\"found\"" : ""),
          Markup.number(retrieve.mean().different() - retrieve.mean().same()));
    }
    return html.add("<td></td>");
  }

  private Markup encoder(List<Labeled> own) {
    Markup html = new Markup();
    html.add("<ul>\n");
    String encoder = own.get(0).result().header().encoder();
    List<Labeled> knns = own.stream().filter(one -> one.result() instanceof KnnResult).toList();
    List<Labeled> probes =
        own.stream().filter(one -> one.result() instanceof ProbedResult).toList();
    for (Labeled labeled : probes) {
      ProbedResult probe = (ProbedResult) labeled.result();
      sentence(html, labeled, encoder, Verdict.of(probe, knnOf(labeled, knns)));
    }
    for (Labeled labeled : knns) {
      KnnResult knn = (KnnResult) labeled.result();
      if (probes.stream().noneMatch(probe -> knnOf(probe, knns).filter(knn::equals).isPresent())) {
        sentence(html, labeled, encoder, Verdict.of(knn));
      }
    }
    for (Labeled labeled : own) {
      if (labeled.result() instanceof RetrieveResult retrieve) {
        sentence(html, labeled, encoder, Verdict.of(retrieve));
      }
    }
    html.add("</ul>\n");
    if (!probes.isEmpty()) {
      html.add("%s", table(probes, knns));
    }
    return html;
  }

  private static void sentence(Markup html, Labeled labeled, String encoder, Verdict verdict) {
    String run = labeled.label().equals(encoder) ? "" : labeled.label().substring(encoder.length());
    html.add(
        "<li class=\"%s\">%s%s.</li>\n",
        verdict.found() ? "found" : "none", verdict.sentence(), Markup.shortened(run));
  }

  /** The kNN result that belongs beside a probe: of the same run if it can be told. */
  private static Optional<KnnResult> knnOf(Labeled probe, List<Labeled> knns) {
    List<Labeled> sameParameter =
        knns.stream()
            .filter(
                knn ->
                    knn.result().parameter().equals(probe.result().parameter())
                        && knn.result()
                            .header()
                            .dataset()
                            .equals(probe.result().header().dataset()))
            .toList();
    return sameParameter.stream()
        .filter(knn -> sameParameter.size() == 1 || knn.label().equals(probe.label()))
        .findFirst()
        .map(knn -> (KnnResult) knn.result());
  }

  private Markup table(List<Labeled> probes, List<Labeled> knns) {
    List<String> controls =
        results.labeled().stream()
            .filter(labeled -> labeled.result() instanceof ProbedResult)
            .filter(labeled -> labeled.result().header().category().equals(BUILT_IN))
            .map(labeled -> labeled.result().header().encoder())
            .distinct()
            .filter(control -> !control.equals(probes.get(0).result().header().encoder()))
            .toList();
    List<String> columns =
        new ArrayList<>(List.of("Trace", "Read at, %", "95 % over photos", "Chance", "kNN fall"));
    controls.forEach(control -> columns.add("Control " + control));
    columns.add("Place here");
    Markup html = new Markup();
    html.head(columns);
    for (Labeled labeled : probes) {
      ProbedResult probe = (ProbedResult) labeled.result();
      List<Labeled> rivals =
          results
              .panels()
              .byId()
              .getOrDefault(results.panels().ids().getOrDefault(probe, ""), List.of());
      List<Object> cells = new ArrayList<>();
      cells.add(Markup.number(probe.accuracyMean()));
      cells.add(
          Markup.number(probe.interval().low()) + " to " + Markup.number(probe.interval().high()));
      cells.add(Markup.number(probe.chance()));
      cells.add(
          knnOf(labeled, knns)
              .map(
                  knn ->
                      "%s (%s to %s)"
                          .formatted(
                              Markup.number(knn.baseline() - knn.negSame()),
                              Markup.number(knn.fall().low()),
                              Markup.number(knn.fall().high())))
              .orElse(""));
      for (String control : controls) {
        cells.add(
            rivals.stream()
                .filter(rival -> rival.result().header().encoder().equals(control))
                .findFirst()
                .map(rival -> Markup.number(((ProbedResult) rival.result()).accuracyMean()))
                .orElse(""));
      }
      long better =
          rivals.stream()
              .filter(
                  rival -> ((ProbedResult) rival.result()).accuracyMean() > probe.accuracyMean())
              .count();
      cells.add(rivals.size() > 1 ? (better + 1) + " of " + rivals.size() : "");
      html.row(Panels.title(probe), cells.toArray());
    }
    return html.end();
  }
}
