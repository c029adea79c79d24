package org.encodertraces.repair;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Vectors of the photos that judge, as stored or after a repair. The photos that train an auditor
 * come first, those that test it after them.
 *
 * @param vectors under the processings that were fitted
 * @param firstTest the first test photo
 * @param plain the same photos unprocessed: one processing
 * @param heldOut the same photos under processings that no fit saw, in groups that are read apart
 */
record Material(HeldVectors vectors, int firstTest, HeldVectors plain, List<HeldOut> heldOut) {

  /**
   * Processings that no fit saw.
   *
   * @param name of the parameter, or of what varies
   */
  record HeldOut(String name, HeldVectors vectors) {}

  /** After a repair, every vector of length 1. */
  Material through(Repair repair, Repairing repairing) {
    return through(repair, Map.of(), repairing);
  }

  /**
   * After a repair, every vector of length 1.
   *
   * @param others by group that is held out, the repair that was fitted without it; a group without
   *     one goes through {@code repair}
   */
  Material through(Repair repair, Map<String, Repair> others, Repairing repairing) {
    return new Material(
        repairing.of(vectors, repair),
        firstTest,
        repairing.of(plain, told(repair)),
        heldOut.stream()
            .map(
                group ->
                    new HeldOut(
                        group.name(),
                        repairing.of(
                            group.vectors(), told(others.getOrDefault(group.name(), repair)))))
            .toList());
  }

  /** Who is told the processing of a vector is told here that it is none, or none that it knows. */
  static Repair told(Repair repair) {
    return repair instanceof Repair.ByProcessing ? new Repair.OfPictures() : repair;
  }

  /** Photos from {@code from} to before {@code to} alone. */
  static HeldVectors range(HeldVectors vectors, int from, int to) {
    int[] photos = new int[to - from];
    Arrays.setAll(photos, i -> from + i);
    int[] processings = new int[vectors.processings()];
    Arrays.setAll(processings, i -> i);
    return HeldVectors.of(vectors, photos, processings);
  }

  HeldVectors train(HeldVectors of) {
    return range(of, 0, firstTest);
  }

  HeldVectors test(HeldVectors of) {
    return range(of, firstTest, of.photos());
  }
}
