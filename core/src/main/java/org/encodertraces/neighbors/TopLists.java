package org.encodertraces.neighbors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.encodertraces.UsageException;

/**
 * Many lists of the k best candidates, each sorted: higher similarity first, then the lower row.
 *
 * <p>Candidates may come in any order; a list depends on the set of them alone. {@code
 * similarities} and {@code rows} are [lists, k]; an empty place is row -1 with similarity negative
 * infinity.
 */
final class TopLists implements Serializable {

  private static final long serialVersionUID = 1;

  private final int k;
  private final float[] similarities;
  private final int[] rows;

  TopLists(int lists, int k) {
    this.k = k;
    similarities = new float[lists * k];
    rows = new int[lists * k];
    clear();
  }

  /**
   * Refuses a k that the training set cannot give.
   *
   * @throws UsageException when k is not between 1 and the number of training rows
   */
  static void requireK(int k, int trainRows) {
    if (k < 1 || k > trainRows) {
      throw new UsageException(
          "k %d: the training set has %d rows; choose k between 1 and %d"
              .formatted(k, trainRows, trainRows));
    }
  }

  void clear() {
    Arrays.fill(similarities, Float.NEGATIVE_INFINITY);
    Arrays.fill(rows, -1);
  }

  int k() {
    return k;
  }

  /** What a candidate must reach to have a chance: the k-th best so far. */
  float threshold(int list) {
    return similarities[list * k + k - 1];
  }

  /** Takes the candidate if it is among the k best. */
  void offer(int list, float similarity, int row) {
    int first = list * k;
    int at = first + k - 1;
    if (!before(similarity, row, at)) {
      return;
    }
    while (at > first && before(similarity, row, at - 1)) {
      similarities[at] = similarities[at - 1];
      rows[at] = rows[at - 1];
      at--;
    }
    similarities[at] = similarity;
    rows[at] = row;
  }

  /** Takes what other lists hold of other candidates: these are then the best of both. */
  void offerAll(TopLists others) {
    if (others.k != k || others.rows.length != rows.length) {
      throw new IllegalArgumentException(
          "%d places of %d to a list; expected %d of %d"
              .formatted(others.rows.length, others.k, rows.length, k));
    }
    for (int at = 0; at < rows.length; at++) {
      if (others.rows[at] >= 0) {
        offer(at / k, others.similarities[at], others.rows[at]);
      }
    }
  }

  /** Writes all lists. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(rows.length);
    for (int at = 0; at < rows.length; at++) {
      out.writeInt(rows[at]);
      out.writeFloat(similarities[at]);
    }
  }

  /**
   * Takes what {@link #write} wrote, in the place of what is here.
   *
   * @throws IOException when it is of another number of lists, or another k
   */
  void read(DataInputStream in) throws IOException {
    int places = in.readInt();
    if (places != rows.length) {
      throw new IOException("%d places; expected %d".formatted(places, rows.length));
    }
    for (int at = 0; at < rows.length; at++) {
      rows[at] = in.readInt();
      similarities[at] = in.readFloat();
    }
  }

  private boolean before(float similarity, int row, int at) {
    return similarity > similarities[at]
        || (similarity == similarities[at] && (rows[at] < 0 || row < rows[at]));
  }

  float similarity(int list, int rank) {
    return similarities[list * k + rank];
  }

  /** The row at a rank, or -1. */
  int row(int list, int rank) {
    return rows[list * k + rank];
  }
}
