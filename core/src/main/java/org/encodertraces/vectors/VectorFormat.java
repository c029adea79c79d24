package org.encodertraces.vectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.InputException;

/** The forms in which vectors lie in files; the file's ending chooses. */
public enum VectorFormat {
  NPY(".npy"),
  NPZ(".npz"),
  SAFETENSORS(".safetensors"),
  PARQUET(".parquet");

  private final String ending;

  VectorFormat(String ending) {
    this.ending = ending;
  }

  /** The form that a file's ending names, in small or capital letters. */
  public static Optional<VectorFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> name.endsWith(format.ending)).findFirst();
  }

  /** The endings that name a form, with their dots. */
  public static List<String> endings() {
    return Arrays.stream(values()).map(format -> format.ending).toList();
  }

  /**
   * Writes the vectors of a file, each as {@code change} leaves it, into another file of this form,
   * whole or not at all. Where the form stays, so does all else that the file holds.
   *
   * @throws InputException when the form changes and the file holds more than vectors
   */
  public void write(VectorFile source, Path target, VectorFile.Block change) throws IOException {
    if (of(source.file()).equals(Optional.of(this))) {
      source.rewrite(target, change);
      return;
    }
    if (!source.others().isEmpty()) {
      throw new InputException(
          "%s: holds %s beside its vectors, which %s would lose; expected an output that ends in %s"
              .formatted(
                  source.file(),
                  String.join(", ", source.others()),
                  target,
                  of(source.file()).map(form -> form.ending).orElse("the same")));
    }
    switch (this) {
      case NPY -> NpyVectors.write(source, target, change);
      case NPZ -> NpzVectors.write(source, target, change);
      case SAFETENSORS -> SafetensorsVectors.write(source, target, change);
      case PARQUET -> ParquetVectors.write(source, target, change);
    }
  }
}
