package org.encodertraces.copies;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.copies.PassingPairs.Pair;

/** Photos that pairs of near-duplicates link to one another. */
final class Clusters {

  private Clusters() {}

  /** How many of these pairs each cluster of photos holds. */
  static double[] pairs(List<Pair> linked) {
    Map<Integer, Integer> parents = new HashMap<>();
    for (Pair pair : linked) {
      int first = root(parents, pair.first());
      int second = root(parents, pair.second());
      if (first != second) {
        parents.put(Math.max(first, second), Math.min(first, second));
      }
    }
    Map<Integer, Integer> counts = new HashMap<>();
    for (Pair pair : linked) {
      counts.merge(root(parents, pair.first()), 1, Integer::sum);
    }
    double[] sizes = counts.values().stream().mapToDouble(Integer::doubleValue).toArray();
    Arrays.sort(sizes); // sums of them then round alike whatever the map's order
    return sizes;
  }

  /** The lowest photo that this one is linked to. */
  private static int root(Map<Integer, Integer> parents, int photo) {
    int root = photo;
    for (int next = parent(parents, root); next != root; next = parent(parents, root)) {
      root = next;
    }
    // Every photo on the way points there from now on, so that long chains are walked once.
    for (int at = photo; at != root; ) {
      int next = parent(parents, at);
      parents.put(at, root);
      at = next;
    }
    return root;
  }

  private static int parent(Map<Integer, Integer> parents, int photo) {
    return parents.getOrDefault(photo, photo);
  }
}
