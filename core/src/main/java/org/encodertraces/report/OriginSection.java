package org.encodertraces.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.SimilarityResult;
import org.encodertraces.result.TraceResult;
import org.encodertraces.statistics.OwnerRelabeling.Dealing;

/** How the figures were measured, and where each comes from. */
record OriginSection(PageResults results) {

  Markup method() {
    Markup html = new Markup();
    html.add("<section id=\"method\">\n<ul>\n");
    Set<String> notes = new LinkedHashSet<>();
    for (ProbeResult probe : results.ofType(ProbeResult.class)) {
      notes.add(
          probe.training().equals("all")
              ? "Probes on %s were trained on every training photo under every class (\"all\"). The study shows each photo under one class only, which on few photos finds almost nothing; compare with its figures accordingly."
                  .formatted(Markup.shortened(probe.header().dataset()))
              : "Probes on %s were trained as in the study: each training photo under one class drawn at random (\"one\")."
                  .formatted(Markup.shortened(probe.header().dataset())));
    }
    for (Labeled labeled : results.labeled()) {
      TraceResult result = labeled.result();
      result.header().provenance().options().entrySet().stream()
          .filter(option -> option.getKey().equals("split") || option.getKey().equals("skipped"))
          .forEach(
              option ->
                  notes.add(
                      "%s, %s: %s."
                          .formatted(
                              Markup.shortened(result.header().dataset()),
                              option.getKey(),
                              option.getValue())));
    }
    if (!results.ofType(NeighborsResult.class).isEmpty()
        || !results.ofType(SimilarityResult.class).isEmpty()) {
      notes.add(
          "The queries of an audit are spread evenly over the validation photos; they were not chosen for what they show.");
    }
    notes.add(
        "Intervals are individual 95 % intervals over test photos, not corrected for the number of claims; rows of one photo under several classes are not independent, so photos are what counts. They cover the draw of test photos. They do not cover the draw of training photos, the tuning, or another kind of photo.");
    boolean splits = results.ofType(ProbeResult.class).stream().anyMatch(p -> p.splits() != null);
    if (splits) {
      notes.add(
          "\"Over random splits\" covers both draws, of training and of test photos: ten random 80 / 20 splits of all photos, each with a probe of its own by logistic regression (L-BFGS, C among seven by a fifth of the training photos), variance (1/10 + 1/4) s\u00b2, Student's t with 9 degrees of freedom (Nadeau and Bengio, 2003). It is run for the encoder that was asked about, not for the controls.");
    } else if (!results.ofType(ProbeResult.class).isEmpty()) {
      notes.add(
          "How far the probes' figures would move with other training photos is not on this page: ten random splits show it, which traces audit runs for the encoder asked about; the demo and single commands leave them out.");
    }
    if (!results.ofType(ProbeResult.class).isEmpty()) {
      notes.add(
          "p of a processing is exact: the chance of as many right readings if the classes of each photo's pictures were dealt anew among them. No number of photos is given at which a trace not found would show: more photos also train the probe better.");
    }
    if (results.panels().ofKind("probe").values().stream()
        .anyMatch(chart -> !PairedPlaces.of(chart).isEmpty())) {
      notes.add(
          "Places compare encoders photo by photo on the same test photos, all pairs with one error of 5 % together (Holm's), apart from the page's claims; where the photos do not bear one place, those they do bear are given.");
    }
    if (!results.ofType(KnnResult.class).isEmpty()
        || !results.ofType(RetrieveResult.class).isEmpty()) {
      notes.add(
          "p of a fall is exact: the chance of as large a fall if each photo's change were as likely the other way round.");
    }
    for (AcquisitionResult result : results.ofType(AcquisitionResult.class)) {
      if (result.evidence().relabelings() != null && result.evidence().owners() != null) {
        notes.add(
            "p of %s: the share of %,d relabelings, labels dealt anew %s %,d owners of %,d test photos (%s), that read as well; none below %s can come out."
                .formatted(
                    Panels.title(result),
                    result.evidence().relabelings(),
                    isWithin(result) ? "within each of" : "among",
                    result.evidence().owners(),
                    result.testPhotos(),
                    isWithin(result)
                        ? "owners have photos of the classes in like numbers, such as scenes that every camera shot, so dealing among them would change nothing"
                        : "a photo of an unknown owner counts as of its own",
                    Markup.plain(result.effect().smallestP())));
      }
    }
    notes.forEach(note -> html.add("<li>%s</li>\n", note));
    return html.add("</ul>\n</section>\n");
  }

  private static boolean isWithin(AcquisitionResult result) {
    return result.evidence().dealing().filter(Dealing.WITHIN_OWNERS::equals).isPresent();
  }

  /** Results of one run share where they come from; it is told once. */
  Markup provenance() {
    Map<Provenance, List<Labeled>> byRun =
        results.labeled().stream()
            .collect(
                Collectors.groupingBy(
                    labeled -> labeled.result().header().provenance().shared(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Markup html = new Markup();
    html.add("<section id=\"provenance\">\n");
    byRun.forEach(
        (provenance, own) -> {
          String what =
              own.stream()
                  .map(
                      labeled ->
                          labeled.result().header().kind()
                              + " of "
                              + Panels.title(labeled.result()))
                  .distinct()
                  .collect(Collectors.joining(", "));
          html.add(
              "<details><summary>%s: %s</summary>\n<p>Made %s by Encoder Traces %s. To repeat it:</p>\n%s",
              Markup.shortened(own.get(0).label()),
              what,
              own.get(0).result().header().created(),
              own.get(0).result().header().version(),
              Advice.command(provenance.command()));
          definitions(html, "Settings", settings(own));
          definitions(html, "Found on the way", provenance.options());
          definitions(html, "Computed by", provenance.libraries());
          definitions(html, "SHA-256 of what was read", provenance.inputs());
          html.add("</details>\n");
        });
    return html.add("</section>\n");
  }

  /** Every setting of each result, on one line. */
  private static Map<String, String> settings(List<Labeled> results) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (Labeled labeled : results) {
      TraceResult result = labeled.result();
      result
          .header()
          .provenance()
          .asked()
          .ifPresent(
              asked ->
                  lines.put(
                      result.header().kind() + " of " + Panels.title(result),
                      ResultFiles.line(asked.settings())));
    }
    return lines;
  }

  private static void definitions(Markup html, String title, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    html.add("<h4>%s</h4>\n<dl>\n", title);
    entries.forEach((key, value) -> html.add("<dt>%s</dt><dd>%s</dd>\n", key, value));
    html.add("</dl>\n");
  }
}
