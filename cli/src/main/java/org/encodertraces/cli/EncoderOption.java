package org.encodertraces.cli;

import picocli.CommandLine.Option;

/** The encoder that a command runs. */
final class EncoderOption {

  static final String ABOUT =
      "An id of the catalogue (traces encoders list) such as openclip/ViT-B-32-laion2B, or of one"
          + " of your own; builtin/color, builtin/hog, builtin/residual; or the path of an .onnx"
          + " file with its JSON beside it.";

  @Option(names = "--encoder", required = true, paramLabel = "E", description = ABOUT)
  private String encoder;

  /** As it was given. */
  String reference() {
    return encoder;
  }
}
