package org.encodertraces.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All claims of one page, at a familywise error of 5 %: at most one page of twenty without any
 * trace claims anything (S. Holm, "A simple sequentially rejective multiple test procedure",
 * Scandinavian Journal of Statistics 6, 1979, weighted).
 *
 * <p>The error is split 4 : 1 between the user's encoders and the controls, and evenly within each;
 * what one claim no longer needs, as it was found, passes to the others in these proportions. Where
 * a page has one kind only, that kind has it all. No claim is found at a p above 0.025, which its
 * own 95 % interval would not bear: it binds only where one claim is left.
 */
public final class ClaimFamily {

  /** Of the page as a whole. */
  public static final double ERROR = 0.05;

  /** One-sided, of a claim by itself: its 95 % interval leaves out no effect. */
  public static final double ALONE = 0.025;

  private final List<Claim> claims;
  private final double[] weights;
  private final Map<Claim.Source, Integer> counts = new EnumMap<>(Claim.Source.class);

  /**
   * What became of a claim.
   *
   * @param found after correction for all claims of the page
   * @param alone at 95 % by itself: what is printed as "stands alone, not after correction" where
   *     it was not found
   * @param level one-sided, that the claim's p would have to reach if no other were found
   * @param adjustedP smallest familywise error at which the claim would be found
   */
  public record Decision(
      Claim claim, boolean found, boolean alone, double level, double adjustedP) {}

  private ClaimFamily(List<Claim> claims) {
    this.claims = List.copyOf(claims);
    weights = new double[claims.size()];
    for (Claim claim : claims) {
      counts.merge(claim.source(), 1, Integer::sum);
    }
    int parts = counts.keySet().stream().mapToInt(Claim.Source::parts).sum();
    for (int i = 0; i < weights.length; i++) {
      Claim.Source source = claims.get(i).source();
      weights[i] = (double) source.parts() / parts / count(source);
    }
  }

  /** Decides all claims of a page, in the order given. */
  public static List<Decision> decide(List<Claim> claims) {
    return new ClaimFamily(claims).decide();
  }

  /**
   * The one-sided level that a claim's p must reach if no other is found: what the detectable
   * effect and the number of relabelings go by.
   *
   * @param encoderClaims on the page, about the user's encoders
   * @param controlClaims on the page, about controls
   * @param source of the claim
   */
  public static double level(int encoderClaims, int controlClaims, Claim.Source source) {
    int own = source == Claim.Source.ENCODER ? encoderClaims : controlClaims;
    if (own < 1 || encoderClaims < 0 || controlClaims < 0) {
      throw new IllegalArgumentException(
          "%d and %d claims hold none about %s".formatted(encoderClaims, controlClaims, source));
    }
    int parts =
        (encoderClaims > 0 ? Claim.Source.ENCODER.parts() : 0)
            + (controlClaims > 0 ? Claim.Source.CONTROL.parts() : 0);
    return Math.min(ALONE, ERROR * source.parts() / parts / own);
  }

  private int count(Claim.Source source) {
    return counts.getOrDefault(source, 0);
  }

  private List<Decision> decide() {
    int n = claims.size();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble((Integer i) -> claims.get(i).p() / weights[i]));
    // From the last one: sums of the small weights that stay, in an order that adds no rounding.
    double[] remaining = new double[n + 1];
    for (int at = n - 1; at >= 0; at--) {
      remaining[at] = remaining[at + 1] + weights[order.get(at)];
    }
    double[] adjusted = new double[n];
    double highest = 0;
    for (int at = 0; at < n; at++) {
      int i = order.get(at);
      highest = Math.max(highest, claims.get(i).p() * remaining[at] / weights[i]);
      adjusted[i] = Math.min(1, highest);
    }
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Claim claim = claims.get(i);
      boolean alone = claim.p() <= ALONE;
      decisions.add(
          new Decision(
              claim,
              alone && adjusted[i] <= ERROR,
              alone,
              level(count(Claim.Source.ENCODER), count(Claim.Source.CONTROL), claim.source()),
              adjusted[i]));
    }
    return decisions;
  }
}
