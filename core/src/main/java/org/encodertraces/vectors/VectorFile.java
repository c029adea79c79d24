package org.encodertraces.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.encodertraces.InputException;

/**
 * A file of vectors [rows, dimension], read a block of rows at a time: of a file larger than the
 * heap, a block comes to it.
 *
 * <p>Opening reads what the file says of itself and refuses what cannot be read as it says: another
 * type, order or shape, more or fewer bytes than the shape takes. Values are looked at by whoever
 * reads them: NaN and infinities come as they are.
 */
public sealed interface VectorFile
    permits NpyVectors, NpzVectors, SafetensorsVectors, ParquetVectors {

  /** Takes rows in order. */
  @FunctionalInterface
  interface Block {

    /**
     * Takes the next rows.
     *
     * @param first row, counted from 0
     * @param count of rows
     * @param values [count, dimension] at the start of an array that is used again; what {@link
     *     #rewrite} is told may change them
     */
    void take(long first, int count, float[] values) throws IOException;
  }

  /** Opens a file whose vectors are the only ones in it, or are called as usual. */
  static VectorFile open(Path file) throws IOException {
    return open(file, Optional.empty());
  }

  /**
   * Opens a file; its ending says what it is.
   *
   * @param name of the array, tensor or column that holds the vectors, where there are several
   * @throws InputException when there are none, or they cannot be read as they are
   */
  static VectorFile open(Path file, Optional<String> name) throws IOException {
    VectorFormat format =
        VectorFormat.of(file)
            .orElseThrow(
                () ->
                    new InputException(
                        "%s: expected a file of vectors whose name ends in %s"
                            .formatted(file, String.join(", ", VectorFormat.endings()))));
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file");
    }
    if (format == VectorFormat.NPY && name.isPresent()) {
      throw new InputException(
          "%s: holds one array without a name; nothing in it is called \"%s\""
              .formatted(file, name.get()));
    }
    return switch (format) {
      case NPY -> NpyVectors.open(file);
      case NPZ -> NpzVectors.open(file, name);
      case SAFETENSORS -> SafetensorsVectors.open(file, name);
      case PARQUET -> ParquetVectors.open(file, name);
    };
  }

  /** Where they lie. */
  Path file();

  /** Number of vectors. */
  long rows();

  /** Values a vector. */
  int dimension();

  /** Of the values, as they lie in the file. */
  ValueType type();

  /** What else the file holds, by name: ids, labels. */
  List<String> others();

  /** What of its form a copy of the file does not keep, a sentence each. */
  List<String> notKept();

  /** Hands over all rows, in order. */
  void read(Block block) throws IOException;

  /**
   * Writes a copy of the file, whole or not at all: everything as it is but the vectors, which are
   * as {@code change} leaves them, and what {@link #notKept} tells.
   */
  void rewrite(Path target, Block change) throws IOException;

  /** The types of values. */
  enum ValueType {
    FLOAT16,
    BFLOAT16,
    FLOAT32,
    /** What Python makes of plain numbers; read as float32, and written to Parquet alone. */
    FLOAT64
  }
}
