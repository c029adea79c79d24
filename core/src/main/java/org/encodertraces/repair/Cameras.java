package org.encodertraces.repair;

import java.util.List;
import java.util.Optional;

/**
 * What is at hand of how photos were taken: what a repair of processings does to these traces is
 * shown beside, and chosen by nothing.
 *
 * @param attributes of the photos that are repaired
 * @param pairs photos of subjects by a phone and by a camera, embedded by the same encoder
 */
public record Cameras(List<Attribute> attributes, Optional<Pairs> pairs) {

  /**
   * An attribute such as the make of the camera.
   *
   * @param labels [photos] 0 … classes - 1, or {@link #UNKNOWN}
   * @param owners [photos] who took it, any names; where that is not known each its own. No owner's
   *     photos both train and test the auditor
   */
  public record Attribute(String name, int[] labels, List<String> owners, int classes) {

    /** The photo's label is not known. */
    public static final int UNKNOWN = -1;
  }

  /**
   * Pairs as stored, row i of both of one subject.
   *
   * @param phones [pairs, d]
   * @param cameras [pairs, d]
   */
  public record Pairs(int dimension, float[] phones, float[] cameras) {}

  /** Where nothing is at hand. */
  public static Cameras none() {
    return new Cameras(List.of(), Optional.empty());
  }
}
