package org.encodertraces.retrieval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.encodertraces.InputException;
import org.encodertraces.dataset.CameraType;
import org.encodertraces.dataset.Photo;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.Rows;
import org.encodertraces.embedding.Safetensors;

/**
 * Pairs of photos of one subject, one by each type of camera (protocol, section 6).
 *
 * <p>Row i of both matrices is the same subject.
 *
 * @param phones [pairs, d] photos of type 1
 * @param cameras [pairs, d] photos of type 0
 * @param leftOut subjects without exactly one photo of each type, in words
 */
public record PairEmbeddings(
    EncoderName encoder, Path file, Rows phones, Rows cameras, List<String> leftOut) {

  /**
   * Opens {@code model=…_variant=….safetensors} of a PairCams folder.
   *
   * @throws InputException when the file is missing, or fewer than two pairs are complete
   */
  public static PairEmbeddings open(Path folder, EncoderName encoder) throws IOException {
    Path file = folder.resolve(encoder.fileStem() + ".safetensors");
    if (!Files.exists(file)) {
      throw new InputException(
          "%s: no such file; retrieval needs a PairCams-like embedding file".formatted(file));
    }
    Safetensors header = Safetensors.open(file);
    Rows matrix = Rows.of(header, EmbeddingFolder.EMBEDDINGS);
    long[] subjects = header.integers(Photo.SUBJECT);
    long[] types = header.integers(Photo.CAMERA_TYPE);
    if (subjects.length != matrix.count() || types.length != matrix.count()) {
      throw new InputException(
          "%s: %d embeddings, %d subjects, %d camera types"
              .formatted(file, matrix.count(), subjects.length, types.length));
    }
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
