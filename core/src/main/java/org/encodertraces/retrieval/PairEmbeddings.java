package org.encodertraces.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    Map<Long, List<Integer>> bySubject = new TreeMap<>();
    for (int row = 0; row < subjects.length; row++) {
      if (types[row] != CameraType.CAMERA.mark() && types[row] != CameraType.PHONE.mark()) {
        throw new InputException(
            "%s: row %d has camera type %d; expected 0 (camera) or 1 (phone)"
                .formatted(file, row, types[row]));
      }
      bySubject.computeIfAbsent(subjects[row], s -> new ArrayList<>()).add(row);
    }
    List<Integer> phones = new ArrayList<>();
    List<Integer> cameras = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    bySubject.forEach(
        (subject, rows) -> {
          List<Integer> ofPhone =
              rows.stream().filter(row -> types[row] == CameraType.PHONE.mark()).toList();
          List<Integer> ofCamera =
              rows.stream().filter(row -> types[row] == CameraType.CAMERA.mark()).toList();
          if (ofPhone.size() == 1 && ofCamera.size() == 1) {
            phones.add(ofPhone.get(0));
            cameras.add(ofCamera.get(0));
          } else {
            leftOut.add(
                "subject %d: %d photos by phone, %d by camera; expected one of each"
                    .formatted(subject, ofPhone.size(), ofCamera.size()));
          }
        });
    if (phones.size() < 2) {
      throw new InputException(
          "%s: %d complete pairs; retrieval needs two or more".formatted(file, phones.size()));
    }
    return new PairEmbeddings(
        encoder,
        file,
        matrix.select(phones.stream().mapToInt(Integer::intValue).toArray()),
        matrix.select(cameras.stream().mapToInt(Integer::intValue).toArray()),
        leftOut);
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
