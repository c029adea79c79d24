package org.encodertraces.report;

import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.RetrieveResult;

/** All encoders against all traces. */
record WallSection(PageResults results) {

  /** Whether the page has something that a probe reads, or that neighbors or recall lose. */
  boolean isShown() {
    return results.claims().all().stream()
        .map(Claims.Standing::result)
        .anyMatch(
            result ->
                result instanceof ProbedResult
                    || result instanceof KnnResult
                    || result instanceof RetrieveResult);
  }

  /** The section; empty when nothing but single queries, ladders or thresholds is on the page. */
  Markup html() {
    Markup html = new Markup();
    if (!isShown()) {
      return html;
    }
    String title = "Who remembers what";
    return html.add(
        """
        <section id="wall">
        <div class="caption"><h2>%s</h2>%s</div>
        <div class="intro"><p class="lead">How far above %s a %s reads each trace: the left edge is chance, the right edge perfect. The pale bar is the 95&#160;%% %s; a hollow point was not %s. The number is how many points of answers nearest neighbors lose when %s, in bold where that was found. A row opens what was found for its encoder.</p><div class="wall-key-host"></div></div>
        <div class="section-controls"></div>
        <div class="wall-host"></div>
        </section>
        """,
        title,
        Chart.menu(title, false),
        Terms.CHANCE.html(),
        Terms.PROBE.html(),
        Terms.INTERVAL.html(),
        Terms.FOUND.html(),
        Terms.NEG_SAME.html());
  }
}
