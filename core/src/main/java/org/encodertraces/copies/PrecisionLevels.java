package org.encodertraces.copies;

import org.encodertraces.statistics.ClopperPearson;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;
import org.jspecify.annotations.Nullable;

/**
 * The 95 % interval over photos of the recall at a precision, by inversion. The recall is that of
 * the lowest threshold with the precision, which jumps when a photo is left out, so no jackknife is
 * taken of it. At a fixed threshold precision is smooth: its interval by photo tells which
 * thresholds may be the one (R. S. Woodruff, JASA 47, 1952), and at the outermost two stands the
 * interval of the recall there. The errors of threshold and recall are added as if both went the
 * same way, which covers at least as often as each interval does.
 *
 * <p>Thresholds are at most 64 levels, evenly spaced in recall; ends are rounded outward to the
 * next.
 */
final class PrecisionLevels {

  private static final int MOST = 64;

  /** Photos in the ranking; two would leave none when one is left out. */
  private static final int LEAST_PHOTOS = 3;

  private final Roles roles;
  private final int levels;

  /** By how many true scores are reached, the first level that counts a pair; levels for none. */
  private final int[] first;

  /** [levels][photos] false pairs with a photo that the level is the first to count. */
  private final long[][] falsePairs;

  /**
   * Of a ranking.
   *
   * @param matched how many true pairs it has
   */
  PrecisionLevels(Roles roles, int matched) {
    this.roles = roles;
    levels = Math.min(MOST, matched);
    first = new int[matched + 1];
    first[0] = levels;
    int level = levels - 1;
    for (int reached = 1; reached <= matched; reached++) {
      // Level l has the highest ceil((l + 1) * matched / levels) of the true scores.
      while (level > 0 && found(level - 1, matched) >= matched - reached + 1) {
        level--;
      }
      first[reached] = level;
    }
    falsePairs = new long[levels][roles.photos()];
  }

  private int found(int level, int matched) {
    return (int) (((level + 1L) * matched + levels - 1) / levels);
  }

  /** Room for a thread's counts: [levels][photos]. */
  int[][] room() {
    return new int[levels][roles.photos()];
  }

  /** Counts a false pair of a query and a reference that reaches so many true scores. */
  void count(int[][] room, int reached, int query, int reference) {
    int level = first[reached];
    if (level < levels) {
      room[level][query]++;
      room[level][reference]++;
    }
  }

  /** Adds a thread's counts. */
  synchronized void addAll(int[][] room) {
    for (int level = 0; level < levels; level++) {
      for (int photo = 0; photo < roles.photos(); photo++) {
        falsePairs[level][photo] += room[level][photo];
      }
    }
  }

  /**
   * The interval.
   *
   * @param reached [copies] how many true scores a matched query's own reaches
   * @param recall at the precision, with all photos
   * @return null where too few photos bear one: where no threshold's precision is known to be that
   *     high, and none's to be lower
   */
  @Nullable Interval of(int[] reached, double precision, double recall) {
    int matched = first.length - 1;
    int photos = 0;
    for (int photo = 0; photo < reached.length; photo++) {
      photos += roles.isQuery(photo) ? 1 : 0;
    }
    if (matched < 2 || photos < LEAST_PHOTOS) {
      return null;
    }
    int[] ofTrue = new int[reached.length];
    long[] ofFalse = new long[roles.photos()];
    double low = 0;
    int last = -1;
    for (int level = 0; level < levels; level++) {
      int found = 0;
      long twice = 0;
      for (int photo = 0; photo < roles.photos(); photo++) {
        ofFalse[photo] += falsePairs[level][photo];
        twice += ofFalse[photo];
      }
      for (int photo = 0; photo < reached.length; photo++) {
        ofTrue[photo] = roles.isReference(photo) && first[reached[photo]] <= level ? 1 : 0;
        found += ofTrue[photo];
      }
      Interval ofPrecision = precision(ofTrue, found, ofFalse, twice / 2, photos);
      if (ofPrecision.low() >= precision) {
        low = ClopperPearson.of(found, matched).low();
      }
      if (ofPrecision.high() >= precision) {
        last = level;
      }
    }
    if (low == 0 && last == levels - 1) {
      return null;
    }
    int beyond = found(Math.min(levels - 1, last + 1), matched);
    double high = ClopperPearson.of(beyond, matched).high();
    return new Interval(Math.min(low, recall), Math.max(high, recall));
  }

  /** Of the precision at a level, as photos are left out as queries and as references. */
  private Interval precision(int[] ofTrue, int found, long[] ofFalse, long wrong, int photos) {
    double[] leftOut = new double[photos];
    int at = 0;
    for (int photo = 0; photo < ofTrue.length; photo++) {
      if (roles.isQuery(photo)) {
        double right = found - ofTrue[photo];
        double all = right + wrong - ofFalse[photo];
        leftOut[at++] = all > 0 ? right / all : 1;
      }
    }
    double answers = Math.max(1, Math.min(photos, (double) found + wrong));
    return Jackknife.share(found / Math.max(1.0, (double) found + wrong), leftOut, answers);
  }
}
