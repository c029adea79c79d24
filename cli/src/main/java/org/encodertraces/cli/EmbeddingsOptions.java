package org.encodertraces.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whose embeddings an experiment reads. */
final class EmbeddingsOptions {

  @Option(
      names = "--embeddings",
      required = true,
      paramLabel = "DIR",
      description = "The data set's folder, which holds the processing folders.")
  private Path embeddings;

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "E",
      description =
          "Whose embeddings: an id of the catalogue (traces encoders list) or any MODEL/VARIANT, or"
              + " the path of an .onnx file; the encoder itself is not needed.")
  private String encoder;

  Path embeddings() {
    return embeddings;
  }

  String encoder() {
    return encoder;
  }
}
