package org.encodertraces.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.encodertraces.difference.DiffOutcome;
import org.encodertraces.difference.DiffOutcome.HitPhoto;
import org.encodertraces.difference.DiffOutcome.Share;
import org.encodertraces.result.DiffResult;
import org.jspecify.annotations.Nullable;

/** A difference in lines for a terminal. */
public record DiffTable(DiffResult result) {

  /** The lines. */
  public List<String> lines() {
    DiffOutcome outcome = result.outcome();
    List<String> lines = new ArrayList<>();
    lines.add("A: " + result.a());
    lines.add("B: " + result.b());
    lines.add(
        "%s, %,d photos, %d nearest neighbors each; 95 %% intervals over photos"
            .formatted(result.header().dataset(), outcome.photos(), outcome.k()));
    lines.add("");
    lines.add(line("nearest neighbors changed", outcome.neighborsChanged(), " %"));
    lines.add(line("nearest one changed", outcome.firstChanged(), " %"));
    lines.add(line("classes flipped (kNN)", outcome.classesFlipped(), " %"));
    lines.add(line("duplicates changed", outcome.duplicatesChanged(), " %"));
    lines.add(line("duplicates gained", outcome.duplicatesGained(), " pairs a 1,000 photos"));
    lines.add(line("duplicates lost", outcome.duplicatesLost(), " pairs a 1,000 photos"));
    lines.add(
        String.format(
            Locale.ROOT,
            "%-28s  at cosine %.4f: %,d pairs under A, %,d under B",
            "",
            outcome.threshold(),
            outcome.duplicatesOfA(),
            outcome.duplicatesOfB()));
    lines.add(line("itself first in an old index", outcome.mixedIndexRecall(), " %"));
    lines.add(line("neighbors kept there", outcome.mixedNeighborsKept(), " %"));
    Share cosine = outcome.cosine();
    Double low = outcome.cosineLow();
    if (cosine == null || low == null) {
      lines.add("A and B have other widths: their vectors cannot live in one index.");
    } else {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-28s  %.6f, 5 %% of the photos below %.6f",
              "cosine of old to new",
              cosine.value(),
              low));
    }
    if (!outcome.hardest().isEmpty()) {
      lines.add("");
      lines.add("Hit hardest:");
    }
    for (HitPhoto hit : outcome.hardest()) {
      lines.add(
          "  %s: %d of %d neighbors changed".formatted(hit.photo(), hit.changed(), outcome.k()));
    }
    Double tolerated = result.tolerated();
    if (tolerated != null) {
      lines.add("");
      lines.add(
          String.format(
              Locale.ROOT,
              "largest change %.2f %%, tolerated %.2f %%: %s",
              outcome.worst(),
              tolerated,
              Boolean.TRUE.equals(result.within()) ? "within" : "above"));
    }
    return lines;
  }

  private static String line(String what, @Nullable Share share, String unit) {
    if (share == null) {
      return "%-28s  –".formatted(what);
    }
    Double low = share.low();
    Double high = share.high();
    return String.format(Locale.ROOT, "%-28s  %.2f%s", what, share.value(), unit)
        + (low == null || high == null
            ? ""
            : String.format(Locale.ROOT, " (%.2f to %.2f)", low, high));
  }
}
