package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.InputException;

/**
 * One file of embeddings with its class labels.
 *
 * @param matrix [n, d]
 * @param labels [n] class of each row; empty when the photos have no classes
 */
public record EmbeddingTable(EmbeddingMatrix matrix, Optional<long[]> labels) {

  /** Opens a file; nothing but its header and labels is read. */
  public static EmbeddingTable open(Path file) throws IOException {
    Safetensors header = Safetensors.open(file);
    EmbeddingMatrix matrix = EmbeddingMatrix.map(header, EmbeddingFolder.EMBEDDINGS);
    Optional<long[]> labels =
        header.tensors().containsKey(EmbeddingFolder.LABELS)
            ? Optional.of(header.integers(EmbeddingFolder.LABELS))
            : Optional.empty();
    if (labels.isPresent() && labels.get().length != matrix.rows()) {
      throw new InputException(
          "%s: %d labels for %d embeddings".formatted(file, labels.get().length, matrix.rows()));
    }
    return new EmbeddingTable(matrix, labels);
  }

  /** The same table with these rows alone. */
  EmbeddingTable select(int[] rows) {
    return new EmbeddingTable(
        matrix.select(rows),
        labels.map(all -> Arrays.stream(rows).mapToLong(row -> all[row]).toArray()));
  }

  /** Rows that no cosine exists for: a value is not finite, or all are zero. */
  IntStream badRows() {
    float[] row = new float[matrix.dimension()];
    return IntStream.range(0, matrix.rows())
        .filter(
            i -> {
              double length = matrix.readNormalized(i, row, 0);
              return length == 0 || !Double.isFinite(length);
            });
  }
}
