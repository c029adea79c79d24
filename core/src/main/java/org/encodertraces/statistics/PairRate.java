package org.encodertraces.statistics;

/**
 * A share of the ordered pairs of different photos, with an interval by photo ({@link Jackknife}).
 *
 * <p>Where no pair passes, or all do, photos do not show how they vary: then only pairs that share
 * no photo count as independent, and there are half as many as photos. Where few photos are in the
 * pairs that pass, the interval lies between.
 *
 * @param value 0 … 1
 * @param interval 95 %
 */
public record PairRate(double value, Interval interval) {

  /**
   * Of pairs of a copy and another photo's original.
   *
   * @param byCopy [photos] how many of the others' originals the photo's copy passes with
   * @param byOriginal [photos] how many of the others' copies pass with the photo's original
   */
  public static PairRate of(long[] byCopy, long[] byOriginal) {
    int photos = byCopy.length;
    if (photos < 3 || byOriginal.length != photos) {
      throw new IllegalArgumentException(
          "%d and %d photos: expected as many, 3 or more".formatted(photos, byOriginal.length));
    }
    long passing = 0;
    for (long count : byCopy) {
      passing += count;
    }
    double n = photos;
    double value = passing / (n * (n - 1));
    double[] leftOut = new double[photos];
    for (int i = 0; i < photos; i++) {
      leftOut[i] = (passing - byCopy[i] - byOriginal[i]) / ((n - 1) * (n - 2));
    }
    return new PairRate(value, Jackknife.share(value, leftOut, Math.floor(n / 2)));
  }
}
