package org.encodertraces.retrieval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.dataset.CameraType;

/**
 * Which photos are a pair: of one subject, one by each type of camera.
 *
 * @param phones [pairs] rows of the photos of type 1, by ascending subject
 * @param cameras [pairs] rows of the photos of type 0
 * @param leftOut subjects without exactly one photo of each type, in words
 */
public record Pairing(int[] phones, int[] cameras, List<String> leftOut) {

  /** Fewer pairs have nobody to be taken for. */
  public static final int LEAST = 2;

  /** What is said of fewer. */
  public static String tooFew(int pairs) {
    return "%d complete pairs; retrieval needs two or more".formatted(pairs);
  }

  /** Complete pairs. */
  public int count() {
    return phones.length;
  }

  /**
   * Of photos by subject and type of camera.
   *
   * @param place of the photos, for messages
   * @param subjects [photos]
   * @param types [photos]
   * @throws InputException when a photo is of no known type
   */
  public static Pairing of(Path place, long[] subjects, long[] types) {
    // Arrays and no maps: there may be a million subjects.
    long[] distinct = Arrays.stream(subjects).sorted().distinct().toArray();
    int[] phoneOf = new int[distinct.length];
    int[] cameraOf = new int[distinct.length];
    int[] phonesOf = new int[distinct.length];
    int[] camerasOf = new int[distinct.length];
    for (int row = 0; row < subjects.length; row++) {
      int subject = Arrays.binarySearch(distinct, subjects[row]);
      if (types[row] == CameraType.PHONE.mark()) {
        phoneOf[subject] = row;
        phonesOf[subject]++;
      } else if (types[row] == CameraType.CAMERA.mark()) {
        cameraOf[subject] = row;
        camerasOf[subject]++;
      } else {
        throw new InputException(
            "%s: row %d has camera type %d; expected 0 (camera) or 1 (phone)"
                .formatted(place, row, types[row]));
      }
    }
    List<String> leftOut = new ArrayList<>();
    for (int subject = 0; subject < distinct.length; subject++) {
      if (!isPair(phonesOf[subject], camerasOf[subject])) {
        leftOut.add(
            "subject %d: %d photos by phone, %d by camera; expected one of each"
                .formatted(distinct[subject], phonesOf[subject], camerasOf[subject]));
      }
    }
    int[] complete =
        IntStream.range(0, distinct.length)
            .filter(subject -> isPair(phonesOf[subject], camerasOf[subject]))
            .toArray();
    return new Pairing(
        IntStream.of(complete).map(subject -> phoneOf[subject]).toArray(),
        IntStream.of(complete).map(subject -> cameraOf[subject]).toArray(),
        List.copyOf(leftOut));
  }

  private static boolean isPair(int phones, int cameras) {
    return phones == 1 && cameras == 1;
  }
}
