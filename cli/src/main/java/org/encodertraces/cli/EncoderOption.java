package org.encodertraces.cli;

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

  /** The reference as it was given. */
  String reference() {
    return encoder;
  }
}
