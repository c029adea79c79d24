package org.encodertraces.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.RepairResult;
import org.encodertraces.result.RepairResult.Row;
import org.encodertraces.statistics.Figure;

/** What to do about traces: the repair that is recommended, or the command that would tell. */
record RepairAdvice(PageResults results) {

  private static final String CANONICAL = "canonical";

  Markup html() {
    Markup html = new Markup();
    boolean any = false;
    for (Labeled labeled : results.labeled()) {
      if (labeled.result() instanceof RepairResult result) {
        any = true;
        html.add("%s", recommended(labeled.label(), result).card());
        oneForm(result).ifPresent(card -> html.add("%s", card.card()));
      }
    }
    if (any || results.labeled().stream().noneMatch(one -> one.result() instanceof ClaimedResult)) {
      return html;
    }
    return results.claims().findAnything()
        ? html.add("%s%s", untried().card(), untriedForm().card())
        : html.add("%s", nothingToRepair().card());
  }

  private static Advice recommended(String label, RepairResult result) {
    String method = result.recommended();
    String words =
        "%s, for %s. %s".formatted(Markup.shortened(label), result.use(), result.recommendation());
    if (method == null) {
      return new Advice("No repair helps", words, List.of());
    }
    return new Advice(
        "Repair the vectors you have",
        words,
        List.of(
            "traces repair apply --repair %s.safetensors --vectors VECTORS --out REPAIRED"
                .formatted(method)));
  }

  /** What it brings to send all photos through one processing before they are embedded. */
  private static Optional<Advice> oneForm(RepairResult result) {
    Row before = result.methods().get(0);
    return result.methods().stream()
        .filter(row -> row.method().equals(CANONICAL))
        .findFirst()
        .map(
            after ->
                new Advice(
                    "Bring photos to one form first",
                    "All photos through one processing before they are embedded: of the ten nearest of other photos %s share its processing instead of %s, and a fresh probe reads %s instead of %s."
                        .formatted(
                            figure(after.sameProcessing()),
                            figure(before.sameProcessing()),
                            figure(after.probeFresh()),
                            figure(before.probeFresh())),
                    List.of()));
  }

  private Advice untried() {
    return new Advice(
        "Repair the vectors you have",
        "No repair was tried yet. This fits ten ways to take the traces out, judges each on photos that it never saw by probes trained anew, and recommends one with its price, or says that none helps.",
        List.of(
            "traces repair --images PHOTOS --encoder %s --out repair"
                .formatted(Headline.shown(results))));
  }

  private Advice untriedForm() {
    return new Advice(
        "Bring photos to one form first",
        "Sending every photo, those sought and those searched, through one size and one JPEG quality before it is embedded may help too. With --canonical the same command judges it beside the others.",
        List.of(
            "traces repair --images PHOTOS --encoder %s --out repair --canonical \"fit(512) jpeg(75,420)\""
                .formatted(Headline.shown(results))));
  }

  private static Advice nothingToRepair() {
    return new Advice(
        "Nothing to repair was found",
        "No claim of this page was found after correction. That is no proof that there is no trace: each claim in words, further down, tells what could have been found with these photos.",
        List.of());
  }

  private static String figure(Figure figure) {
    return String.format(
        Locale.ROOT, "%.0f %% (%.0f to %.0f)", figure.value(), figure.low(), figure.high());
  }
}
