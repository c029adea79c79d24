package org.encodertraces.statistics;

/**
 * What a threshold that kept {@code kept} of {@code n} measured copies keeps of new photos' copies
 * (S. S. Wilks, "Determination of sample sizes for setting tolerance limits", 1941).
 *
 * <p>The threshold is the (n - kept + 1)-th smallest value of the sample; the share of the
 * population at or above it is Beta(kept, n - kept + 1), whatever the values' distribution.
 *
 * @param expected share of new copies kept, on average over samples
 * @param low 95 % lower bound of that share
 */
public record ToleranceBound(int kept, int n, double expected, double low) {

  private static final double ONE_SIDED = 0.05;

  /** For 0 … n kept of n measured. */
  public static ToleranceBound of(int kept, int n) {
    if (n < 1 || kept < 0 || kept > n) {
      throw new IllegalArgumentException("%d kept of %d".formatted(kept, n));
    }
    return new ToleranceBound(
        kept, n, kept / (n + 1.0), Quantiles.beta(ONE_SIDED, kept, n - kept + 1.0));
  }
}
