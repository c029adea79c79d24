package org.encodertraces.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.encodertraces.random.NumpyGenerator;

/**
 * The p of reading an attribute as well as this, had owners' labels been dealt among owners at
 * random: the one-sided permutation test of "what is read does not depend on the attribute".
 *
 * <p>An owner's photos keep their labels' order and move together, to owners of as many photos: two
 * photos by one owner are not independent, neither in what they show nor in their labels. Photos of
 * unknown owners are owners of one. What is compared is balanced accuracy.
 *
 * @param p (1 + relabelings that read as well) / (1 + relabelings)
 * @param relabelings that were drawn
 * @param smallestP that could have come out: with few owners alike, few relabelings differ
 */
public record AcrossOwnersRelabeling(double p, int relabelings, double smallestP) {

  /** Sums of shares in another order differ in their last digits. */
  private static final double ROUNDING = 1e-12;

  /**
   * Runs the test; the same for the same seed.
   *
   * @param labels [photos] true classes, 0 … classes - 1
   * @param reads [photos] classes read
   * @param owners [photos] any numbers, alike for photos of one owner
   */
  public static AcrossOwnersRelabeling of(
      int[] labels, int[] reads, int[] owners, int classes, int relabelings, long seed) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    List<int[][]> strata = strata(owners);
    NumpyGenerator random = new NumpyGenerator(seed);
    double observed = score(labels, reads, counts);
    int[] dealt = labels.clone();
    int atLeast = 1;
    for (int i = 0; i < relabelings; i++) {
      for (int[][] alike : strata) {
        int[] order = random.permutation(alike.length);
        for (int to = 0; to < alike.length; to++) {
          int[] from = alike[order[to]];
          for (int j = 0; j < from.length; j++) {
            dealt[alike[to][j]] = labels[from[j]];
          }
        }
      }
      atLeast += score(dealt, reads, counts) >= observed - ROUNDING ? 1 : 0;
    }
    return new AcrossOwnersRelabeling(
        atLeast / (relabelings + 1.0),
        relabelings,
        Math.max(1 / (relabelings + 1.0), Math.exp(-logArrangements(strata, labels))));
  }

  /** Whether a p could reach this level. */
  public boolean resolves(double level) {
    return smallestP <= level;
  }

  /** The relabelings that a p needs to reach this level. */
  public static int needed(double level) {
    return (int) Math.ceil(1 / level - 1 - ROUNDING);
  }

  private static double score(int[] labels, int[] reads, int[] counts) {
    int[] right = new int[counts.length];
    for (int i = 0; i < labels.length; i++) {
      right[labels[i]] += labels[i] == reads[i] ? 1 : 0;
    }
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += counts[k] == 0 ? 0 : (double) right[k] / counts[k];
    }
    return sum;
  }

  /** The photos of each owner, owners of as many photos together; in the order of the photos. */
  private static List<int[][]> strata(int[] owners) {
    Map<Integer, List<Integer>> byOwner = new LinkedHashMap<>();
    for (int i = 0; i < owners.length; i++) {
      byOwner.computeIfAbsent(owners[i], owner -> new ArrayList<>()).add(i);
    }
    Map<Integer, List<int[]>> bySize = new TreeMap<>();
    for (List<Integer> photos : byOwner.values()) {
      bySize
          .computeIfAbsent(photos.size(), size -> new ArrayList<>())
          .add(photos.stream().mapToInt(Integer::intValue).toArray());
    }
    return bySize.values().stream().map(alike -> alike.toArray(int[][]::new)).toList();
  }

  /** Logarithm of the number of different ways to deal the labels. */
  private static double logArrangements(List<int[][]> strata, int[] labels) {
    double log = 0;
    for (int[][] alike : strata) {
      Map<List<Integer>, Integer> kinds = new LinkedHashMap<>();
      for (int[] photos : alike) {
        List<Integer> kind = Arrays.stream(photos).mapToObj(photo -> labels[photo]).toList();
        log -= Math.log(kinds.merge(kind, 1, Integer::sum));
      }
      for (int i = 2; i <= alike.length; i++) {
        log += Math.log(i);
      }
    }
    return log;
  }
}
