package org.encodertraces.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbedResult;

/**
 * The page's parts in their order: the answer, the lead picture, the wall, what it costs, what to
 * do, and what goes deeper.
 */
record PageParts(PageResults results, List<Section> sections) {

  record Parts(Markup answer, Markup middle, Markup deeper) {
    int bytes() {
      return answer.toString().length() + middle.toString().length() + deeper.toString().length();
    }
  }

  Parts all() {
    Markup middle = new Markup();
    LeadSection lead = new LeadSection(results);
    middle.add("%s%s%s", lead.html(), lead.processings(), new WallSection(results).html());
    middle.add("%s", part("cost", "What it costs you", together(section -> section.cost(results))));
    middle.add("%s", advice());
    return new Parts(Headline.of(results).html(), middle, deeper());
  }

  /** Links to the parts that this page has. */
  Markup navigation() {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("answer", "Answer");
    if (!results.ofType(NeighborsResult.class).isEmpty()) {
      links.put("see", "See it");
    }
    if (new WallSection(results).isShown()) {
      links.put("wall", "Encoders");
    }
    if (!isEmpty(together(section -> section.cost(results)))) {
      links.put("cost", "Cost");
    }
    if (!isEmpty(together(section -> section.advice(results)))) {
      links.put("do", "What to do");
    }
    links.put("deeper", "Deeper");
    Markup html = new Markup();
    html.add("<nav aria-label=\"Parts of the page\"><div>\n<ul>");
    links.forEach((id, name) -> html.add("<li><a href=\"#%s\">%s</a></li>", id, name));
    return html.add("</ul>\n<span id=\"who\"></span>\n</div></nav>\n");
  }

  private Markup advice() {
    Markup cards = together(section -> section.advice(results));
    Markup html = new Markup();
    return isEmpty(cards)
        ? html
        : html.add(
            "<section id=\"do\">\n<h2>What to do</h2>\n<div class=\"cards\">\n%s</div>\n</section>\n",
            cards);
  }

  private Markup deeper() {
    Markup html = new Markup();
    html.add("<section id=\"deeper\">\n<h2>Go deeper</h2>\n");
    html.add("%s", folded("Every claim in words", new VerdictSection(results).html()));
    for (Section section : sections) {
      html.add("%s", folded(section.title(), section.html(results)));
    }
    html.add("%s", folded("What probes mistake for what", confusions()));
    html.add("%s", folded("How the probes were tuned", tuning()));
    OriginSection origin = new OriginSection(results);
    html.add("%s", folded("How it was measured, and what the intervals cover", origin.method()));
    html.add("%s", folded("Where each figure comes from", origin.provenance()));
    return html.add("</section>\n");
  }

  private Markup together(Function<Section, Markup> what) {
    Markup html = new Markup();
    sections.forEach(section -> html.add("%s", what.apply(section)));
    return html;
  }

  private static Markup part(String id, String title, Markup content) {
    Markup html = new Markup();
    return isEmpty(content)
        ? html
        : html.add("<section id=\"%s\">\n<h2>%s</h2>\n%s</section>\n", id, title, content);
  }

  private static Markup folded(String title, Markup content) {
    Markup html = new Markup();
    return isEmpty(content)
        ? html
        : html.add(
            "<details class=\"deep\"><summary><h3>%s</h3></summary>\n%s</details>\n",
            title, content);
  }

  private static boolean isEmpty(Markup html) {
    return html.toString().isEmpty();
  }

  private Markup confusions() {
    Markup html = new Markup();
    return results.ofType(ProbedResult.class).isEmpty()
        ? html
        : html.add(
            """
            <section id="confusions">
            <p class="lead">Of photos of each class, what the probe took them for; of the chosen encoder. Rows: the true class. Columns: what was read. Percent of the row, and its individual 95 % interval by photo (Clopper and Pearson; long rather than short where a photo was read by several runs, short where photos of one owner are alike).</p>
            <div class="matrices"></div>
            </section>
            """);
  }

  private Markup tuning() {
    boolean any =
        results.ofType(ProbedResult.class).stream().anyMatch(probe -> !probe.trials().isEmpty());
    Markup html = new Markup();
    return any
        ? html.add(
            "<section id=\"tuning\">\n%s</section>\n",
            new Chart(
                    "tuning-1",
                    "tuning",
                    "Trials of a probe",
                    "One point a trial; the large diamond is the one that was taken.")
                .alone())
        : html;
  }
}
