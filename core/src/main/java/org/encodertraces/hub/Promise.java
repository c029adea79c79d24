package org.encodertraces.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.encodertraces.io.GitBlob;
import org.encodertraces.io.Sha256;

/**
 * What a hub says of a file before it is fetched, and holds of its bytes.
 *
 * @param size in bytes, where the hub tells it
 * @param sha256 of the bytes: the tag of what lies in Git's large file storage (LFS)
 * @param gitBlob Git's name of the bytes: the tag of what lies in Git itself
 * @param commit that the revision stands for
 */
record Promise(
    OptionalLong size, Optional<String> sha256, Optional<String> gitBlob, String commit) {

  /** Whether wrong bytes of the right length would be noticed. */
  boolean hasHash() {
    return sha256.isPresent() || gitBlob.isPresent();
  }

  /**
   * What is wrong with a file; empty when it is what was promised.
   *
   * @param ownSha256 the file's
   */
  Optional<String> broken(Path file, String ownSha256) throws IOException {
    long length = Files.size(file);
    if (size.isPresent() && size.getAsLong() != length) {
      return Optional.of(
          "%,d bytes came; the hub promised %,d".formatted(length, size.getAsLong()));
    }
    if (sha256.isPresent() && !sha256.get().equals(ownSha256)) {
      return Optional.of("SHA-256 is %s; the hub promised %s".formatted(ownSha256, sha256.get()));
    }
    if (gitBlob.isPresent()) {
      String own = GitBlob.of(file);
      if (!own.equals(gitBlob.get())) {
        return Optional.of(
            "SHA-1 as Git's blob is %s; the hub promised %s".formatted(own, gitBlob.get()));
      }
    }
    return Optional.empty();
  }

  /** Whether a file that is here is surely the promised one. */
  boolean isKeptBy(Path file) throws IOException {
    return hasHash() && Files.isRegularFile(file) && broken(file, Sha256.of(file)).isEmpty();
  }
}
