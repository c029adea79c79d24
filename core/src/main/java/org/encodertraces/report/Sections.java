package org.encodertraces.report;

import java.util.Optional;
import java.util.function.Function;
import org.encodertraces.result.SimilarityResult;

/** The sections of the study's own experiments. */
public final class Sections {

  private Sections() {}

  /** What probes read, of processings and of attributes. */
  public static Section probes() {
    return of(
        "Probes", results -> new ProbeSection(results).html(), Optional.of(new ReadingClaims()));
  }

  /** The five set-ups of kNN. */
  public static Section neighbors() {
    return of(
        "Neighbors", results -> new KnnSection(results).html(), Optional.of(new NeighborClaims()));
  }

  /** Recall of near-duplicates. */
  public static Section retrieval() {
    return of(
        "Retrieval",
        results -> new RetrievalSection(results).html(),
        Optional.of(new RecallClaims()));
  }

  /** Traces taken out, and what is left. */
  public static Section repairs() {
    return of("Repairs", results -> new RepairSection(results).html());
  }

  /** How far embeddings move. */
  public static Section ladders() {
    return of("Ladders", results -> new LadderSection(results).html());
  }

  /** Which cosine tells a copy. */
  public static Section thresholds() {
    return of("Thresholds", results -> new ThresholdSection(results).html());
  }

  /** What changes between two encoders. */
  public static Section differences() {
    return of("Differences", results -> new DiffSection(results).html());
  }

  /** Histograms of single queries' similarities. */
  public static Section similarities() {
    return of("Similarities", Sections::similaritiesOf);
  }

  private static Markup similaritiesOf(PageResults results) {
    Markup html = new Markup();
    if (results.ofType(SimilarityResult.class).isEmpty()) {
      return html;
    }
    return html.add(
        """
        <section id="similarities">
        <h2>What one query sees</h2>
        %s</section>
        """,
        new Chart(
                "similarity-1",
                "similarity",
                "Similarities of a query to the training photos",
                "Four histograms: same or other class, same or other processing, each as a share of its group.")
            .withOwnTable());
  }

  private static Section of(String title, Function<PageResults, Markup> html) {
    return of(title, html, Optional.empty());
  }

  private static Section of(
      String title, Function<PageResults, Markup> html, Optional<Claiming> claiming) {
    return new Section() {
      @Override
      public String title() {
        return title;
      }

      @Override
      public Markup html(PageResults results) {
        return html.apply(results);
      }

      @Override
      public Optional<Claiming> claiming() {
        return claiming;
      }
    };
  }
}
