package org.encodertraces.neighbors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;

/**
 * The best training rows of a {@link QueryUnit} among those that were searched: what remains of a
 * product, and all that travels.
 *
 * @param own lists [queries, processings] of the query's own class
 * @param other lists [queries, processings] of all other classes
 * @param uniform lists [queries, seeds]
 */
record ShortLists(TopLists own, TopLists other, TopLists uniform) implements Serializable {

  /** Takes those of other training rows. */
  void offerAll(ShortLists others) {
    own.offerAll(others.own);
    other.offerAll(others.other);
    uniform.offerAll(others.uniform);
  }

  void write(DataOutputStream out) throws IOException {
    own.write(out);
    other.write(out);
    uniform.write(out);
  }

  void read(DataInputStream in) throws IOException {
    own.read(in);
    other.read(in);
    uniform.read(in);
  }
}
