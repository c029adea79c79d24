package org.encodertraces.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.dataset.CameraType;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.Rows;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.processing.Processing;

/**
 * Pairs of photos of one subject, one by each type of camera (protocol, section 6).
 *
 * <p>Row i of both matrices is the same subject.
 *
 * @param source where they are read from
 * @param phones [pairs, d] photos of type 1
 * @param cameras [pairs, d] photos of type 0
 * @param leftOut subjects without exactly one photo of each type, in words
 */
public record PairEmbeddings(
    StoredEncoder source, Path file, Rows phones, Rows cameras, List<String> leftOut) {

  /** Complete pairs. */
  public int count() {
    return phones.count();
  }

  /**
   * Opens {@code model=…_variant=….safetensors} of a PairCams folder.
   *
   * @throws InputException when the file is missing, or fewer than two pairs are complete
   */
  public static PairEmbeddings open(StoredEncoder encoder) throws IOException {
    EmbeddingTable table =
        encoder.table(
            Processing.IDENTITY, Split.ALL, "retrieval needs a PairCams-like embedding file");
    Rows matrix = table.rows();
    Path file = matrix.file();
    long[] subjects = table.marks(Photo.SUBJECT);
    long[] types = table.marks(Photo.CAMERA_TYPE);
    requireDirections(matrix, file);
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
                .formatted(file, row, types[row]));
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
    if (complete.length < 2) {
      throw new InputException(
          "%s: %d complete pairs; retrieval needs two or more".formatted(file, complete.length));
    }
    return new PairEmbeddings(
        encoder,
        file,
        matrix.select(IntStream.of(complete).map(subject -> phoneOf[subject]).toArray()),
        matrix.select(IntStream.of(complete).map(subject -> cameraOf[subject]).toArray()),
        leftOut);
  }

  private static boolean isPair(int phones, int cameras) {
    return phones == 1 && cameras == 1;
  }

  /** The file, and the map that it is read through. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(file));
    files.addAll(source.store().mapFiles());
    return files;
  }

  private static void requireDirections(Rows matrix, Path file) {
    float[] row = new float[matrix.dimension()];
    int[] bad = new int[matrix.count()];
    int count = 0;
    for (int i = 0; i < matrix.count(); i++) {
      double length = matrix.readNormalized(i, row, 0);
      if (length == 0 || !Double.isFinite(length)) {
        bad[count++] = i;
      }
    }
    if (count > 0) {
      throw new InputException(
          "%s: %d rows hold NaN, infinities or only zeros: %s"
              .formatted(file, count, Arrays.toString(Arrays.copyOf(bad, Math.min(10, count)))));
    }
  }
}
