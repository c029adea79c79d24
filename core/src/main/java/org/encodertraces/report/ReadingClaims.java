package org.encodertraces.report;

import java.util.Collections;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.ProbedResult;

/** That a probe reads above chance. */
final class ReadingClaims implements Claiming {

  /** Points above chance below which a trace is called faint. */
  private static final double FAINT = 2;

  @Override
  public boolean isOf(ClaimedResult result) {
    return result instanceof ProbedResult;
  }

  @Override
  public String claim() {
    return "probe that it reads above chance";
  }

  @Override
  public String column(String about) {
    return about + ", read";
  }

  @Override
  public String found(Standing standing) {
    Effect effect = standing.effect();
    return "reads %s%s at %s: %s"
        .formatted(
            Panels.title(standing.result()),
            effect.value() - effect.none() < FAINT ? " faintly," : "",
            figures(standing),
            StandingWords.of(standing));
  }

  @Override
  public String opposite(Standing standing) {
    return "reads %s below chance, at %s: no trace found; %s"
        .formatted(Panels.title(standing.result()), figures(standing), StandingWords.NO_CLAIM);
  }

  @Override
  public String undecided(Standing standing) {
    return "no trace of %s found: %s%s; %s"
        .formatted(
            Panels.title(standing.result()),
            figures(standing),
            StandingWords.insufficient(standing, "; ", "chance"),
            detectable(standing, (ProbedResult) standing.result()));
  }

  private static String figures(Standing standing) {
    ProbedResult probe = (ProbedResult) standing.result();
    Effect effect = standing.effect();
    return "%s%s %% (%s; %,d test photos) where chance is %s %%%s"
        .formatted(
            probe instanceof AcquisitionResult ? "a balanced accuracy of " : "",
            StandingWords.percent(effect, effect.value()),
            StandingWords.range(effect),
            effect.photos(),
            StandingWords.percent(effect, effect.none()),
            plainAccuracy(probe));
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

  private static String detectable(Standing standing, ProbedResult probe) {
    Effect effect = standing.effect();
    if (standing.detectable().isEmpty()) {
      return StandingWords.NOT_TOLD;
    }
    if (standing.isUnresolvable()) {
      return StandingWords.unresolvable(standing);
    }
    double seen = effect.none() + standing.detectable().getAsDouble();
    return switch (Reach.of(probe, effect, seen)) {
      case FOUND ->
          "a trace that this probe reads at %s %% in the long run would be found 4 times in 5"
              .formatted(StandingWords.percent(effect, seen));
      case UNSURE ->
          "only a trace read almost without error could have been found with so few test photos%s, and how often it would be cannot be told"
              .formatted(fewest(probe));
      case NONE ->
          "nothing could have been found: with so few test photos%s the interval of a probe that reads every one of them right would not leave out chance"
              .formatted(fewest(probe));
    };
  }
}
