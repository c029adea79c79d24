package org.encodertraces.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.io.TracesHome;

/**
 * Where encoders lie on this machine: {@code encoders/MODEL/VARIANT/} with one {@code .onnx} file
 * and its JSON. A user adds encoders by putting folders there.
 *
 * @param root folder of the model folders
 */
public record EncoderHome(Path root) {

  /** An encoder that is here. */
  public record Installed(String id, Path file) {}

  /** {@code TRACES_HOME}, or {@code encoder-traces} in the user's cache folder (XDG). */
  public static EncoderHome of(Map<String, String> environment) {
    return new EncoderHome(TracesHome.of(environment).root().resolve("encoders"));
  }

  /** The folder of an id. */
  public Path folder(String id) {
    if (!id.matches("[A-Za-z0-9._@+=-]+(/[A-Za-z0-9._@+=-]+)?") || id.contains("..")) {
      throw new InputException(
          "encoder %s: expected MODEL/VARIANT of letters, digits and . _ @ + = -".formatted(id));
    }
    return root.resolve(id);
  }

  /**
   * The model of an id, if it is here: one that comes with the program, or the user's.
   *
   * @throws InputException when its folder holds several
   */
  public Optional<Path> find(String id) throws IOException {
    Optional<ShippedEncoders.Shipped> shipped = ShippedEncoders.find(id);
    return shipped.isPresent()
        ? Optional.of(ShippedEncoders.file(shipped.get(), root))
        : model(folder(id));
  }

  /** All encoders that are here, by id. */
  public List<Installed> installed() throws IOException {
    List<Installed> found = new ArrayList<>();
    for (Path model : folders(root)) {
      String name = String.valueOf(model.getFileName());
      model(model).ifPresent(file -> found.add(new Installed(name, file)));
      for (Path variant : folders(model)) {
        String id = name + "/" + variant.getFileName();
        model(variant).ifPresent(file -> found.add(new Installed(id, file)));
      }
    }
    return found;
  }

  private static Optional<Path> model(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Path> models;
    try (Stream<Path> files = Files.list(folder)) {
      models = files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
    if (models.size() > 1) {
      throw new InputException(
          "%s: holds %d .onnx files; expected one".formatted(folder, models.size()));
    }
    return models.stream().findFirst();
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .sorted()
          .toList();
    }
  }
}
