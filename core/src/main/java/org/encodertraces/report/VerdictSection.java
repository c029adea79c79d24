package org.encodertraces.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;

/** What each encoder carries and what it costs, in words and one small table. */
record VerdictSection(PageResults results) {

  private static final List<String> STUDY_KINDS = List.of("probe", "knn", "retrieve");

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
    html.add("<section id=\"verdict\">\n%s", family());
    if (byEncoder.size() > 1) {
      html.add("%s", overview(byEncoder));
    }
    boolean one = byEncoder.size() == 1;
    byEncoder.forEach(
        (encoder, own) -> {
          ResultHeader header = own.get(0).result().header();
          // The wall's rows open this article by the index of the encoder's first claim.
          Markup article =
              new Markup()
                  .add(
                      "<article data-article=\"%s\">\n<h4>%s <small>%s</small></h4>\n%s</article>\n",
                      results.indexes().getOrDefault(own.get(0).result(), 0),
                      Markup.name(encoder),
                      header.category(),
                      encoder(own));
          if (one) {
            html.add("%s", article);
          } else {
            // The scripts open the one of the chosen encoder.
            html.add(
                "<details class=\"of-encoder\"><summary>%s, %s</summary>\n%s</details>\n",
                Markup.name(encoder), header.category(), article);
          }
        });
    return html.add("</section>\n");
  }

  private static boolean isJudged(Labeled labeled) {
    return labeled.result() instanceof ClaimedResult;
  }

  /** What the page's claims are held to. */
  private Markup family() {
    int claims = results.claims().all().size();
    String together =
        claims == 1
            ? "The page makes one claim."
            : "The page makes %,d claims: of each probe that it reads above chance, of each kNN and retrieval that accuracy falls%s. They are held to one error of 5 %% together: of pages without any trace, at most one in twenty would find anything. \"Found\" is said after this correction (Holm's%s); what stands at 95 %% by itself but not after correction is called that."
                .formatted(
                    claims,
                    others(),
                    results.claims().areOfTwoKinds()
                        ? ", four parts of the error for the encoders asked about, one for the built-in controls"
                        : "");
    return new Markup()
        .add(
            "<p>%s Intervals in brackets are individual 95 %% intervals over test photos.</p>\n",
            together);
  }

  /** What results beside the study's own claim. */
  private String others() {
    return results.labeled().stream()
        .filter(VerdictSection::isJudged)
        .filter(one -> !STUDY_KINDS.contains(Panels.kind(one.result())))
        .map(one -> ", of each " + results.claiming((ClaimedResult) one.result()).claim())
        .distinct()
        .collect(Collectors.joining());
  }

  private Markup overview(Map<String, List<Labeled>> byEncoder) {
    List<String> columns = new ArrayList<>(List.of("Encoder"));
    List<String> charts = new ArrayList<>();
    for (String kind : kinds()) {
      results
          .panels()
          .ofKind(kind)
          .forEach(
              (id, own) -> {
                charts.add(id);
                TraceResult first = own.get(0).result();
                columns.add(
                    results
                        .claiming((ClaimedResult) first)
                        .column(Markup.shortened(Panels.title(first))));
              });
    }
    Markup html = new Markup();
    columns.add("Test photos");
    html.add(
        "<p>Percent read by a probe, and accuracy from all training photos sharing the query's processing to the wrong classes alone sharing it (recall@1: from a gallery by the other type of camera to one by the query's own), with the change in points. In brackets the individual 95 % interval of what stands before it. Bold: found after correction. Dagger (†): stands alone at 95 %, not after correction.</p>\n");
    html.head(columns);
    byEncoder.forEach(
        (encoder, own) -> {
          html.add(
              "<tr><th scope=\"row\">%s <small>%s</small></th>",
              Markup.name(encoder), own.get(0).result().header().category());
          for (String chart : charts) {
            html.add("%s", cell(own, chart));
          }
          html.add("<td>%s</td></tr>\n", photos(own));
        });
    return html.end();
  }

  /** Kinds of charts of claims: the study's own, then others in the page's order. */
  private List<String> kinds() {
    Set<String> kinds = new LinkedHashSet<>(STUDY_KINDS);
    results.labeled().stream()
        .filter(VerdictSection::isJudged)
        .forEach(one -> kinds.add(Panels.kind(one.result())));
    return List.copyOf(kinds);
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
    ClaimedResult result = (ClaimedResult) shown.get().result();
    Claims.Standing standing = results.claims().of(result);
    return html.add(
        "<td%s>%s%s</td>",
        new Markup().add(standing.found() ? " class=\"found\"" : ""),
        Markup.whole(results.claiming(result).figure(standing)),
        standing.outcome() == Claims.Outcome.ALONE ? " †" : "");
  }

  /** Over how many photos the intervals of an encoder's row are. */
  private String photos(List<Labeled> own) {
    return own.stream()
        .map(labeled -> results.claims().of((ClaimedResult) labeled.result()).effect().photos())
        .distinct()
        .sorted()
        .map("%,d"::formatted)
        .collect(Collectors.joining(", "));
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
      sentence(html, labeled, encoder, probe, knnOf(labeled, knns));
    }
    for (Labeled labeled : knns) {
      KnnResult knn = (KnnResult) labeled.result();
      if (probes.stream().noneMatch(probe -> knnOf(probe, knns).filter(knn::equals).isPresent())) {
        sentence(html, labeled, encoder, knn, Optional.empty());
      }
    }
    for (Labeled labeled : own) {
      if (!probes.contains(labeled) && !knns.contains(labeled)) {
        sentence(html, labeled, encoder, (ClaimedResult) labeled.result(), Optional.empty());
      }
    }
    html.add("</ul>\n");
    if (!probes.isEmpty()) {
      html.add("%s", table(probes, knns));
    }
    return html;
  }

  /** One item: what a result says, and after it what another about the same parameter does. */
  private void sentence(
      Markup html,
      Labeled labeled,
      String encoder,
      ClaimedResult first,
      Optional<KnnResult> second) {
    String run = labeled.label().equals(encoder) ? "" : labeled.label().substring(encoder.length());
    Verdict verdict = verdict(first);
    String more = second.map(knn -> ". " + verdict(knn).sentence()).orElse("");
    html.add(
        "<li class=\"%s\">%s%s%s.</li>\n",
        verdict.outcome() == Claims.Outcome.FOUND ? "found" : "none",
        verdict.sentence(),
        more,
        Markup.shortened(run));
  }

  private Verdict verdict(ClaimedResult result) {
    return Verdict.of(results.claims().of(result), results.claiming(result));
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
            .filter(labeled -> results.asked().isControl(labeled.result().header()))
            .map(labeled -> labeled.result().header().encoder())
            .distinct()
            .filter(control -> !control.equals(probes.get(0).result().header().encoder()))
            .toList();
    boolean splits =
        probes.stream()
            .anyMatch(one -> one.result() instanceof ProbeResult probe && probe.splits() != null);
    List<String> columns =
        new ArrayList<>(
            List.of(
                "Trace", "Read at, % (95 %)", "Chance", "p", "kNN from \u2192 to, change (95 %)"));
    if (splits) {
      columns.add("Over random splits, % (95 %)");
    }
    controls.forEach(control -> columns.add("Control " + Markup.shortened(control)));
    columns.add("Test photos");
    columns.add("Place, paired");
    Markup html = new Markup();
    html.head(columns);
    for (Labeled labeled : probes) {
      ProbedResult probe = (ProbedResult) labeled.result();
      List<Labeled> rivals =
          results
              .panels()
              .byId()
              .getOrDefault(results.panels().ids().getOrDefault(probe, ""), List.of());
      Effect effect = probe.effect();
      List<Object> cells = new ArrayList<>();
      cells.add(Markup.figure(effect.value(), effect.interval()));
      cells.add(Markup.number(effect.none()));
      cells.add(effect.p().isPresent() ? Markup.p(effect.p().getAsDouble()) : Markup.NOT_MEASURED);
      cells.add(
          knnOf(labeled, knns)
              .map(
                  knn ->
                      StandingWords.fromTo(
                          knn.baseline(),
                          knn.negSame(),
                          knn.interval(KnnResult.BASELINE_MINUS_NEG)))
              .orElse(""));
      if (splits) {
        cells.add(
            probe instanceof ProbeResult one && one.splits() != null
                ? Markup.figure(one.splits().accuracyMean(), Optional.of(one.splits().interval()))
                : "");
      }
      for (String control : controls) {
        cells.add(
            rivals.stream()
                .filter(rival -> rival.result().header().encoder().equals(control))
                .findFirst()
                .map(rival -> ((ProbedResult) rival.result()).effect())
                .map(other -> Markup.figure(other.value(), other.interval()))
                .orElse(""));
      }
      cells.add("%,d".formatted(probe.testPhotos()));
      cells.add(PairedPlaces.of(rivals).getOrDefault(probe, ""));
      html.row(Panels.title(probe), cells.toArray());
    }
    return html.end();
  }
}
