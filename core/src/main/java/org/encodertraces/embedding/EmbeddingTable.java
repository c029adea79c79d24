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
 * @param rows [n, d]
 * @param labels [n] class of each row; empty when the photos have no classes
 */
public record EmbeddingTable(Rows rows, Optional<long[]> labels) {

  /** Opens a file; nothing but its header and labels is read. */
  public static EmbeddingTable open(Path file) throws IOException {
    Safetensors header = Safetensors.open(file);
    Rows rows = Rows.of(header, EmbeddingFolder.EMBEDDINGS);
    Optional<long[]> labels =
        header.tensors().containsKey(EmbeddingFolder.LABELS)
            ? Optional.of(header.integers(EmbeddingFolder.LABELS))
            : Optional.empty();
    if (labels.isPresent() && labels.get().length != rows.count()) {
      throw new InputException(
          "%s: %d labels for %d embeddings".formatted(file, labels.get().length, rows.count()));
    }
    return new EmbeddingTable(rows, labels);
  }

  /** The same table with these rows alone. */
  EmbeddingTable select(int[] kept) {
    return new EmbeddingTable(
        rows.select(kept),
        labels.map(all -> Arrays.stream(kept).mapToLong(row -> all[row]).toArray()));
  }

  /** The same table with its rows {@link Rows#through through a map}. */
  public EmbeddingTable through(AffineMap map) throws IOException {
    return new EmbeddingTable(rows.through(map), labels);
  }

  /** Rows that no cosine exists for: a value is not finite, or all are zero. */
  IntStream badRows() {
    float[] row = new float[rows.dimension()];
    return IntStream.range(0, rows.count())
        .filter(
            i -> {
              double length = rows.readNormalized(i, row, 0);
              return length == 0 || !Double.isFinite(length);
            });
  }
}
