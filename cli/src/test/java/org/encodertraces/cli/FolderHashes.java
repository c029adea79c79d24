package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.encodertraces.io.Sha256;

/** What a folder holds, to be compared with what another does. */
final class FolderHashes {

  private FolderHashes() {}

  /** SHA-256 of every file, by its path in the folder. */
  static Map<String, String> of(Path root) throws IOException {
    return of(root, name -> true);
  }

  /** The same of what has a final name: no shard of a run under way, and no half-written file. */
  static Map<String, String> ofFinal(Path root) throws IOException {
    return of(root, name -> !name.contains(".shards") && !name.endsWith(".tmp"));
  }

  /** The same of the files whose path in the folder is wanted. */
  static Map<String, String> of(Path root, Predicate<String> wanted) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        if (wanted.test(name)) {
          hashes.put(name, Sha256.of(file));
        }
      }
    }
    return hashes;
  }
}
