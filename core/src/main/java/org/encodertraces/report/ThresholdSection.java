package org.encodertraces.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.encodertraces.copies.ConfigLine;
import org.encodertraces.copies.KeptCopies;
import org.encodertraces.copies.StrangersThreshold;
import org.encodertraces.copies.ThresholdOutcome;
import org.encodertraces.copies.ThresholdOutcome.Kind;
import org.encodertraces.copies.ThresholdOutcome.ShownPair;
import org.encodertraces.copies.WrongPairs;
import org.encodertraces.result.ThresholdResult;
import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;

/** Which cosine tells a copy from another photo, and the pairs that are as near. */
record ThresholdSection(PageResults results) {

  /** Pairs of each sort on the contact sheet. */
  private static final int MOST_PAIRS = 24;

  Markup html() {
    Markup html = new Markup();
    if (results.ofType(ThresholdResult.class).isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="thresholds">
        <p>The threshold that keeps a share of the copies, with its 95 % interval over photos (order statistics). To promise the share, set the lower end. Wrong pairs are counted per 1,000 photos of a collection: pairs of strangers grow with it, near-duplicates do not. Where the photos are too few for a figure, there is none.</p>
        """);
    for (Labeled labeled : results.labeled()) {
      if (labeled.result() instanceof ThresholdResult result) {
        html.add("%s", of(labeled.label(), result));
      }
    }
    return html.add("</section>\n");
  }

  /** Of each kind of copy where its threshold stands and what it lets pass. */
  Markup cost() {
    Markup html = new Markup();
    if (results.ofType(ThresholdResult.class).isEmpty()) {
      return html;
    }
    return html.add(
        """
        <h3>Duplicates: which threshold, and who slips through</h3>
        <p class="lead">The cosine that keeps 95 %% of each kind of copy, its 95 %% interval, and the pairs of different photos that pass it too. The gray band is where two unrelated photos lie: the %s. Where as many wrong pairs pass as there are photos, or more, no threshold tells copies from strangers.</p>
        %s
        """,
        Terms.FLOOR.html(),
        new Chart(
                "cost-copies",
                "copies",
                "Thresholds that keep 95 % of the copies",
                "Of the chosen encoder: of each set of copies the kind that moves most. All kinds are behind Data, and further down.")
            .alone());
  }

  Markup advice() {
    Markup html = new Markup();
    for (Labeled labeled : results.labeled()) {
      if (labeled.result() instanceof ThresholdResult result) {
        html.add("%s", card(labeled.label(), result));
      }
    }
    return html;
  }

  /**
   * Of the kinds of copy that a threshold tells from strangers the one whose threshold is lowest:
   * it keeps all of these. Kinds that none tells are named, and get no advice.
   */
  private static Markup card(String label, ThresholdResult result) {
    List<Kind> borne = result.outcome().copies().stream().filter(kind -> isBorne(kind)).toList();
    List<Kind> told = borne.stream().filter(kind -> !Hopeless.is(kind.keeps().get("95"))).toList();
    List<String> untold =
        borne.stream()
            .filter(kind -> !told.contains(kind))
            .map(kind -> ProcessingWords.ofChain(kind.processing()))
            .toList();
    String name = Markup.shortened(label);
    if (borne.isEmpty()) {
      return new Advice(
              "Set the duplicate threshold",
              "%s: the photos are too few to bear a threshold for any kind of copy; with more of them this command tells it."
                  .formatted(name),
              List.of(
                  "traces threshold --images PHOTOS --encoder %s"
                      .formatted(Markup.shortened(result.header().encoder()))))
          .card();
    }
    if (told.isEmpty()) {
      return new Advice(
              "Find duplicates by another encoder",
              "%s: %s. Whatever keeps 95 %% of a kind of copy measured here lets pass as many pairs of different photos as there are photos, or more. A made-for-it encoder such as SSCD does better (traces encoders show sscd/disc-mixup)."
                  .formatted(name, Hopeless.WORDS),
              List.of())
          .card();
    }
    Kind kind = told.stream().min(Comparator.comparingDouble(ThresholdSection::low)).orElseThrow();
    KeptCopies kept = kind.keeps().get("95");
    return new Advice(
            "Set the duplicate threshold",
            "%s: of the kinds of copies that a threshold tells, %s moves most. %s keeps 95 %% of them; to promise that, set the lower end. Wrong pairs per 1,000 photos: %s.%s"
                .formatted(
                    name,
                    ProcessingWords.ofChain(kind.processing()),
                    threshold(kind, "95"),
                    wrong(kept),
                    untold.isEmpty()
                        ? ""
                        : " For %s, %s.".formatted(String.join(", ", untold), Hopeless.WORDS)),
            kept == null
                ? List.of()
                : kept.lines().stream().limit(2).map(ConfigLine::line).toList(),
            kept == null
                ? List.of()
                : kept.lines().stream().limit(2).map(ConfigLine::program).toList())
        .card();
  }

  private static boolean isBorne(Kind kind) {
    return low(kind) < Double.POSITIVE_INFINITY;
  }

  /** The lower end of what keeps 95 %; infinity where the photos bear none. */
  private static double low(Kind kind) {
    KeptCopies kept = kind.keeps().get("95");
    Double low = kept == null ? null : kept.threshold().low();
    return low == null ? Double.POSITIVE_INFINITY : low;
  }

  private static Markup of(String label, ThresholdResult result) {
    ThresholdOutcome outcome = result.outcome();
    Markup html = new Markup();
    html.add(
        "<h4>%s</h4>\n<p>%s photos. Two unrelated photos: cosine %s (%s to %s). Pairs that look alike and count as near-duplicates: %s; struck out: %s. %s</p>\n",
        Markup.shortened(label),
        String.format(Locale.ROOT, "%,d", outcome.photos()),
        cosine(outcome.floor().median()),
        cosine(outcome.floor().low()),
        cosine(outcome.floor().high()),
        outcome.effect().lookAlike(),
        outcome.effect().struckOut(),
        fewerThanOne(outcome.fewerThanOne()));
    html.add("%s", pairs(result));
    html.head(
        List.of(
            "Copy",
            "Keeps 90 %",
            "Keeps 95 %",
            "Keeps 99 %",
            "Wrong pairs per 1,000 photos of "
                + String.format(Locale.ROOT, "%,d", outcome.collection())
                + " (keeps 95 %)",
            "AUC",
            "Equal error, %",
            "µAP, %",
            "µAP normalized, %",
            "Recall at 90 % precision, %"));
    for (Kind kind : outcome.copies()) {
      html.row(
          ProcessingWords.ofChain(kind.processing()),
          threshold(kind, "90"),
          threshold(kind, "95"),
          threshold(kind, "99"),
          wrong(kind.keeps().get("95")),
          cosine(kind.separation().auc()),
          percent(
              kind.separation().equalError(),
              kind.separation().equalErrorLow(),
              kind.separation().equalErrorHigh()),
          percent(
              kind.detection().microAp(),
              kind.detection().microApLow(),
              kind.detection().microApHigh()),
          percent(
              kind.detection().microApNormalized(),
              kind.detection().microApNormalizedLow(),
              kind.detection().microApNormalizedHigh()),
          percent(
              kind.detection().recallAtP90(),
              kind.detection().recallAtP90Low(),
              kind.detection().recallAtP90High()));
    }
    html.end();
    html.add(
        "<details><summary>The lines for immich, fastdup, qdrant and pgvector that keep 95 % of each kind</summary>\n<pre>");
    for (Kind kind : outcome.copies()) {
      KeptCopies kept = kind.keeps().get("95");
      if (kept != null && Hopeless.is(kept)) {
        html.add("%s: %s\n", kind.processing(), Hopeless.WORDS);
      } else if (kept != null && !kept.lines().isEmpty()) {
        html.add("%s\n", kind.processing());
        for (ConfigLine line : kept.lines()) {
          html.add("  %s: %s\n", line.program(), line.line());
        }
      }
    }
    return html.add("</pre></details>\n");
  }

  private static String fewerThanOne(StrangersThreshold fewer) {
    Double cosine = fewer.cosine();
    String collection = String.format(Locale.ROOT, "%,d", fewer.collection());
    return cosine == null
        ? String.format(
            Locale.ROOT,
            "Which threshold lets pass fewer than one pair of strangers in 1,000 photos of %s is beyond these photos: that takes %,d, they bear it for up to %,d.",
            collection,
            fewer.photosNeeded(),
            fewer.supportedCollection())
        : "Fewer than one pair of strangers in 1,000 photos of %s pass a cosine of %s."
            .formatted(collection, cosine(cosine));
  }

  private static String threshold(Kind kind, String share) {
    KeptCopies kept = kind.keeps().get(share);
    Double cosine = kept == null ? null : kept.threshold().cosine();
    Double low = kept == null ? null : kept.threshold().low();
    Double high = kept == null ? null : kept.threshold().high();
    if (cosine == null || low == null) {
      return "not supported";
    }
    return high == null
        ? "%s (at least %s)".formatted(cosine(cosine), cosine(low))
        : "%s (%s to %s)".formatted(cosine(cosine), cosine(low), cosine(high));
  }

  private static String wrong(@Nullable KeptCopies kept) {
    WrongPairs wrong = kept == null ? null : kept.wrongPairsPer1000();
    if (wrong == null) {
      return "not supported";
    }
    Figure strangers = wrong.strangers();
    return (strangers == null
            ? "strangers: none of these pairs"
            : "strangers: " + figure(strangers))
        + "; look-alikes: "
        + figure(wrong.nearDuplicates());
  }

  /** Look-alikes first: what the user may know to be no mistake. */
  private static Markup pairs(ThresholdResult result) {
    List<ShownPair> alike =
        result.outcome().pairs().stream().filter(ShownPair::looksAlike).limit(MOST_PAIRS).toList();
    List<ShownPair> strangers =
        result.outcome().pairs().stream()
            .filter(pair -> !pair.looksAlike())
            .limit(MOST_PAIRS)
            .toList();
    Markup html = new Markup();
    sheet(
        html,
        "Pairs that look alike: near-duplicates, unless you say otherwise",
        alike,
        result.thumbnails());
    sheet(html, "Pairs of strangers, nearest first", strangers, result.thumbnails());
    return html;
  }

  private static void sheet(
      Markup html, String title, List<ShownPair> pairs, Map<String, String> thumbnails) {
    if (pairs.isEmpty() || thumbnails.isEmpty()) {
      return;
    }
    html.add(
        "<details><summary>%s</summary>\n<p>A file of those that are no strangers (two names a line) is what <code>--strangers-except</code> takes.</p>\n",
        title);
    html.head(List.of("Photos", "", "", "Cosine"));
    for (ShownPair pair : pairs) {
      html.row(
          pair.first() + " · " + pair.second(),
          picture(thumbnails, pair.first()),
          picture(thumbnails, pair.second()),
          cosine(pair.cosine()));
    }
    html.end().add("</details>\n");
  }

  /** A small picture, or the photo's name where there is none. */
  static Markup picture(Map<String, String> thumbnails, String photo) {
    String jpeg = thumbnails.get(photo);
    return jpeg == null
        ? new Markup().add("%s", Markup.shortened(photo))
        : new Markup()
            .add(
                "<img src=\"data:image/jpeg;base64,%s\" alt=\"%s\" title=\"%s\" loading=\"lazy\">",
                jpeg, photo, photo);
  }

  private static String cosine(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String figure(Figure figure) {
    return "%s (%s to %s)"
        .formatted(
            Markup.plain(figure.value()), Markup.plain(figure.low()), Markup.plain(figure.high()));
  }

  private static String percent(
      @Nullable Double share, @Nullable Double low, @Nullable Double high) {
    return share == null || low == null || high == null
        ? percent(share)
        : "%s (%s to %s)".formatted(percent(share), percent(low), percent(high));
  }

  private static String percent(@Nullable Double share) {
    return share == null ? "–" : Markup.number(100 * share);
  }
}
