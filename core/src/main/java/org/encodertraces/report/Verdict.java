package org.encodertraces.report;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.report.Claims.Outcome;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.Range;
import org.encodertraces.result.RetrieveResult;

/**
 * What a claim's standing says, in one sentence.
 *
 * <p>Nothing is said that the figures do not bear: what was found is found after correction for the
 * page's claims; where nothing was found the sentence says what could have been.
 */
record Verdict(Outcome outcome, String sentence) {

  /** Points above chance below which a trace is called faint. */
  private static final double FAINT = 2;

  private static final String NOT_TOLD =
      "what could have been found was not measured by this version";

  /** Of what goes the other way. */
  private static final String NO_CLAIM =
      "this goes by the individual 95 % interval alone, is none of the page's claims and not corrected for their number";

  private static final String NO_P =
      "its p was not measured by the version that made this result, so it cannot be corrected for the page's claims";

  static Verdict of(Standing standing) {
    String sentence;
    if (standing.result() instanceof ProbedResult probe) {
      sentence = reading(standing, probe);
    } else if (standing.result() instanceof KnnResult knn) {
      sentence = neighbors(standing, knn);
    } else {
      sentence = retrieval(standing, (RetrieveResult) standing.result());
    }
    return new Verdict(standing.outcome(), sentence);
  }

  private static String reading(Standing standing, ProbedResult probe) {
    Effect effect = standing.effect();
    String name = Panels.title(probe);
    String figures =
        "%s%s %% (%s; %,d test photos) where chance is %s %%%s"
            .formatted(
                probe instanceof AcquisitionResult ? "a balanced accuracy of " : "",
                percent(effect, effect.value()),
                range(effect),
                effect.photos(),
                percent(effect, effect.none()),
                plainAccuracy(probe));
    return switch (standing.outcome()) {
      case FOUND, ALONE ->
          "reads %s%s at %s: %s"
              .formatted(
                  name,
                  effect.value() - effect.none() < FAINT ? " faintly," : "",
                  figures,
                  standingInWords(standing));
      case OPPOSITE ->
          "reads %s below chance, at %s: no trace found; %s".formatted(name, figures, NO_CLAIM);
      case UNDECIDED ->
          "no trace of %s found: %s%s; %s"
              .formatted(
                  name,
                  figures,
                  insufficient(standing, "; ", "chance"),
                  detectable(standing, probe));
    };
  }

  /** Where the test part is uneven, what the plain accuracy is and what a larger class gives it. */
  private static String plainAccuracy(ProbedResult probe) {
    if (!(probe instanceof AcquisitionResult)) {
      return "";
    }
    Double majority = probe.evidence().majorityShare();
    if (majority == null) {
      return " (plain accuracy: balanced accuracy was not measured by this version, and a larger class raises the plain one)";
    }
    return " (plain accuracy %s %%, where naming the largest class every time gives %s %%)"
        .formatted(Markup.number(probe.accuracyMean()), Markup.number(majority));
  }

  /** How few photos the smallest class of the test part has, where classes differ. */
  private static String fewest(ProbedResult probe) {
    return probe instanceof AcquisitionResult && !Reach.photosByClass(probe).isEmpty()
        ? " (%,d in the smallest class)".formatted(Collections.min(Reach.photosByClass(probe)))
        : "";
  }

  private static String unresolvable(Standing standing) {
    return "%s, and among %s it would take %s: nothing could have been found"
        .formatted(
            smallestP(standing),
            standing.claims() == 1 ? "one claim" : "%,d claims".formatted(standing.claims()),
            Markup.plain(standing.level()));
  }

  private static String smallestP(Standing standing) {
    boolean drawn = standing.smallestP() <= standing.effect().smallestP();
    return "%s no p below %s"
        .formatted(
            drawn
                ? "its relabelings give"
                : "%,d photos give".formatted(standing.effect().photos()),
            Markup.plain(standing.smallestP()));
  }

  private static String detectable(Standing standing, ProbedResult probe) {
    Effect effect = standing.effect();
    if (standing.detectable().isEmpty()) {
      return NOT_TOLD;
    }
    if (standing.isUnresolvable()) {
      return unresolvable(standing);
    }
    double seen = effect.none() + standing.detectable().getAsDouble();
    return switch (Reach.of(probe, effect, seen)) {
      case FOUND ->
          "a trace that this probe reads at %s %% in the long run would be found 4 times in 5"
              .formatted(percent(effect, seen));
      case UNSURE ->
          "only a trace read almost without error could have been found with so few test photos%s, and how often it would be cannot be told"
              .formatted(fewest(probe));
      case NONE ->
          "nothing could have been found: with so few test photos%s the interval of a probe that reads every one of them right would not leave out chance"
              .formatted(fewest(probe));
    };
  }

  private static String neighbors(Standing standing, KnnResult knn) {
    String name = Panels.title(knn);
    String change = change(standing, knn.baseline(), knn.negSame(), "query photos");
    String when = "when the wrong classes share the query's " + name;
    return switch (standing.outcome()) {
      case FOUND, ALONE ->
          "%d-NN accuracy falls %s %s: %s%s"
              .formatted(knn.k(), change, when, standingInWords(standing), parts(knn));
      case OPPOSITE ->
          "%d-NN accuracy rises %s %s: no fall; %s".formatted(knn.k(), change, when, NO_CLAIM);
      case UNDECIDED ->
          "%d-NN accuracy goes %s %s%s: whether it falls cannot be told; %s"
              .formatted(
                  knn.k(),
                  change,
                  when,
                  insufficient(standing, ", ", "0"),
                  smallestFall(standing, knn.baseline()));
    };
  }

  /** What nobody's sharing costs, and what the wrong classes' sharing costs besides. */
  private static String parts(KnnResult knn) {
    Optional<Range> nobody = knn.interval(KnnResult.BASELINE_MINUS_ALL);
    Optional<Range> wrong = knn.interval(KnnResult.ALL_MINUS_NEG);
    if (nobody.isEmpty() || wrong.isEmpty()) {
      return "; how much of it comes from nobody sharing it was not measured by this version";
    }
    return "; of this change %s (%s) comes with nobody sharing it, %s (%s) with the wrong classes sharing it besides"
        .formatted(
            Markup.signed(knn.allDiff() - knn.baseline()),
            Markup.negated(nobody.get()),
            Markup.signed(knn.negSame() - knn.allDiff()),
            Markup.negated(wrong.get()));
  }

  private static String retrieval(Standing standing, RetrieveResult retrieve) {
    String change = change(standing, retrieve.mean().different(), retrieve.mean().same(), "pairs");
    String when =
        "from a gallery by the other type of camera to one by the query's own, where chance is %s %%"
            .formatted(Markup.number(100.0 / retrieve.pairs()));
    return switch (standing.outcome()) {
      case FOUND, ALONE ->
          "photos by the same type of camera crowd out the same subject: recall@1 falls %s %s: %s"
              .formatted(change, when, standingInWords(standing));
      case OPPOSITE -> "recall@1 rises %s %s: no fall; %s".formatted(change, when, NO_CLAIM);
      case UNDECIDED ->
          "recall@1 goes %s %s%s: whether it falls cannot be told; %s"
              .formatted(
                  change,
                  when,
                  insufficient(standing, ", ", "0"),
                  smallestFall(standing, retrieve.mean().different()));
    };
  }

  /** From, to, change, interval, number: in this order everywhere. */
  private static String change(Standing standing, double from, double to, String photos) {
    return "from %s to %s %% (change %s, %s; %,d %s)"
        .formatted(
            Markup.number(from),
            Markup.number(to),
            Markup.signed(to - from),
            standing.effect().interval().map(Markup::negated).orElse(Markup.NOT_MEASURED),
            standing.effect().photos(),
            photos);
  }

  /** An accuracy cannot fall by more than it is. */
  private static String smallestFall(Standing standing, double from) {
    if (standing.detectable().isEmpty()) {
      return NOT_TOLD;
    }
    if (standing.isUnresolvable()) {
      return unresolvable(standing);
    }
    double fall = standing.detectable().getAsDouble();
    return fall <= from
        ? "a fall of %s points in the long run would be found 4 times in 5"
            .formatted(Markup.number(fall))
        : "no fall from %s %% would be found 4 times in 5 with these photos"
            .formatted(Markup.number(from));
  }

  private static String standingInWords(Standing standing) {
    String claims =
        standing.claims() == 1
            ? "the page's only claim"
            : "%,d claims".formatted(standing.claims());
    if (standing.found()) {
      return standing.claims() == 1
          ? "found (%s%s)".formatted(claims, p(standing.effect(), ", "))
          : "found after correction for %s%s".formatted(claims, p(standing.effect(), ", "));
    }
    return standing.effect().p().isEmpty()
        ? "stands alone at 95 %; " + NO_P
        : "stands alone at 95 %%, not after correction for %s%s%s"
            .formatted(
                claims,
                p(standing.effect(), ", "),
                standing.isUnresolvable()
                    ? "; %s, and it would take %s"
                        .formatted(smallestP(standing), Markup.plain(standing.level()))
                    : "");
  }

  /** The p of what was not found; why a small one does not do. */
  private static String insufficient(Standing standing, String before, String none) {
    boolean small =
        standing.effect().p().isPresent()
            && standing.effect().p().getAsDouble() <= standing.level();
    return p(standing.effect(), before)
        + (small
            ? ", which would do by itself, but the interval does not leave out %s by %s points"
                .formatted(none, Markup.plain(standing.effect().margin()))
            : "");
  }

  private static String p(Effect effect, String before) {
    return effect.p().isEmpty() ? "" : before + Markup.p(effect.p().getAsDouble());
  }

  private static String range(Effect effect) {
    return effect
        .interval()
        .map(range -> percent(effect, range.low()) + " to " + percent(effect, range.high()))
        .orElse(Markup.NOT_MEASURED);
  }

  /** Whole percents, but with a decimal where whole ones would blur interval and chance. */
  private static String percent(Effect effect, double value) {
    boolean close =
        effect
            .interval()
            .filter(
                range ->
                    Math.abs(range.low() - effect.none()) < 2 || range.high() - range.low() < 2)
            .isPresent();
    return close ? Markup.number(value) : String.format(Locale.ROOT, "%.0f", value);
  }
}
