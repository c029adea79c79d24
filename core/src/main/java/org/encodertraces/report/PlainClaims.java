package org.encodertraces.report;

import java.util.OptionalDouble;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.ClaimedResult;

/** Claims that have no words of their own: what was measured, and what no effect would give. */
final class PlainClaims implements Claiming {

  @Override
  public boolean isOf(ClaimedResult result) {
    return true;
  }

  @Override
  public String claim() {
    return "other result that its figure is above that of no effect";
  }

  @Override
  public String found(Standing standing) {
    return "%s: %s".formatted(figures(standing), StandingWords.of(standing));
  }

  @Override
  public String opposite(Standing standing) {
    return "%s: no effect found; %s".formatted(figures(standing), StandingWords.NO_CLAIM);
  }

  @Override
  public String undecided(Standing standing) {
    String none = Markup.plain(standing.effect().none());
    return "%s: no effect found%s; %s"
        .formatted(
            figures(standing),
            StandingWords.insufficient(standing, ", ", none),
            findable(standing));
  }

  private static String figures(Standing standing) {
    return "%s of %s is %s (%s; %,d photos) where no effect gives %s"
        .formatted(
            Markup.shortened(standing.result().header().kind()),
            Panels.title(standing.result()),
            Markup.number(standing.effect().value()),
            standing.effect().interval().map(Markup::range).orElse(Markup.NOT_MEASURED),
            standing.effect().photos(),
            Markup.plain(standing.effect().none()));
  }

  private static String findable(Standing standing) {
    OptionalDouble excess = standing.detectable();
    if (excess.isEmpty()) {
      return StandingWords.NOT_TOLD;
    }
    return standing.isUnresolvable()
        ? StandingWords.unresolvable(standing)
        : "%s in the long run would be found 4 times in 5"
            .formatted(Markup.number(standing.effect().none() + excess.getAsDouble()));
  }
}
