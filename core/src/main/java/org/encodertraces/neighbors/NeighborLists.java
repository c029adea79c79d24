package org.encodertraces.neighbors;

/**
 * The k nearest training rows of every query, best first.
 *
 * <p>{@code rows} and {@code similarities} are [queries, k], row-major; a missing neighbor (fewer
 * than k candidates) is row {@code -1} with similarity negative infinity. Equal similarities are
 * ordered by the lower row index, so results do not depend on block size or thread count.
 */
public record NeighborLists(int queries, int k, int[] rows, float[] similarities) {

  public NeighborLists {
    if (rows.length != queries * k || similarities.length != queries * k) {
      throw new IllegalArgumentException(
          "expected %d x %d entries, got %d rows and %d similarities"
              .formatted(queries, k, rows.length, similarities.length));
    }
  }

  /** Row of the {@code rank}-th neighbor (0 = nearest) of {@code query}, or -1. */
  public int row(int query, int rank) {
    return rows[query * k + rank];
  }

  /** Cosine similarity of the {@code rank}-th neighbor. */
  public float similarity(int query, int rank) {
    return similarities[query * k + rank];
  }
}
