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
        "What a linear probe reads, and its controls",
        results -> new ProbeSection(results).html(),
        Sections::nothing,
        Sections::nothing,
        Optional.of(new ReadingClaims()));
  }

  /** The five set-ups of kNN. */
  public static Section neighbors() {
    return of(
        "Five set-ups of nearest neighbors, all encoders",
        results -> new KnnSection(results).html(),
        results -> new KnnSection(results).cost(),
        Sections::nothing,
        Optional.of(new NeighborClaims()));
  }

  /** Recall of near-duplicates. */
  public static Section retrieval() {
    return of(
        "Retrieval",
        Sections::nothing,
        results -> new RetrievalSection(results).cost(),
        Sections::nothing,
        Optional.of(new RecallClaims()));
  }

  /** Traces taken out, and what is left. */
  public static Section repairs() {
    return of(
        "Taking the traces out",
        results -> new RepairSection(results).html(),
        Sections::nothing,
        results -> new RepairAdvice(results).html());
  }

  /** How far embeddings move. */
  public static Section ladders() {
    return of(
        "How an embedding falls off as a photo is changed more",
        results -> new LadderSection(results).html(),
        results -> new LadderSection(results).cost(),
        results -> new LadderSection(results).advice());
  }

  /** Which cosine tells a copy. */
  public static Section thresholds() {
    return of(
        "Which cosine tells a copy from another photo",
        results -> new ThresholdSection(results).html(),
        results -> new ThresholdSection(results).cost(),
        results -> new ThresholdSection(results).advice());
  }

  /** What changes between two encoders. */
  public static Section differences() {
    return of(
        "What changes when an encoder takes another's place",
        results -> new DiffSection(results).html());
  }

  /** Histograms of single queries' similarities. */
  public static Section similarities() {
    return of("What one query sees of all training photos", Sections::similaritiesOf);
  }

  private static Markup similaritiesOf(PageResults results) {
    Markup html = new Markup();
    if (results.ofType(SimilarityResult.class).isEmpty()) {
      return html;
    }
    return html.add(
        """
        <section id="similarities">
        %s</section>
        """,
        new Chart(
                "similarity-1",
                "similarity",
                "Similarities of a query to the training photos",
                "Four histograms: same or other class, same or other processing, each as a share of its group.")
            .alone());
  }

  private static Markup nothing(PageResults unused) {
    return new Markup();
  }

  private static Section of(String title, Function<PageResults, Markup> html) {
    return of(title, html, Sections::nothing, Sections::nothing);
  }

  private static Section of(
      String title,
      Function<PageResults, Markup> html,
      Function<PageResults, Markup> cost,
      Function<PageResults, Markup> advice) {
    return of(title, html, cost, advice, Optional.empty());
  }

  private static Section of(
      String title,
      Function<PageResults, Markup> html,
      Function<PageResults, Markup> cost,
      Function<PageResults, Markup> advice,
      Optional<Claiming> claiming) {
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
      public Markup cost(PageResults results) {
        return cost.apply(results);
      }

      @Override
      public Markup advice(PageResults results) {
        return advice.apply(results);
      }

      @Override
      public Optional<Claiming> claiming() {
        return claiming;
      }
    };
  }
}
