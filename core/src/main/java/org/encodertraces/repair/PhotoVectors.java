package org.encodertraces.repair;

/**
 * Embeddings of photos under every processing: what a repair is fitted on. Photos times processings
 * times {@link #dimension} float32, read a row at a time, so that they need not be in memory.
 */
public interface PhotoVectors {

  int photos();

  int processings();

  int dimension();

  /**
   * The content class of a photo, 0 … {@link #contentClasses} - 1; where there are no classes, 0.
   */
  int content(int photo);

  /** How many content classes there are; 0 where photos have none. */
  int contentClasses();

  /**
   * Copies the embedding of a photo under a processing, as stored, to {@code target} from there.
   */
  void read(int photo, int processing, float[] target, int offset);
}
