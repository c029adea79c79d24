package org.encodertraces.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which encoder, or whose embeddings: all commands take the same references. */
final class EncoderOption {

  /** What a reference to an encoder may be. */
  static final String REFERENCES =
      "An id of traces encoders list, such as clip/ViT-B-32; MODEL/VARIANT of your own; a built-in:"
          + " builtin/color, builtin/hog or builtin/residual; a toy: toy/cvl, toy/sup or toy/ssl; or the path of an .onnx file with its"
          + " JSON beside it.";

  @Option(names = "--encoder", required = true, paramLabel = "E", description = REFERENCES)
  private String encoder;

  /** Whether none was given, to a command that can do without. */
  boolean missing() {
    return encoder == null;
  }

  /** An id as it is; a file by its whole path, so that a plan means it from anywhere. */
  static String planned(String reference) {
    return reference.endsWith(".onnx")
        ? Path.of(reference).toAbsolutePath().normalize().toString()
        : reference;
  }

  /** The reference as it was given. */
  String reference() {
    return encoder;
  }
}
