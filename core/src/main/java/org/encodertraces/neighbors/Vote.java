package org.encodertraces.neighbors;

/**
 * Majority vote of the k nearest; a tie goes to the lowest class index, which reproduces the
 * study's code (protocol, section 5).
 */
final class Vote {

  private final int[] classOfRow;
  private final int k;
  private final int[] votes;
  private final int[] voters;

  Vote(ClassIndex classes, int k) {
    classOfRow = classes.train();
    this.k = k;
    votes = new int[classes.count()];
    voters = new int[k];
  }

  /** The winner among the k best of two lists together; ties of similarity go to the lower row. */
  int ofMerged(TopLists a, int listA, TopLists b, int listB) {
    int rankA = 0;
    int rankB = 0;
    int count = 0;
    while (count < k) {
      int rowA = rankA < k ? a.row(listA, rankA) : -1;
      int rowB = rankB < k ? b.row(listB, rankB) : -1;
      if (rowA < 0 && rowB < 0) {
        break;
      }
      boolean takeA;
      if (rowA < 0 || rowB < 0) {
        takeA = rowB < 0;
      } else {
        int order = Float.compare(a.similarity(listA, rankA), b.similarity(listB, rankB));
        takeA = order > 0 || (order == 0 && rowA < rowB);
      }
      voters[count++] = classOfRow[takeA ? rowA : rowB];
      if (takeA) {
        rankA++;
      } else {
        rankB++;
      }
    }
    return winner(count);
  }

  /** The winner among the k best of one list. */
  int of(TopLists lists, int list) {
    int count = 0;
    while (count < k && lists.row(list, count) >= 0) {
      voters[count] = classOfRow[lists.row(list, count)];
      count++;
    }
    return winner(count);
  }

  private int winner(int count) {
    int best = -1;
    for (int i = 0; i < count; i++) {
      int candidate = voters[i];
      votes[candidate]++;
      if (best < 0
          || votes[candidate] > votes[best]
          || (votes[candidate] == votes[best] && candidate < best)) {
        best = candidate;
      }
    }
    for (int i = 0; i < count; i++) {
      votes[voters[i]] = 0;
    }
    return best;
  }
}
