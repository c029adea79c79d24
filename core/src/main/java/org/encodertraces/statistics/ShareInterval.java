package org.encodertraces.statistics;

/**
 * The 95 % interval of a share over photos, by the method whose coverage is shown for its kind
 * (docs/statistics.md): {@link ClopperPearson} for one answer a photo, {@link KornGraubard} for
 * several.
 */
public final class ShareInterval {

  private ShareInterval() {}

  /**
   * Of the mean over photos, as shares.
   *
   * @param perPhoto [photos] the share of a photo's cells that are right, 0 … 1
   * @param cells answers behind each of these: processings, times runs
   */
  public static Interval of(double[] perPhoto, int cells) {
    Shares.check(perPhoto, cells);
    return cells == 1
        ? ClopperPearson.of((int) Math.round(Shares.sum(perPhoto)), perPhoto.length)
        : KornGraubard.of(perPhoto);
  }

  /** For counts: {@code right} [photos] of {@code cells} answers each. */
  public static Interval of(int[] right, int cells) {
    return of(Shares.of(right, cells), cells);
  }
}
