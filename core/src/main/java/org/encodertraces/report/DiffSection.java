package org.encodertraces.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.encodertraces.difference.DiffOutcome;
import org.encodertraces.difference.DiffOutcome.HitPhoto;
import org.encodertraces.difference.DiffOutcome.Share;
import org.encodertraces.result.DiffResult;
import org.jspecify.annotations.Nullable;

/** What users would see change if one encoder took another's place. */
record DiffSection(PageResults results) {

  Markup html() {
    List<DiffResult> diffs = results.ofType(DiffResult.class);
    Markup html = new Markup();
    if (diffs.isEmpty()) {
      return html;
    }
    html.add(
        """
        <section id="differences">
        <p>Percentages with their 95 % intervals over photos; the photos they are sought among are held fixed. Duplicates gained and lost are pairs per 1,000 photos. How far a cosine moved is no verdict: what counts is whether its neighbors stay.</p>
        """);
    html.head(
        List.of(
            "From, to",
            "Neighbors changed, %",
            "Nearest changed, %",
            "Classes flipped, %",
            "Duplicates changed, %",
            "Gained",
            "Lost",
            "Cosine",
            "Itself first in an old index, %",
            "Tolerated"));
    for (DiffResult diff : diffs) {
      DiffOutcome outcome = diff.outcome();
      html.row(
          diff.a() + " → " + diff.b(),
          share(outcome.neighborsChanged(), "%.2f"),
          share(outcome.firstChanged(), "%.2f"),
          share(outcome.classesFlipped(), "%.2f"),
          share(outcome.duplicatesChanged(), "%.2f"),
          share(outcome.duplicatesGained(), "%.2f"),
          share(outcome.duplicatesLost(), "%.2f"),
          share(outcome.cosine(), "%.4f"),
          outcome.mixedIndexRecall() == null
              ? "widths differ"
              : share(outcome.mixedIndexRecall(), "%.2f"),
          tolerated(diff));
    }
    html.end();
    for (DiffResult diff : diffs) {
      html.add("%s", hardest(diff));
    }
    return html.add("</section>\n");
  }

  private static String tolerated(DiffResult diff) {
    Double tolerated = diff.tolerated();
    return tolerated == null
        ? "any"
        : Markup.plain(tolerated)
            + " %: "
            + (Boolean.TRUE.equals(diff.within()) ? "within" : "above");
  }

  private static Markup hardest(DiffResult diff) {
    Markup html = new Markup();
    List<HitPhoto> hit = diff.outcome().hardest();
    if (hit.isEmpty()) {
      return html;
    }
    html.add("<details><summary>Photos that change most: %s → %s</summary>\n", diff.a(), diff.b());
    html.head(List.of("Photo", "", "Neighbors changed", "Nearest before", "Nearest after"));
    for (HitPhoto photo : hit) {
      html.row(
          photo.photo(),
          ThresholdSection.picture(diff.thumbnails(), photo.photo()),
          photo.changed(),
          pictures(diff.thumbnails(), photo.before()),
          pictures(diff.thumbnails(), photo.after()));
    }
    return html.end().add("</details>\n");
  }

  private static Markup pictures(Map<String, String> thumbnails, List<String> photos) {
    Markup html = new Markup();
    photos.forEach(photo -> html.add("%s ", ThresholdSection.picture(thumbnails, photo)));
    return html;
  }

  private static String share(@Nullable Share share, String digits) {
    if (share == null) {
      return "–";
    }
    String value = String.format(Locale.ROOT, digits, share.value());
    Double low = share.low();
    Double high = share.high();
    return low == null || high == null
        ? value
        : value
            + " ("
            + String.format(Locale.ROOT, digits, low)
            + " to "
            + String.format(Locale.ROOT, digits, high)
            + ")";
  }
}
