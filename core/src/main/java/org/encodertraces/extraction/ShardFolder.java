package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Split;
import org.encodertraces.io.Folders;

/**
 * Where the shards of a split lie until they are merged: {@code .shards/SPLIT-DIGEST} in the data
 * set's folder.
 *
 * @param all the shards of all splits and settings
 * @param split whose shards these are
 * @param path of the folder itself
 */
record ShardFolder(Path all, Split split, Path path) {

  private static final int DIGEST_DIGITS = 16;

  /** The folder of a split and a fingerprint, in this data set's. */
  static ShardFolder of(Path dataset, Split split, String fingerprint) {
    Path all = dataset.resolve(".shards");
    return new ShardFolder(
        all, split, all.resolve(split.id() + "-" + fingerprint.substring(0, DIGEST_DIGITS)));
  }

  Path file(int shard) {
    return path.resolve("shard-%05d.rows".formatted(shard));
  }

  /**
   * Refuses shards of the split in the form of earlier versions, whatever their settings: they
   * cannot be continued, and left alone they would stay for good.
   */
  void requireOwnForm() throws IOException {
    if (!Files.isDirectory(all)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> files = Files.walk(all, 2)) {
      found = files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
    }
    for (Path file : found) {
      if (all.relativize(file).toString().startsWith(split.id() + "-")) {
        throw unlike(file, "shards in safetensors, an earlier form of them");
      }
    }
  }

  /** Says which folder stands in the way. */
  static InputException unlike(Path shard, String what) {
    return new InputException(
        "%s: holds %s; another version of this program began them, and they cannot be continued: delete that folder, and the extraction begins anew (finished embeddings stay)"
            .formatted(shard.toAbsolutePath().getParent(), what));
  }

  /** Deletes the folder, and the one around it with its last. */
  void delete() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Folders.delete(path);
    try (Stream<Path> left = Files.list(all)) {
      if (left.findAny().isEmpty()) {
        Files.deleteIfExists(all);
      }
    }
  }
}
