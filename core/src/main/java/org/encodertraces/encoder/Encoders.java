package org.encodertraces.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
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
   * @param reference {@code builtin/color}, {@code builtin/hog}, {@code builtin/residual}, a path,
   *     or the id of an encoder in the user's cache folder
   * @throws UsageException when it is none of these
   * @throws InputException when the file cannot be used, naming why, or is not here yet, naming how
   *     to get it
   */
  public static Encoder open(String reference) throws IOException {
    return open(reference, EncoderHome.of(System.getenv()), Compute.ALONE);
  }

  /** Opens an encoder of this home, to run with this. */
  static Encoder open(String reference, EncoderHome home, Compute compute) throws IOException {
    if (reference.endsWith(".onnx")) {
      return OnnxEncoder.open(Path.of(reference), compute);
    }
    Optional<Encoder> builtIn =
        builtIn().stream().filter(encoder -> encoder.card().id().equals(reference)).findFirst();
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    Catalogue catalogue = Catalogue.ofStudy();
    Optional<CatalogueEntry> entry = catalogue.find(reference);
    Optional<Path> model =
        reference.startsWith("builtin/") ? Optional.empty() : home.find(reference);
    if (model.isPresent()) {
      return OnnxEncoder.open(model.get(), reference, entry, compute);
    }
    if (entry.isPresent()) {
      throw new InputException(
          "encoder %s: not in %s; %s"
              .formatted(reference, home.folder(reference), howToGet(entry.get())));
    }
    throw new UsageException(
        "--encoder %s: no path that ends in .onnx, none of %s, and no encoder in %s; the nearest of the catalogue is %s"
            .formatted(
                reference,
                builtIn().stream()
                    .map(encoder -> encoder.card().id())
                    .collect(Collectors.joining(", ")),
                home.root(),
                catalogue.nearest(reference)));
  }

  /** The command that brings a catalogue's encoder here. */
  public static String howToGet(CatalogueEntry entry) {
    return entry.onnx().isPresent()
        ? "traces encoders pull %s brings it".formatted(entry.id())
        : "tools/export_encoder.py %s --id %s makes it".formatted(entry.export(), entry.id());
  }
}
