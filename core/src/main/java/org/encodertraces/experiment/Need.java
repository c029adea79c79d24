package org.encodertraces.experiment;

/** What an experiment reads. */
public enum Need {
  /** Embeddings of a training and a validation split, under processings. */
  HALVES,
  /** Embeddings of all photos in one file, without splits. */
  UNSPLIT,
  /** Photos. */
  PHOTOS,
  /** The encoder itself, to embed photos anew. */
  ENCODER,
  /** Photos with content classes, two or more. */
  CONTENT_CLASSES,
  /** Pairs of one subject, by a phone and by a camera. */
  PAIRS
}
