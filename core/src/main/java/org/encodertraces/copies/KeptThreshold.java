package org.encodertraces.copies;

import java.util.OptionalInt;
import org.encodertraces.statistics.KeepingRanks;
import org.jspecify.annotations.Nullable;

/**
 * The largest cosine that keeps a share of the copies, with its interval over photos.
 *
 * @param cosine that keeps the share of the copies at hand; absent where so few photos bear no word
 *     on the share
 * @param low lower end of the 95 % interval of what keeps it of all such photos' copies: the cosine
 *     to set where the share is promised; with fewer photos than {@code photosForInterval} a
 *     one-sided 95 % bound
 * @param high upper end; absent with the photos of a one-sided bound
 * @param support {@code interval}, {@code bound} or {@code not supported}
 * @param photosForInterval photos that a two-sided interval takes
 * @param photosForBound photos that the one-sided bound takes
 */
public record KeptThreshold(
    @Nullable Double cosine,
    @Nullable Double low,
    @Nullable Double high,
    String support,
    int photosForInterval,
    int photosForBound) {

  /** Where an interval has both ends. */
  public static final String INTERVAL = "interval";

  /** Where there is a lower bound alone. */
  public static final String BOUND = "bound";

  /** Where there is neither. */
  public static final String NOT_SUPPORTED = "not supported";

  /**
   * Of copies' cosines to their originals.
   *
   * @param ascending one a photo
   */
  public static KeptThreshold of(float[] ascending, double share) {
    KeepingRanks ranks = KeepingRanks.of(ascending.length, share);
    boolean supported = ranks.low().isPresent();
    return new KeptThreshold(
        supported ? (Double) (double) ascending[ranks.point()] : null,
        at(ascending, ranks.low()),
        at(ascending, ranks.high()),
        ranks.high().isPresent() ? INTERVAL : supported ? BOUND : NOT_SUPPORTED,
        KeepingRanks.leastTwoSided(share),
        KeepingRanks.leastOneSided(share));
  }

  private static @Nullable Double at(float[] ascending, OptionalInt rank) {
    return rank.isPresent() ? (Double) (double) ascending[rank.getAsInt()] : null;
  }
}
