package org.encodertraces.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose embeddings an experiment reads. */
final class EmbeddingsOptions {

  @Mixin private EncoderOption encoder;

  @Option(
      names = "--embeddings",
      required = true,
      paramLabel = "DIR",
      converter = ImagesOptions.PlaceOf.class,
      description =
          "The data set's folder, which holds the processing folders; the encoder's files are"
              + " looked for there, .safetensors or tables in .parquet (id, label, embedding).")
  private Path embeddings;

  @Option(
      names = "--through",
      paramLabel = "FILE",
      description =
          "Read all embeddings through the map in this .safetensors (weight, bias; beside it"
              + " .json), such as a repair's: x becomes L2(Wx + b).")
  private @Nullable Path through;

  Path embeddings() {
    return embeddings;
  }

  String encoder() {
    return encoder.reference();
  }

  /** The map, where there is one. */
  Optional<Path> through() {
    return Optional.ofNullable(through);
  }
}
