package org.encodertraces.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.Spelling;
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
   * @param reference {@code builtin/color}, {@code builtin/hog}, {@code builtin/residual}, {@code
   *     toy/cvl}, {@code toy/sup}, {@code toy/ssl}, a path, or the id of an encoder in the user's
   *     cache folder
   * @throws UsageException when it is none of these
   * @throws InputException when the file cannot be used, naming why, or is not here yet, naming how
   *     to get it
   */
  public static Encoder open(String reference) throws IOException {
    return open(reference, EncoderHome.of(System.getenv()), Compute.ALONE);
  }

  /** The same on a device, each run on its calling thread alone. */
  public static Encoder open(String reference, Device device) throws IOException {
    return open(reference, EncoderHome.of(System.getenv()), new Compute(device, 1));
  }

  /** Opens an encoder of this home, to run with this. */
  static Encoder open(String reference, EncoderHome home, Compute compute) throws IOException {
    if (reference.endsWith(".onnx")) {
      return OnnxEncoder.open(Path.of(reference), compute);
    }
    Optional<Encoder> builtIn = builtIn(reference);
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    Catalogue catalogue = Catalogue.ofStudy();
    Optional<Path> model =
        reference.startsWith("builtin/") ? Optional.empty() : home.find(reference);
    if (model.isEmpty()) {
      throw missing(reference, home, catalogue);
    }
    return OnnxEncoder.open(model.get(), reference, catalogue.find(reference), compute);
  }

  /**
   * Refuses what {@link #open} would not find, without opening it.
   *
   * @throws UsageException as {@link #open}
   * @throws InputException as {@link #open}
   */
  public static void requireThere(String reference, EncoderHome home) throws IOException {
    if (reference.endsWith(".onnx")) {
      if (!Files.isRegularFile(Path.of(reference))) {
        throw new InputException(reference + ": no such file");
      }
      return;
    }
    if (builtIn(reference).isEmpty() && ShippedEncoders.find(reference).isEmpty()) {
      Optional<Path> model =
          reference.startsWith("builtin/") ? Optional.empty() : home.find(reference);
      if (model.isEmpty()) {
        throw missing(reference, home, Catalogue.ofStudy());
      }
    }
  }

  private static Optional<Encoder> builtIn(String reference) {
    return builtIn().stream().filter(encoder -> encoder.card().id().equals(reference)).findFirst();
  }

  private static RuntimeException missing(String reference, EncoderHome home, Catalogue catalogue)
      throws IOException {
    Optional<CatalogueEntry> entry = catalogue.find(reference);
    if (entry.isPresent()) {
      return new InputException(
          "encoder %s: not in %s; %s"
              .formatted(reference, home.folder(reference), howToGet(entry.get())));
    }
    return new UsageException(
        "encoder %s: no path that ends in .onnx, none of %s, and no encoder in %s; %s"
            .formatted(
                reference,
                String.join(", ", idsThatComeAlong()),
                home.root(),
                suggestion(reference, home, catalogue)));
  }

  /** The controls and the toys. */
  private static List<String> idsThatComeAlong() {
    return Stream.concat(
            builtIn().stream().map(encoder -> encoder.card().id()),
            ShippedEncoders.all().stream().map(ShippedEncoders.Shipped::id))
        .toList();
  }

  /** An own encoder that is nearly called so, or what the catalogue has. */
  private static String suggestion(String reference, EncoderHome home, Catalogue catalogue)
      throws IOException {
    Optional<String> id = catalogue.idOf(reference);
    if (id.isPresent()) {
      return "the catalogue calls it %s (%s)"
          .formatted(id.get(), howToGet(catalogue.find(id.get()).orElseThrow()));
    }
    List<String> own = new ArrayList<>(idsThatComeAlong());
    for (EncoderHome.Installed installed : home.installed()) {
      own.add(installed.id());
      own.add(installed.file().toString());
    }
    own.addAll(modelsBeside(Path.of(reference)));
    return Spelling.nearest(reference, own)
        .or(() -> own.stream().filter(one -> isFileCalled(one, reference)).findFirst())
        .map("did you mean %s?"::formatted)
        .orElseGet(() -> catalogue.suggestion(reference));
  }

  /** The ONNX files of the folder that a path is in, named as it is. */
  private static List<String> modelsBeside(Path reference) throws IOException {
    Path folder = reference.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isReadable(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".onnx"))
          .map(file -> reference.resolveSibling(file.getFileName()).toString())
          .sorted()
          .toList();
    }
  }

  private static boolean isFileCalled(String path, String reference) {
    return path.endsWith(".onnx")
        && Spelling.bare(String.valueOf(Path.of(path).getFileName()))
            .startsWith(Spelling.bare(reference));
  }

  /** The command that brings a catalogue's encoder here. */
  public static String howToGet(CatalogueEntry entry) {
    return entry.onnx().isPresent()
        ? "traces encoders pull %s brings it".formatted(entry.id())
        : "tools/export_encoder.py %s --id %s makes it".formatted(entry.export(), entry.id());
  }
}
