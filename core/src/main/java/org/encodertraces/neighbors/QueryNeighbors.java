package org.encodertraces.neighbors;

import java.util.ArrayList;
import java.util.List;
import org.encodertraces.UsageException;

/**
 * One query's nearest training photos when traces and classes agree or clash (paper, figure of
 * nearest neighbors).
 *
 * @param test the query's processing, as an index of the parameter's classes
 * @param other the processing that clashes with it
 */
public record QueryNeighbors(
    int query,
    int test,
    int other,
    List<Neighbor> baseline,
    List<Neighbor> posSame,
    List<Neighbor> negSame) {

  /**
   * One neighbor.
   *
   * @param row of the training photo
   * @param processing that it carries, as an index
   */
  public record Neighbor(int row, int processing, float similarity, boolean sameClass) {}

  /**
   * The k nearest in each set-up; of equal similarities the lower row comes first.
   *
   * @throws UsageException when k is not between 1 and the number of training photos
   */
  public static QueryNeighbors of(QueryScores scores, int other, int k) {
    TopLists.requireK(k, scores.trainLabels().length);
    int test = scores.test();
    return new QueryNeighbors(
        scores.query(),
        test,
        other,
        nearest(scores, test, test, k),
        nearest(scores, test, other, k),
        nearest(scores, other, test, k));
  }

  private static List<Neighbor> nearest(QueryScores scores, int positives, int negatives, int k) {
    TopLists lists = new TopLists(1, k);
    for (int row = 0; row < scores.trainLabels().length; row++) {
      int processing = scores.sameClass(row) ? positives : negatives;
      lists.offer(0, scores.similarities()[processing][row], row);
    }
    List<Neighbor> neighbors = new ArrayList<>();
    for (int rank = 0; rank < k; rank++) {
      int row = lists.row(0, rank);
      if (row >= 0) {
        boolean same = scores.sameClass(row);
        neighbors.add(
            new Neighbor(row, same ? positives : negatives, lists.similarity(0, rank), same));
      }
    }
    return neighbors;
  }
}
