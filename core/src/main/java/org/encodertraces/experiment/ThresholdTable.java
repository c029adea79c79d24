package org.encodertraces.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.encodertraces.UsageException;
import org.encodertraces.copies.ConfigLine;
import org.encodertraces.copies.Detection;
import org.encodertraces.copies.KeptCopies;
import org.encodertraces.copies.KeptThreshold;
import org.encodertraces.copies.StrangersThreshold;
import org.encodertraces.copies.ThresholdOutcome;
import org.encodertraces.copies.ThresholdOutcome.Kind;
import org.encodertraces.copies.Units;
import org.encodertraces.copies.WrongPairs;
import org.encodertraces.result.ThresholdResult;
import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds in lines for a terminal.
 *
 * @param keep the percentage of copies whose lines for other programs are told
 * @param kind whose; the first without a word
 */
public record ThresholdTable(ThresholdResult result, String keep, @Nullable String kind) {

  private static final String DETECTION = "%-26s  %-24s  %-21s  %-22s  %-22s  %-23s  %-23s  %s";

  private static final String NONE = "none";

  /** Behind a value without an interval. */
  private static final String NO_INTERVAL = " (?)";

  private static final String VECTORS = "vectors/";

  /** The lines. */
  public List<String> lines() {
    ThresholdOutcome outcome = result.outcome();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s: %,d photos; two unrelated photos: cosine %s (%s to %s)"
            .formatted(
                result.header().dataset(),
                result.header().encoder(),
                outcome.photos(),
                cosine(outcome.floor().median()),
                cosine(outcome.floor().low()),
                cosine(outcome.floor().high())));
    lines.add("");
    lines.add("The threshold that keeps a share of the copies (95 % interval over photos)");
    lines.add(
        "%-26s  %-26s  %-26s  %-26s".formatted("copy", "90 %", "95 %", "99 %").stripTrailing());
    for (Kind one : outcome.copies()) {
      lines.add(
          "%-26s  %-26s  %-26s  %-26s"
              .formatted(
                  one.processing(),
                  threshold(kept(one, "90")),
                  threshold(kept(one, "95")),
                  threshold(kept(one, "99")))
              .stripTrailing());
    }
    if (outcome.copies().stream()
        .anyMatch(one -> one.keeps().values().stream().anyMatch(KeptCopies::tellsNothing))) {
      lines.add(
          "%s: in a collection of %,d %s, as one pair of strangers or more would pass for each photo."
              .formatted(NONE, outcome.collection(), KeptCopies.NO_THRESHOLD));
    }
    lines.add("");
    lines.add(
        "Wrong pairs per 1,000 photos of a collection of %,d, at the threshold that keeps %s %%"
            .formatted(outcome.collection(), keep));
    lines.add(
        "%-26s  %-34s  %-26s  %s".formatted("copy", "strangers", "look-alikes", "pairs passing"));
    for (Kind one : outcome.copies()) {
      WrongPairs wrong = kept(one, keep).wrongPairsPer1000();
      lines.add("%-26s  %s".formatted(one.processing(), wrong(wrong)));
    }
    lines.add("");
    Detection first = outcome.copies().get(0).detection();
    lines.add(
        "The best that any threshold can do, and copy detection as its field measures it (%,d queries, %,d references, %,d photos that normalize)"
            .formatted(first.queries(), first.references(), first.background()));
    lines.add(
        DETECTION.formatted(
            "copy",
            "AUC (95 %)",
            "equal error (95 %)",
            "µAP (95 %)",
            "µAP normalized (95 %)",
            "recall@P90 (95 %)",
            "recall@P90 norm. (95 %)",
            "accuracy@1 (95 %)"));
    List<String> detections = outcome.copies().stream().map(ThresholdTable::detection).toList();
    lines.addAll(detections);
    if (detections.stream().anyMatch(line -> line.contains(NO_INTERVAL))) {
      lines.add("%s: so few photos bear no interval.".formatted(NO_INTERVAL.strip()));
    }
    lines.add("");
    lines.addAll(fewerThanOne(outcome));
    lines.add(
        ofPictures()
            ? "%,d pairs of pictures look alike and count as near-duplicates, %,d were struck out."
                .formatted(outcome.effect().lookAlike(), outcome.effect().struckOut())
            : "Whether pictures look alike is not known: %,d pairs were struck out."
                .formatted(outcome.effect().struckOut()));
    lines.addAll(program(outcome));
    return lines;
  }

  /** Whether there were pictures to look at, and not vectors alone. */
  private boolean ofPictures() {
    return !result.header().encoder().startsWith(VECTORS);
  }

  private static KeptCopies kept(Kind one, String share) {
    KeptCopies kept = one.keeps().get(share);
    if (kept == null) {
      throw new IllegalStateException("a result without " + share + " %");
    }
    return kept;
  }

  private static String threshold(KeptCopies kept) {
    if (kept.tellsNothing()) {
      return NONE;
    }
    KeptThreshold threshold = kept.threshold();
    Double value = threshold.cosine();
    Double low = threshold.low();
    Double high = threshold.high();
    if (value == null || low == null) {
      return "not supported (" + threshold.photosForBound() + ")";
    }
    return high == null
        ? "%s (at least %s)".formatted(cosine(value), cosine(low))
        : "%s (%s to %s)".formatted(cosine(value), cosine(low), cosine(high));
  }

  private String wrong(@Nullable WrongPairs wrong) {
    if (wrong == null) {
      return "not supported";
    }
    Figure strangers = wrong.strangers();
    return "%-34s  %-26s  %,d of %,d, %,d"
        .formatted(
            strangers == null
                ? "not supported: no pair passes"
                : figure(strangers) + (wrong.support().equals(WrongPairs.FEW) ? ", few pairs" : ""),
            ofPictures() ? figure(wrong.nearDuplicates()) : "not known",
            wrong.strangersPassing(),
            wrong.pairs(),
            wrong.nearDuplicatesPassing());
  }

  private static String detection(Kind one) {
    Double low = one.separation().aucLow();
    Double high = one.separation().aucHigh();
    Detection detection = one.detection();
    return DETECTION.formatted(
        one.processing(),
        low == null || high == null
            ? cosine(one.separation().auc())
            : "%s (%s to %s)".formatted(cosine(one.separation().auc()), cosine(low), cosine(high)),
        share(
            one.separation().equalError(),
            one.separation().equalErrorLow(),
            one.separation().equalErrorHigh()),
        share(detection.microAp(), detection.microApLow(), detection.microApHigh()),
        share(
            detection.microApNormalized(),
            detection.microApNormalizedLow(),
            detection.microApNormalizedHigh()),
        share(detection.recallAtP90(), detection.recallAtP90Low(), detection.recallAtP90High()),
        share(
            detection.recallAtP90Normalized(),
            detection.recallAtP90NormalizedLow(),
            detection.recallAtP90NormalizedHigh()),
        share(detection.accuracyAt1(), detection.accuracyAt1Low(), detection.accuracyAt1High()));
  }

  /** In percent, with the interval where there is one. */
  private static String share(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
    return value == null || low == null || high == null
        ? share(value) + (value == null ? "" : NO_INTERVAL)
        : String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * value, 100 * low, 100 * high);
  }

  private static List<String> fewerThanOne(ThresholdOutcome outcome) {
    StrangersThreshold fewer = outcome.fewerThanOne();
    String question =
        "Wrong pairs of strangers below one in 1,000 photos of %,d".formatted(fewer.collection());
    Double cosine = fewer.cosine();
    if (cosine == null) {
      return List.of(
          question
              + ": not supported. That is %s of all pairs, which takes %,d photos to see%s."
                  .formatted(
                      rate(fewer.rate()),
                      fewer.photosNeeded(),
                      fewer.supportedCollection() < 2
                          ? ""
                          : "; these bear it for collections of up to %,d"
                              .formatted(fewer.supportedCollection())));
    }
    List<String> lines = new ArrayList<>();
    Double low = fewer.low();
    Double high = fewer.high();
    lines.add(
        question
            + ": cosine %s (%s to %s); %,d pairs at hand pass"
                .formatted(
                    cosine(cosine),
                    low == null ? "?" : cosine(low),
                    high == null ? "not known" : cosine(high),
                    fewer.passing()));
    for (Kind one : outcome.copies()) {
      Figure found = one.found();
      if (found != null) {
        lines.add("%-26s  finds %s %%".formatted(one.processing(), figure(found)));
      }
    }
    return lines;
  }

  private List<String> program(ThresholdOutcome outcome) {
    Kind asked =
        outcome.copies().stream()
            .filter(one -> kind == null || one.processing().equals(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "kind %s: expected one of %s"
                            .formatted(
                                kind,
                                String.join(
                                    ", ",
                                    outcome.copies().stream().map(Kind::processing).toList()))));
    KeptCopies kept = kept(asked, keep);
    Units units = kept.units();
    if (units == null) {
      return List.of(
          "",
          "To keep %s %% of %s: not supported; a threshold that keeps so many takes %,d photos."
              .formatted(keep, asked.processing(), kept.threshold().photosForBound()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (kept.tellsNothing()) {
      lines.add(
          "To keep %s %% of %s: %s; one that keeps them lets pass one pair of strangers or more for each photo."
              .formatted(keep, asked.processing(), KeptCopies.NO_THRESHOLD));
      return lines;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "To keep %s %% of %s: cosine %.4f, cosine distance %.4f, inner product %.4f, squared L2"
                + " %.4f, angular %.4f, %.2f %%",
            keep,
            asked.processing(),
            units.cosine(),
            units.cosineDistance(),
            units.innerProduct(),
            units.squaredL2(),
            units.angular(),
            units.percent()));
    for (ConfigLine line : kept.lines()) {
      lines.add("  %-9s %s   (%s)".formatted(line.program(), line.line(), line.where()));
    }
    return lines;
  }

  /** Rounded down: a threshold keeps what it promises. */
  private static String cosine(double value) {
    return String.format(Locale.ROOT, "%.4f", Math.floor(value * 1e4 + 1e-3) / 1e4);
  }

  private static String figure(Figure figure) {
    return number(figure.value())
        + " ("
        + number(figure.low())
        + " to "
        + number(figure.high())
        + ")";
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String share(@Nullable Double value) {
    return value == null ? "–" : percent(100 * value);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", value);
  }

  private static String rate(double value) {
    return String.format(Locale.ROOT, "%.1g", value);
  }
}
