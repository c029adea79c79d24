package org.encodertraces.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which places of a ranking the photos bear: all pairs of encoders are compared on the same photos,
 * and Holm's procedure keeps the error of all of them together at 5 %.
 *
 * @param best the place if every encoder that is not shown to be better is worse
 * @param worst the place if every encoder that is not shown to be worse is better
 */
public record Places(int best, int worst) {

  private record Pair(int upper, int lower, double p) {}

  /** Whether the photos bear one place only. */
  public boolean settled() {
    return best == worst;
  }

  /**
   * The places of all encoders, in the order given.
   *
   * @param shares [encoders][photos] shares of right cells, 0 … 1, of the same photos
   * @param cells answers behind each share
   */
  public static List<Places> of(double[][] shares, int cells) {
    int encoders = shares.length;
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < encoders; a++) {
      for (int b = a + 1; b < encoders; b++) {
        PairedComparison comparison = PairedComparison.of(shares[a], shares[b], cells);
        boolean second = comparison.difference() > 0;
        pairs.add(new Pair(second ? b : a, second ? a : b, comparison.p()));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::p));
    int[] better = new int[encoders];
    int[] worse = new int[encoders];
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      if (pair.p() > ClaimFamily.ERROR / (pairs.size() - i)) {
        break;
      }
      better[pair.lower()]++;
      worse[pair.upper()]++;
    }
    List<Places> places = new ArrayList<>();
    for (int encoder = 0; encoder < encoders; encoder++) {
      places.add(new Places(1 + better[encoder], encoders - worse[encoder]));
    }
    return places;
  }
}
