package org.encodertraces.statistics;

/**
 * The 95 % interval of a difference of two shares of the same photos: {@link Tango} for one answer
 * a photo, {@link Tango} over an {@linkplain EffectiveAnswers effective number} of answers for
 * several, and where no photo changed ±(1 - 0.025^(1/photos)), the share of changing photos that
 * would go unseen in one draw of forty.
 *
 * <p>Student's t by photo covers down to 84 % where few photos change, the bootstrap less, and the
 * studentized bootstrap is too short on one side and useless on the other (docs/statistics.md).
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
    int risen = 0;
    int fallen = 0;
    double gained = 0;
    double lost = 0;
    for (double difference : differences) {
      if (difference > 0) {
        risen++;
        gained += difference;
      } else if (difference < 0) {
        fallen++;
        lost -= difference;
      }
    }
    if (cells == 1) {
      return Tango.of(risen, fallen, photos);
    }
    if (risen + fallen == 0) {
      double unseen = 1 - Math.pow(Quantiles.TAIL, 1.0 / photos);
      return new Interval(-unseen, unseen);
    }
    double mean = (gained - lost) / photos;
    double effective =
        EffectiveAnswers.of(
            (gained + lost) / photos - mean * mean,
            Moments.variance(differences) / photos,
            photos,
            photos,
            Shares.unlikeMost(differences));
    return Tango.ofEffective(gained / photos * effective, lost / photos * effective, effective);
  }
}
