package org.encodertraces.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.encodertraces.random.NumpyGenerator;

/**
 * The p of reading an attribute as well as this, had labels been dealt at random: the one-sided
 * permutation test of "what is read does not depend on the attribute". What is compared is balanced
 * accuracy; photos of unknown owners are owners of one.
 *
 * <p>As a rule owners' labels are dealt among owners ({@link Dealing#AMONG_OWNERS}). Where each
 * owner has photos of all classes in like numbers, as a scene has that every camera shot, that
 * changes nothing, and labels are dealt within each owner ({@link Dealing#WITHIN_OWNERS}). Which of
 * the two is decided by owners and labels alone, never by what was read, so the choice costs no
 * error.
 *
 * @param p (1 + relabelings that read as well) / (1 + relabelings)
 * @param relabelings that were drawn
 * @param smallestP that could have come out: with few owners alike, few relabelings differ
 */
public record OwnerRelabeling(double p, int relabelings, double smallestP, Dealing dealing) {

  /** Sums of shares in another order differ in their last digits. */
  private static final double ROUNDING = 1e-12;

  /** Where no p as small as this can come out among owners, they cannot be asked. */
  private static final double USEFUL_P = 0.05;

  /** Nor where they move so few of the labels that dealing within owners moves. */
  private static final double USEFUL_SHARE = 0.1;

  /** What stays together when labels are dealt anew. */
  public enum Dealing {
    /**
     * An owner's photos keep their labels' order and move together, to owners of as many photos:
     * two photos by one owner are not independent, neither in what they show nor in their labels.
     */
    AMONG_OWNERS("among owners"),
    /**
     * Each owner keeps its labels and deals them among its own photos: right where an owner's
     * photos could each have had any of them, as photos of one scene by several cameras.
     */
    WITHIN_OWNERS("within owners");

    private final String words;

    Dealing(String words) {
      this.words = words;
    }

    /** As in "labels dealt anew among owners". */
    public String words() {
      return words;
    }
  }

  /**
   * Runs the test; the same for the same seed.
   *
   * @param labels [photos] true classes, 0 … classes - 1
   * @param reads [photos] classes read
   * @param owners [photos] any numbers, alike for photos of one owner
   */
  public static OwnerRelabeling of(
      int[] labels, int[] reads, int[] owners, int classes, int relabelings, long seed) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    List<int[][]> strata = strata(owners);
    Dealing dealing = dealing(strata, labels);
    NumpyGenerator random = new NumpyGenerator(seed);
    double observed = score(labels, reads, counts);
    int[] dealt = labels.clone();
    int atLeast = 1;
    for (int i = 0; i < relabelings; i++) {
      for (int[][] alike : strata) {
        if (dealing == Dealing.AMONG_OWNERS) {
          dealAmong(alike, labels, dealt, random);
        } else {
          dealWithin(alike, labels, dealt, random);
        }
      }
      atLeast += score(dealt, reads, counts) >= observed - ROUNDING ? 1 : 0;
    }
    return new OwnerRelabeling(
        atLeast / (relabelings + 1.0),
        relabelings,
        Math.max(1 / (relabelings + 1.0), Math.exp(-logArrangements(dealing, strata, labels))),
        dealing);
  }

  /** Whether a p could reach this level. */
  public boolean resolves(double level) {
    return smallestP <= level;
  }

  /** The relabelings that a p needs to reach this level. */
  public static int needed(double level) {
    return (int) Math.ceil(1 / level - 1 - ROUNDING);
  }

  private static Dealing dealing(List<int[][]> strata, int[] labels) {
    double within = logArrangements(Dealing.WITHIN_OWNERS, strata, labels);
    double among = logArrangements(Dealing.AMONG_OWNERS, strata, labels);
    if (among == 0 && within > 0) {
      return Dealing.WITHIN_OWNERS;
    }
    boolean useless =
        Math.exp(-among) > USEFUL_P
            || movedAmong(strata, labels) < USEFUL_SHARE * movedWithin(strata, labels);
    return useless && Math.exp(-within) <= USEFUL_P ? Dealing.WITHIN_OWNERS : Dealing.AMONG_OWNERS;
  }

  private static void dealAmong(int[][] alike, int[] labels, int[] dealt, NumpyGenerator random) {
    int[] order = random.permutation(alike.length);
    for (int to = 0; to < alike.length; to++) {
      int[] from = alike[order[to]];
      for (int j = 0; j < from.length; j++) {
        dealt[alike[to][j]] = labels[from[j]];
      }
    }
  }

  private static void dealWithin(int[][] alike, int[] labels, int[] dealt, NumpyGenerator random) {
    for (int[] photos : alike) {
      int[] order = random.permutation(photos.length);
      for (int j = 0; j < photos.length; j++) {
        dealt[photos[j]] = labels[photos[order[j]]];
      }
    }
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

  /** Labels that one dealing changes, expected. */
  private static double movedAmong(List<int[][]> strata, int[] labels) {
    double moved = 0;
    for (int[][] alike : strata) {
      for (int j = 0; j < alike[0].length; j++) {
        int[] column = new int[alike.length];
        for (int i = 0; i < column.length; i++) {
          column[i] = alike[i][j];
        }
        moved += moved(column, labels);
      }
    }
    return moved;
  }

  private static double movedWithin(List<int[][]> strata, int[] labels) {
    double moved = 0;
    for (int[][] alike : strata) {
      for (int[] photos : alike) {
        moved += moved(photos, labels);
      }
    }
    return moved;
  }

  /** Of photos whose labels are dealt among them, those that get another: n - sum of n_k^2 / n. */
  private static double moved(int[] photos, int[] labels) {
    double same = 0;
    for (int count : counts(photos, labels).values()) {
      same += (double) count * count;
    }
    return photos.length - same / photos.length;
  }

  private static Map<Integer, Integer> counts(int[] photos, int[] labels) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int photo : photos) {
      counts.merge(labels[photo], 1, Integer::sum);
    }
    return counts;
  }

  /** Logarithm of the number of different ways to deal the labels. */
  private static double logArrangements(Dealing dealing, List<int[][]> strata, int[] labels) {
    double log = 0;
    for (int[][] alike : strata) {
      if (dealing == Dealing.WITHIN_OWNERS) {
        for (int[] photos : alike) {
          log += logArrangements(counts(photos, labels));
        }
      } else {
        Map<List<Integer>, Integer> kinds = new LinkedHashMap<>();
        for (int[] photos : alike) {
          kinds.merge(
              Arrays.stream(photos).mapToObj(photo -> labels[photo]).toList(), 1, Integer::sum);
        }
        log += logArrangements(kinds);
      }
    }
    return log;
  }

  /** Of so many of each kind: n! / product of n_k!. */
  private static double logArrangements(Map<?, Integer> counts) {
    double log = 0;
    int placed = 0;
    for (int count : counts.values()) {
      for (int i = 1; i <= count; i++) {
        placed++;
        log += Math.log(placed) - Math.log(i);
      }
    }
    return log;
  }
}
