package org.encodertraces.encoder;

/**
 * Who an encoder is.
 *
 * @param id {@code model/variant}
 * @param category CVL, SUP, SSL, built-in or custom, as in the study's figures
 * @param transform the transform in front of it, in words
 * @param fingerprint SHA-256 of the model's file, with that of its weights if they lie in another;
 *     or the version of a built-in
 * @param device where its network runs, {@code cpu} or {@code cuda:N}
 */
public record EncoderCard(
    String id, String category, String transform, String fingerprint, String device) {

  /** What runs the network, with its version and device. */
  public String network() {
    return id.startsWith("builtin/")
        ? "plain Java"
        : "ONNX Runtime %s on %s".formatted(OnnxRuntime.version(), device);
  }

  /** A card of what runs on the CPU. */
  EncoderCard(String id, String category, String transform, String fingerprint) {
    this(id, category, transform, fingerprint, Device.CPU.toString());
  }
}
