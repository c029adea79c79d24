package org.encodertraces.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.InputException;
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
    Pairing pairing = Pairing.of(file, subjects, types);
    if (pairing.count() < Pairing.LEAST) {
      throw new InputException("%s: %s".formatted(file, Pairing.tooFew(pairing.count())));
    }
    return new PairEmbeddings(
        encoder,
        file,
        matrix.select(pairing.phones()),
        matrix.select(pairing.cameras()),
        pairing.leftOut());
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
