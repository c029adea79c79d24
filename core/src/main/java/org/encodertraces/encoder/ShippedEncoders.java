package org.encodertraces.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.encodertraces.io.WholeFile;

/**
 * The toy encoders that come with the program: one small network trained in three ways on scenes of
 * the miniature world (docs/toys.md). ONNX Runtime, and whatever reads a graph, wants a file; it is
 * unpacked where encoders lie, at the first use.
 */
public final class ShippedEncoders {

  /**
   * One of them.
   *
   * @param id {@code toy/sup}, {@code toy/cvl} or {@code toy/ssl}
   * @param category SUP, CVL or SSL
   * @param training how it learned, in words
   */
  public record Shipped(String id, String category, String training) {

    private String variant() {
      return id.substring(id.indexOf('/') + 1);
    }
  }

  /** In the order of the study's figures. */
  private static final List<Shipped> ALL =
      List.of(
          new Shipped("toy/cvl", "CVL", "contrastive with captions, weak augmentation"),
          new Shipped("toy/sup", "SUP", "supervised on classes, crop and color"),
          new Shipped("toy/ssl", "SSL", "two views alike, crop, color and blur"));

  private ShippedEncoders() {}

  /** All. */
  public static List<Shipped> all() {
    return ALL;
  }

  /** The one of an id. */
  public static Optional<Shipped> find(String id) {
    return ALL.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /**
   * Its ONNX file with the settings beside it, unpacked if it is not there, or is not what it was.
   *
   * @param root where encoders lie; where that cannot be written, a folder of this run alone
   */
  static Path file(Shipped shipped, Path root) throws IOException {
    Path folder = root.resolve(".shipped").resolve(shipped.id());
    try {
      return unpack(shipped, folder);
    } catch (AccessDeniedException e) {
      return unpackForThisRun(shipped);
    } catch (FileSystemException e) {
      // A read-only disk, or a file where the folder should be.
      if (Files.isDirectory(root) && Files.isWritable(root)) {
        throw e;
      }
      return unpackForThisRun(shipped);
    }
  }

  private static Path unpackForThisRun(Shipped shipped) throws IOException {
    Path folder = Files.createTempDirectory("encoder-traces-toy-");
    Path model = unpack(shipped, folder);
    // In the reverse order of these lines.
    folder.toFile().deleteOnExit();
    settings(model).toFile().deleteOnExit();
    model.toFile().deleteOnExit();
    return model;
  }

  private static Path unpack(Shipped shipped, Path folder) throws IOException {
    Path model = folder.resolve(shipped.variant() + ".onnx");
    write(settings(model), resource(shipped.variant() + ".json"));
    write(model, resource(shipped.variant() + ".onnx"));
    return model;
  }

  private static Path settings(Path model) {
    return model.resolveSibling(
        String.valueOf(model.getFileName()).replaceFirst("\\.onnx$", ".json"));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      WholeFile.writeStream(file, out -> out.write(bytes));
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ShippedEncoders.class.getResourceAsStream("toy/" + name))) {
      return in.readAllBytes();
    }
  }
}
