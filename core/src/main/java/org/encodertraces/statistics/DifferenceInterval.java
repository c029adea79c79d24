package org.encodertraces.statistics;

/**
 * The 95 % interval of a difference of two shares of the same photos, by the method whose coverage
 * is shown for its kind (docs/statistics.md): {@link Tango} for one answer a photo; Student's t by
 * photo for several, and where no photo changed ±(1 - 0.025^(1/photos)), the shares of changing
 * photos that would go unseen in one draw of forty.
 */
public final class DifferenceInterval {

  private DifferenceInterval() {}

  /**
   * Of the mean of {@code to - from}, as shares.
   *
   * @param from [photos] the share of a photo's cells that are right, 0 … 1
   * @param to [photos] the same photos' other shares
   * @param cells answers behind each share; the larger number where they differ
   */
  public static Interval of(double[] from, double[] to, int cells) {
    if (from.length != to.length || from.length == 0) {
      throw new IllegalArgumentException(
          "shares of %d and of %d photos: expected as many, 1 or more"
              .formatted(from.length, to.length));
    }
    double[] differences = new double[from.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = to[i] - from[i];
    }
    return of(differences, cells);
  }

  /** For differences that were taken already, [photos], each in -1 … 1. */
  public static Interval of(double[] differences, int cells) {
    int photos = differences.length;
    int gained = 0;
    int lost = 0;
    for (double difference : differences) {
      gained += difference > 0 ? 1 : 0;
      lost += difference < 0 ? 1 : 0;
    }
    if (cells == 1) {
      return Tango.of(gained, lost, photos);
    }
    if (gained + lost == 0) {
      double unseen = 1 - Math.pow(Quantiles.TAIL, 1.0 / photos);
      return new Interval(-unseen, unseen);
    }
    double mean = Moments.mean(differences);
    double half =
        photos == 1
            ? 2
            : Quantiles.student(1 - Quantiles.TAIL, photos - 1)
                * Math.sqrt(Moments.variance(differences) / photos);
    return new Interval(Math.max(-1, mean - half), Math.min(1, mean + half));
  }
}
