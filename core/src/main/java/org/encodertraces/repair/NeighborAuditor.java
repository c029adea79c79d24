package org.encodertraces.repair;

import java.util.Arrays;

/**
 * Reads a row as most of its k nearest training rows are labeled, by cosine; k is that of {1, 3,
 * 10, 30} which reads training photos best from all other training photos.
 */
final class NeighborAuditor {

  private static final int[] COUNTS = {1, 3, 10, 30};

  private final LabeledVectors training;
  private final Similarities similarities;
  private final int k;

  private NeighborAuditor(LabeledVectors training, Similarities similarities, int k) {
    this.training = training;
    this.similarities = similarities;
    this.k = k;
  }

  /** Chooses k on these rows, among which neighbors are sought later. */
  static NeighborAuditor train(LabeledVectors rows, Similarities similarities) {
    int[] right = new int[COUNTS.length];
    int[] votes = new int[rows.classes()];
    Nearest nearest = new Nearest(COUNTS[COUNTS.length - 1]);
    similarities.of(
        rows.rows(),
        rows.rows(),
        rows.dimension(),
        (query, cosines, from) -> {
          nearest.clear();
          int own = rows.photos()[query];
          for (int row = 0; row < rows.count(); row++) {
            if (rows.photos()[row] != own) {
              nearest.offer(row, cosines[from + row]);
            }
          }
          for (int i = 0; i < COUNTS.length; i++) {
            right[i] += vote(nearest, COUNTS[i], rows, votes) == rows.labels()[query] ? 1 : 0;
          }
        });
    int best = 0;
    for (int i = 1; i < COUNTS.length; i++) {
      best = right[i] > right[best] ? i : best;
    }
    return new NeighborAuditor(rows, similarities, COUNTS[best]);
  }

  /** The class that each row is read as; its photos are not among the training photos. */
  int[] read(LabeledVectors rows) {
    int[] read = new int[rows.count()];
    int[] votes = new int[rows.classes()];
    Nearest nearest = new Nearest(k);
    similarities.of(
        rows.rows(),
        training.rows(),
        rows.dimension(),
        (query, cosines, from) -> {
          nearest.clear();
          for (int row = 0; row < training.count(); row++) {
            nearest.offer(row, cosines[from + row]);
          }
          read[query] = vote(nearest, k, training, votes);
        });
    return read;
  }

  /** The most frequent label; of equals the one whose first vote is nearest. */
  private static int vote(Nearest nearest, int k, LabeledVectors rows, int[] votes) {
    Arrays.fill(votes, 0);
    int count = Math.min(k, nearest.count());
    int most = 0;
    for (int rank = 0; rank < count; rank++) {
      most = Math.max(most, ++votes[rows.labels()[nearest.column(rank)]]);
    }
    for (int rank = 0; rank < count; rank++) {
      int label = rows.labels()[nearest.column(rank)];
      if (votes[label] == most) {
        return label;
      }
    }
    return 0;
  }
}
