package org.encodertraces.embedding;

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

  /** {@code model/variant}. */
  public String id() {
    return model + "/" + variant;
  }

  /** {@code model=M_variant=V}, the start of its files' names. */
  public String fileStem() {
    return "model=%s_variant=%s".formatted(model, variant.replace('/', '-'));
  }
}
