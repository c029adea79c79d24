package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.InputException;

/**
 * One file of embeddings, or some of its rows, with what it holds of each row's photo.
 *
 * @param rows [n, d]
 * @param labels [n] class of each row; empty when the photos have no classes
 * @param header of the file
 */
public record EmbeddingTable(Rows rows, Optional<long[]> labels, Safetensors header) {

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
    return new EmbeddingTable(rows, labels, header);
  }

  /** The same table with these rows alone. */
  EmbeddingTable select(int[] kept) {
    return new EmbeddingTable(
        rows.select(kept),
        labels.map(all -> Arrays.stream(kept).mapToLong(row -> all[row]).toArray()),
        header);
  }

  /** The same table with its rows {@link Rows#through through a map}. */
  public EmbeddingTable through(AffineMap map) throws IOException {
    return new EmbeddingTable(rows.through(map), labels, header);
  }

  /** Whether the file holds marks of this name, such as Flickr numbers. */
  public boolean has(String mark) {
    return header.tensors().containsKey(mark);
  }

  /**
   * The marks of the rows' photos under a name.
   *
   * @return [n]
   * @throws InputException when the file has none, or not one for each of its rows
   */
  public long[] marks(String mark) throws IOException {
    long[] ofFile = header.integers(mark);
    if (ofFile.length != rows.rowsOfFile()) {
      throw new InputException(
          "%s: %d of \"%s\" for %d embeddings"
              .formatted(header.file(), ofFile.length, mark, rows.rowsOfFile()));
    }
    return IntStream.range(0, rows.count()).mapToLong(row -> ofFile[rows.rowOfFile(row)]).toArray();
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
