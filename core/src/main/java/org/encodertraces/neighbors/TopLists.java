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
 * <p>Candidates may come in any order; a list depends on the set of them alone. A place is one
 * number, higher for a better candidate, so that one comparison orders two: the similarity's bits
 * above, the row's complement below. An empty place is row -1 with similarity negative infinity.
 */
final class TopLists implements Serializable {

  private static final long serialVersionUID = 2;

  private static final long EMPTY = place(Float.NEGATIVE_INFINITY, -1);

  private final int k;

  /** [lists, k]. */
  private final long[] places;

  /**
   * The similarity of each list's last place, side by side: most candidates are compared with it
   * alone.
   */
  private final float[] thresholds;

  TopLists(int lists, int k) {
    this.k = k;
    places = new long[lists * k];
    thresholds = new float[lists];
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
    Arrays.fill(places, EMPTY);
    Arrays.fill(thresholds, Float.NEGATIVE_INFINITY);
  }

  int k() {
    return k;
  }

  /** What a candidate must reach to have a chance: the k-th best so far. */
  float threshold(int list) {
    return thresholds[list];
  }

  /** Takes the candidate if it is among the k best. */
  void offer(int list, float similarity, int row) {
    if (!(similarity >= thresholds[list])) {
      return;
    }
    long place = place(similarity, row);
    int first = list * k;
    int last = first + k - 1;
    if (place <= places[last]) {
      return;
    }
    int at = last;
    while (at > first && places[at - 1] < place) {
      places[at] = places[at - 1];
      at--;
    }
    places[at] = place;
    thresholds[list] = similarity(places[last]);
  }

  /** A zero has no sign here. */
  private static long place(float similarity, int row) {
    long bits = ordered(Float.floatToRawIntBits(similarity + 0f));
    return (bits << Integer.SIZE) | (~row & 0xffffffffL);
  }

  private static float similarity(long place) {
    return Float.intBitsToFloat(ordered((int) (place >> Integer.SIZE)));
  }

  /** Bits of a float in the order of the floats, and back: the sign reverses that of the others. */
  private static int ordered(int bits) {
    return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
  }

  private static int row(long place) {
    return ~(int) place;
  }

  /** Takes what other lists hold of other candidates: these are then the best of both. */
  void offerAll(TopLists others) {
    if (others.k != k || others.places.length != places.length) {
      throw new IllegalArgumentException(
          "%d places of %d to a list; expected %d of %d"
              .formatted(others.places.length, others.k, places.length, k));
    }
    for (int at = 0; at < places.length; at++) {
      if (row(others.places[at]) >= 0) {
        offer(at / k, similarity(others.places[at]), row(others.places[at]));
      }
    }
  }

  /** Writes all lists. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(places.length);
    for (long place : places) {
      out.writeLong(place);
    }
  }

  /**
   * Takes what {@link #write} wrote, in the place of what is here.
   *
   * @throws IOException when it is of another number of lists, or another k
   */
  void read(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count != places.length) {
      throw new IOException("%d places; expected %d".formatted(count, places.length));
    }
    for (int at = 0; at < places.length; at++) {
      places[at] = in.readLong();
    }
    for (int list = 0; list < thresholds.length; list++) {
      thresholds[list] = similarity(places[list * k + k - 1]);
    }
  }

  float similarity(int list, int rank) {
    return similarity(places[list * k + rank]);
  }

  /** The row at a rank, or -1. */
  int row(int list, int rank) {
    return row(places[list * k + rank]);
  }
}
