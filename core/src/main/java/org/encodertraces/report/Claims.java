package org.encodertraces.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.TraceResult;
import org.encodertraces.statistics.Claim;
import org.encodertraces.statistics.ClaimFamily;

/**
 * Everything that a page of results claims, held to one error of 5 %: of pages without any trace at
 * most one in twenty claims anything ({@link ClaimFamily}).
 *
 * <p>A claim is that a probe reads above chance, that neighbors fall when the wrong classes share
 * the query's processing, that recall falls among photos of the query's own type of camera, or what
 * another {@link ClaimedResult} says. Each such result makes one, each run of an encoder its own.
 */
public final class Claims {

  private static final String BUILT_IN = "built-in";

  private final Map<ClaimedResult, Standing> standings = new LinkedHashMap<>();

  /** How a claim stands. */
  public enum Outcome {
    /** Found after correction for all claims of the page. */
    FOUND,
    /** Stands alone at 95 %, not after correction. */
    ALONE,
    /** Alone at 95 %, the effect goes the other way: below chance, or a rise. */
    OPPOSITE,
    /** Cannot be told from no effect. */
    UNDECIDED
  }

  /**
   * A result and what may be said of it.
   *
   * @param level one-sided, that its p would have to reach if no other claim of the page were found
   * @param claims of the page
   */
  public record Standing(
      ClaimedResult result, Effect effect, Outcome outcome, double level, int claims) {

    /** Whether the effect is found. */
    public boolean found() {
      return outcome == Outcome.FOUND;
    }

    /** In a few words, for a cell or a hover. */
    String inWords() {
      return switch (outcome) {
        case FOUND -> "found";
        case ALONE -> "alone at 95 %, not after correction";
        case OPPOSITE -> "the other way round by its individual 95 % interval, not corrected";
        case UNDECIDED -> "not found";
      };
    }

    /**
     * The excess over no effect that would be found four times in five, in points; infinity where
     * nothing would be, however plain; none where the file tells no interval or no p, without which
     * nothing is found.
     */
    public OptionalDouble detectable() {
      if (effect.p().isEmpty() || effect.interval().isEmpty()) {
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(result.detectable(level, effect.interval().get()));
    }

    /** Whether no p that the test can give would be found, whatever was read. */
    public boolean isUnresolvable() {
      return effect.p().isPresent() && smallestP() > level;
    }

    /** The smallest p that the test could give with as many photos, whatever was read. */
    double smallestP() {
      return Math.max(effect.smallestP(), result.smallestP());
    }
  }

  private Claims() {}

  /** Decides the claims of all results that stand on one page. */
  public static Claims of(List<? extends TraceResult> results) {
    List<ClaimedResult> claiming =
        results.stream()
            .filter(ClaimedResult.class::isInstance)
            .map(ClaimedResult.class::cast)
            .distinct()
            .toList();
    List<Claim> claims = new ArrayList<>();
    for (ClaimedResult result : claiming) {
      Effect effect = result.effect();
      claims.add(
          new Claim(
              String.join(
                  " ", result.header().kind(), result.parameter(), result.header().encoder()),
              result.header().category().equals(BUILT_IN)
                  ? Claim.Source.CONTROL
                  : Claim.Source.ENCODER,
              effect.above() ? effect.p().orElse(1) : 1));
    }
    List<ClaimFamily.Decision> decisions = ClaimFamily.decide(claims);
    Claims decided = new Claims();
    for (int i = 0; i < decisions.size(); i++) {
      Effect effect = claiming.get(i).effect();
      decided.standings.put(
          claiming.get(i),
          new Standing(
              claiming.get(i),
              effect,
              outcome(effect, decisions.get(i)),
              decisions.get(i).level(),
              decisions.size()));
    }
    return decided;
  }

  private static Outcome outcome(Effect effect, ClaimFamily.Decision decision) {
    if (decision.found()) {
      return Outcome.FOUND;
    }
    boolean noP = effect.p().isEmpty();
    if (decision.alone() || (noP && effect.above())) {
      return Outcome.ALONE;
    }
    return effect.below() ? Outcome.OPPOSITE : Outcome.UNDECIDED;
  }

  /** How the claim of a result stands, which must be one of the page's. */
  public Standing of(ClaimedResult result) {
    Standing standing = standings.get(result);
    if (standing == null) {
      throw new IllegalArgumentException("no result of this page: " + result.header());
    }
    return standing;
  }

  /** All claims in the order of their results. */
  public List<Standing> all() {
    return List.copyOf(standings.values());
  }

  /** Whether anything is found: what at most 5 % of pages without any trace may say. */
  public boolean findAnything() {
    return standings.values().stream().anyMatch(Standing::found);
  }

  /** Whether the page has claims about the user's encoders and about controls. */
  boolean areOfTwoKinds() {
    return standings.keySet().stream()
            .map(result -> result.header().category().equals(BUILT_IN))
            .distinct()
            .count()
        > 1;
  }
}
