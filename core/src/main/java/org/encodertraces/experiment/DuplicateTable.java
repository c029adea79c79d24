package org.encodertraces.experiment;

import java.util.Locale;
import org.encodertraces.ladder.LadderOutcome.Bounds;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.processing.Ladder;
import org.encodertraces.result.LadderResult;

/** What tells a changed copy from another photo, by step, for a terminal. */
final class DuplicateTable {

  private DuplicateTable() {}

  static String text(LadderResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            %s, %d photos; two unrelated photos: cosine %.4f (%.4f to %.4f)
            %14s  %-23s  %9s  %-24s  strangers passing
            """,
            result.parameter(),
            result.photos(),
            result.floor().median(),
            result.floor().low(),
            result.floor().high(),
            Ladder.named(result.parameter()).unit(),
            "AUC (95 %)",
            "threshold",
            "keeps of new photos'"));
    result
        .rungs()
        .forEach(
            rung ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%14s  %-23s  %9.4f  %-24s  %,d of %,d%s%n",
                        LadderExperiment.number(rung.step()),
                        auc(rung.duplicates()),
                        rung.duplicates().threshold(),
                        keeps(rung.duplicates()),
                        rung.duplicates().strangersPassing(),
                        rung.duplicates().strangers(),
                        passing(rung.duplicates()))));
    return text.toString();
  }

  private static String auc(Duplicates duplicates) {
    Bounds bounds = duplicates.bounds();
    return bounds == null
        ? String.format(Locale.ROOT, "%.3f", duplicates.auc())
        : String.format(
            Locale.ROOT,
            "%.3f (%.3f to %.3f)",
            duplicates.auc(),
            bounds.auc().low(),
            bounds.auc().high());
  }

  private static String keeps(Duplicates duplicates) {
    Bounds bounds = duplicates.bounds();
    return bounds == null
        ? "not taken of so many"
        : String.format(
            Locale.ROOT, "%.1f %% (at least %.1f)", bounds.keepsOfNew(), bounds.keepsAtLeast());
  }

  private static String passing(Duplicates duplicates) {
    Bounds bounds = duplicates.bounds();
    return bounds == null
        ? ""
        : String.format(
            Locale.ROOT,
            " (95 %%: %.1f to %.1f %%)",
            bounds.strangersPassing().low(),
            bounds.strangersPassing().high());
  }
}
