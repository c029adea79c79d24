package org.encodertraces.statistics;

/**
 * The 95 % score interval of a difference of two shares of the same photos, one yes or no a photo
 * and share (T. Tango, "Equivalence test and confidence interval for the difference in proportions
 * for the paired-sample design", Statistics in Medicine 17, 1998): the differences that the score
 * test does not reject.
 */
public final class Tango {

  private static final int HALVINGS = 100;

  private Tango() {}

  /**
   * The interval of {@code (gained - lost) / n}.
   *
   * @param gained photos that changed from no to yes
   * @param lost photos that changed from yes to no
   */
  public static Interval of(int gained, int lost, int n) {
    if (n < 1 || gained < 0 || lost < 0 || gained + lost > n) {
      throw new IllegalArgumentException(
          "%d gained and %d lost of %d photos".formatted(gained, lost, n));
    }
    return ofEffective(gained, lost, n);
  }

  /** The same for effective counts, which need not be whole. */
  static Interval ofEffective(double gained, double lost, double n) {
    return new Interval(-end(lost, gained, n), end(gained, lost, n));
  }

  /** The upper end, where the score falls to -1.96; it falls all the way to 1. */
  private static double end(double gained, double lost, double n) {
    double low = (gained - lost) / n;
    double high = 1;
    double z = Quantiles.normal(Quantiles.TAIL);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (score(gained, lost, n, middle) > z) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Tango's equation (7); {@code q} is the likeliest share of lost photos at this difference. */
  private static double score(double gained, double lost, double n, double difference) {
    double a = 2 * n;
    double b = -gained - lost + (2 * n - gained + lost) * difference;
    double c = -lost * difference * (1 - difference);
    double q = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
    double variance = n * (2 * q + difference * (1 - difference));
    double distance = gained - lost - n * difference;
    return variance <= 0
        ? Math.signum(distance) * Double.MAX_VALUE
        : distance / Math.sqrt(variance);
  }
}
