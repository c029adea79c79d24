package org.encodertraces.encoder;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.encodertraces.InputException;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

/**
 * The weights that a model keeps in files of their own, put beside a copy of it under the same
 * relative names: linked, so that gigabytes do not lie twice, or copied where no link can be made.
 *
 * @param how they came there, by name
 * @param made files that were not there before
 */
record WeightFiles(NavigableMap<String, String> how, List<Path> made) {

  static WeightFiles beside(Path model, Path target) throws IOException {
    WeightFiles weights = new WeightFiles(new TreeMap<>(), new ArrayList<>());
    try {
      for (String name : OnnxFile.read(model).weightFiles()) {
        weights.put(name, model.resolveSibling(name), target.resolveSibling(name));
      }
    } catch (IOException | RuntimeException e) {
      weights.remove();
      throw e;
    }
    return weights;
  }

  private void put(String name, Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      if (!Files.isSameFile(from, to) && !isEqual(from, to)) {
        throw new InputException(
            "%s: is there already and holds other weights than %s; choose another folder"
                .formatted(to, from));
      }
      how.put(name, "was there already");
      return;
    }
    Path folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try {
      Files.createLink(to, from.toRealPath());
      how.put(name, "linked");
    } catch (UnsupportedOperationException | FileSystemException e) {
      WholeFile.writeFile(to, temporary -> Files.copy(from, temporary));
      how.put(name, "copied");
    }
    made.add(to);
  }

  private static boolean isEqual(Path a, Path b) throws IOException {
    return Files.size(a) == Files.size(b) && Sha256.of(a).equals(Sha256.of(b));
  }

  /** Takes away what was put there. */
  void remove() throws IOException {
    for (Path file : made) {
      Files.deleteIfExists(file);
    }
  }
}
