package org.encodertraces.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.SimilarityResult;
import org.encodertraces.result.TraceResult;

/** How the figures were measured, and where each comes from. */
record OriginSection(PageResults results) {

  Markup method() {
    Markup html = new Markup();
    html.add("<section id=\"method\">\n<h2>How it was measured</h2>\n<ul>\n");
    Set<String> notes = new LinkedHashSet<>();
    for (ProbeResult probe : results.ofType(ProbeResult.class)) {
      notes.add(
          probe.training().equals("all")
              ? "Probes on %s were trained on every training photo under every class (\"all\"). The study shows each photo under one class only, which on few photos finds almost nothing; compare with its figures accordingly."
                  .formatted(probe.header().dataset())
              : "Probes on %s were trained as in the study: each training photo under one class drawn at random (\"one\")."
                  .formatted(probe.header().dataset()));
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
                              result.header().dataset(), option.getKey(), option.getValue())));
    }
    if (!results.ofType(NeighborsResult.class).isEmpty()
        || !results.ofType(SimilarityResult.class).isEmpty()) {
      notes.add(
          "The queries of an audit are spread evenly over the validation photos; they were not chosen for what they show.");
    }
    notes.add(
        "Intervals are 95 %, by resampling photos 2,000 times: rows of one photo under several classes are not independent. They say how far the figure would move with other photos of this kind, not with another kind of photo.");
    notes.forEach(note -> html.add("<li>%s</li>\n", Markup.shortened(note)));
    return html.add("</ul>\n</section>\n");
  }

  /** Results of one run share where they come from; it is told once. */
  Markup provenance() {
    Map<Provenance, List<Labeled>> byRun =
        results.labeled().stream()
            .collect(
                Collectors.groupingBy(
                    labeled -> labeled.result().header().provenance(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Markup html = new Markup();
    html.add("<section id=\"provenance\">\n<h2>Where it comes from</h2>\n");
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
              "<details><summary>%s: %s</summary>\n<p>Made %s by Encoder Traces %s. To repeat it:</p>\n<pre>%s</pre>\n",
              Markup.shortened(own.get(0).label()),
              Markup.shortened(what),
              own.get(0).result().header().created(),
              own.get(0).result().header().version(),
              provenance.command());
          definitions(html, "Options", provenance.options());
          definitions(html, "Libraries", provenance.libraries());
          definitions(html, "SHA-256 of what was read", provenance.inputs());
          html.add("</details>\n");
        });
    return html.add("</section>\n");
  }

  private static void definitions(Markup html, String title, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    html.add("<h3>%s</h3>\n<dl>\n", title);
    entries.forEach((key, value) -> html.add("<dt>%s</dt><dd>%s</dd>\n", key, value));
    html.add("</dl>\n");
  }
}
