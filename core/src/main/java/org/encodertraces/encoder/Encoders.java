package org.encodertraces.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.encodertraces.UsageException;

/** Finds the encoder that a user names: a built-in's id or the path of an {@code .onnx} file. */
public final class Encoders {

  private Encoders() {}

  /** The encoders without weights, which stand as controls beside every other. */
  public static List<Encoder> builtIn() {
    return List.of(new ColorLayout(), new OrientedGradients(), new ForensicResidual());
  }

  /**
   * Opens an encoder.
   *
   * @param reference {@code builtin/color}, {@code builtin/hog}, {@code builtin/residual} or a path
   * @throws UsageException when it is neither
   * @throws org.encodertraces.InputException when the file cannot be used, naming why
   */
  public static Encoder open(String reference) throws IOException {
    if (reference.endsWith(".onnx")) {
      return OnnxEncoder.open(Path.of(reference));
    }
    return builtIn().stream()
        .filter(encoder -> encoder.card().id().equals(reference))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--encoder %s: neither a path that ends in .onnx nor one of %s"
                        .formatted(
                            reference,
                            builtIn().stream()
                                .map(encoder -> encoder.card().id())
                                .collect(Collectors.joining(", ")))));
  }
}
