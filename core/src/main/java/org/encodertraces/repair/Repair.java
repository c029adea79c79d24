package org.encodertraces.repair;

import org.encodertraces.embedding.AffineMap;
import org.encodertraces.linalg.internal.Matrix;

/** What was fitted, ready to be used: vectors as stored go in, vectors of length 1 come out. */
public sealed interface Repair {

  /**
   * One map for all vectors.
   *
   * @param map x → L2(Wx + b)
   */
  record Mapped(AffineMap map) implements Repair {}

  /**
   * Coordinates scaled and shifted by the processing of the vector, which must be known.
   *
   * @param factors [P, d]
   * @param shifts [P, d]
   */
  record ByProcessing(Matrix factors, Matrix shifts, Form form) implements Repair {}

  /** Nothing to do to vectors: the photos were made alike before they were embedded. */
  record OfPictures() implements Repair {}
}
