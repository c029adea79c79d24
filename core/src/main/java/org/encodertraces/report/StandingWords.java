package org.encodertraces.report;

import java.util.Locale;
import java.util.Optional;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.Effect;
import org.encodertraces.result.Range;

/** What claims of all kinds say in the same words. */
final class StandingWords {

  static final String NOT_TOLD = "what could have been found was not measured by this version";

  /** Of what goes the other way. */
  static final String NO_CLAIM =
      "this goes by the individual 95 % interval alone, is none of the page's claims and not corrected for their number";

  private static final String NO_P =
      "its p was not measured by the version that made this result, so it cannot be corrected for the page's claims";

  private StandingWords() {}

  static String of(Standing standing) {
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
  static String insufficient(Standing standing, String before, String none) {
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

  static String unresolvable(Standing standing) {
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

  /** From, to, change, interval, number: in this order everywhere. */
  static String change(Standing standing, double from, double to, String photos) {
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
  static String smallestFall(Standing standing, double from) {
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

  static String range(Effect effect) {
    return effect
        .interval()
        .map(range -> percent(effect, range.low()) + " to " + percent(effect, range.high()))
        .orElse(Markup.NOT_MEASURED);
  }

  /** Whole percents, but with a decimal where whole ones would blur interval and chance. */
  static String percent(Effect effect, double value) {
    boolean close =
        effect
            .interval()
            .filter(
                range ->
                    Math.abs(range.low() - effect.none()) < 2 || range.high() - range.low() < 2)
            .isPresent();
    return close ? Markup.number(value) : String.format(Locale.ROOT, "%.0f", value);
  }

  /** A change in a cell: from, to, and by how much. */
  static String fromTo(double from, double to, Optional<Range> interval) {
    return "%s \u2192 %s, %s"
        .formatted(Markup.number(from), Markup.number(to), Markup.change(from, to, interval));
  }
}
