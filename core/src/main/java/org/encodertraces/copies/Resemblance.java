package org.encodertraces.copies;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.encodertraces.image.PerceptualHash;

/**
 * Which pairs of photos are no strangers: those that a user struck out, and those whose pictures
 * look alike by their perceptual hashes, which an encoder has no part in.
 */
public final class Resemblance {

  /** Bits that tell something: a picture that is brighter one way throughout resembles too many. */
  private static final int LEAST_BITS = 8;

  /** By photo; empty where pictures are not at hand. */
  private final long[] hashes;

  /** By photo, the photos behind it that are no strangers to it, ascending. */
  private final Map<Integer, int[]> struck;

  private Resemblance(long[] hashes, Map<Integer, int[]> struck) {
    this.hashes = hashes;
    this.struck = struck;
  }

  /** Of vectors without pictures: every pair is one of strangers. */
  public static Resemblance none() {
    return new Resemblance(new long[0], Map.of());
  }

  /** By the pictures' hashes, one a photo. */
  public static Resemblance of(List<PerceptualHash> hashes) {
    return new Resemblance(hashes.stream().mapToLong(PerceptualHash::bits).toArray(), Map.of());
  }

  /**
   * The same, and these pairs were struck out.
   *
   * @param pairs of photos by their numbers
   */
  public Resemblance striking(Collection<int[]> pairs) {
    Map<Integer, TreeSet<Integer>> behind = new TreeMap<>();
    for (int[] pair : pairs) {
      behind
          .computeIfAbsent(Math.min(pair[0], pair[1]), photo -> new TreeSet<>())
          .add(Math.max(pair[0], pair[1]));
    }
    Map<Integer, int[]> sorted = new TreeMap<>();
    behind.forEach(
        (photo, others) ->
            sorted.put(photo, others.stream().mapToInt(Integer::intValue).toArray()));
    return new Resemblance(hashes, sorted);
  }

  /** The photos behind this one that were struck out as no strangers to it, ascending. */
  int[] struck(int photo) {
    return struck.getOrDefault(photo, new int[0]);
  }

  /** Whether two pictures look alike. */
  boolean looksAlike(int photo, int other) {
    return photo < hashes.length
        && other < hashes.length
        && Long.bitCount(hashes[photo] ^ hashes[other]) <= PerceptualHash.SAME_PICTURE
        && tells(hashes[photo])
        && tells(hashes[other]);
  }

  /** Whether pictures are at hand. */
  boolean sees() {
    return hashes.length > 0;
  }

  private static boolean tells(long hash) {
    int bits = Long.bitCount(hash);
    return bits >= LEAST_BITS && bits <= Long.SIZE - LEAST_BITS;
  }

  static boolean holds(int[] ascending, int photo) {
    return ascending.length > 0 && Arrays.binarySearch(ascending, photo) >= 0;
  }
}
