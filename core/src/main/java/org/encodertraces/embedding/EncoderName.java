package org.encodertraces.embedding;

import java.nio.file.Path;

/**
 * How an encoder is named in files: {@code model=M_variant=V}.
 *
 * <p>{@code /} in a variant becomes {@code -} (protocol, section 7).
 */
public record EncoderName(String model, String variant) {

  /** The name of an id {@code model/variant}; an id without a slash is a custom encoder. */
  public static EncoderName ofId(String id) {
    int slash = id.indexOf('/');
    return slash < 0
        ? new EncoderName("custom", id)
        : new EncoderName(id.substring(0, slash), id.substring(slash + 1));
  }

  /** The name behind what a user calls an encoder: an id, or the path of an {@code .onnx} file. */
  public static EncoderName ofReference(String reference) {
    if (!reference.endsWith(".onnx")) {
      return ofId(reference);
    }
    String file = String.valueOf(Path.of(reference).getFileName());
    return new EncoderName("custom", file.substring(0, file.length() - ".onnx".length()));
  }

  /** {@code model/variant}. */
  public String id() {
    return model + "/" + variant;
  }

  /** {@code model=M_variant=V}, the start of its files' names. */
  public String fileStem() {
    return "model=%s_variant=%s".formatted(model, variant.replace('/', '-'));
  }
}
