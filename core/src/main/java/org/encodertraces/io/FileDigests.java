package org.encodertraces.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * SHA-256 of files, remembered under {@link TracesHome} by path, size and times, so that gigabytes
 * of embeddings are read once for it.
 *
 * @param folder of the memory; what cannot be written there is computed again
 */
public record FileDigests(Path folder) {

  /** Below this a file is read as fast as its memory is found. */
  private static final long SMALLEST_REMEMBERED = 1 << 20;

  /** A file that changed so lately could change again within the clock's tick. */
  private static final long TICK_MILLIS = 50;

  /** The memory of this user. */
  public static FileDigests ofUser() {
    return new FileDigests(TracesHome.of(System.getenv()).root().resolve("digests"));
  }

  /** SHA-256 of the file's bytes, in hexadecimal. */
  public String of(Path file) throws IOException {
    if (Files.size(file) < SMALLEST_REMEMBERED) {
      return Sha256.of(file);
    }
    String stamp = FileStamp.of(file);
    List<String> lines = remembered(file);
    if (lines.size() == 3 && lines.get(0).equals(stamp) && lines.get(2).equals(place(file))) {
      return lines.get(1);
    }
    String digest = Sha256.of(file);
    if (stamp.equals(FileStamp.of(file))) {
      remember(file, stamp, digest);
    }
    return digest;
  }

  /**
   * Remembers the digest of a file that was just written, taken of its bytes as they went: it is
   * not read for it again. Whoever tells holds the lock of the file's folder ({@link FolderLock}).
   */
  public void written(Path file, String digest) throws IOException {
    if (Files.size(file) >= SMALLEST_REMEMBERED) {
      remember(file, FileStamp.of(file), digest);
    }
  }

  /** What the memory of a file says; nothing where there is none, or it cannot be read. */
  private List<String> remembered(Path file) {
    try {
      Path memory = memory(file);
      return Files.isRegularFile(memory) ? Files.readAllLines(memory) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void remember(Path file, String stamp, String digest) throws IOException {
    boolean settled =
        Files.getLastModifiedTime(file).toMillis() < System.currentTimeMillis() - TICK_MILLIS;
    if (!settled && FileStamp.of(file).split(" ").length < 3) {
      return; // without the system's own time of change, the same tick could hide another change
    }
    try {
      WholeFile.writeString(memory(file), stamp + "\n" + digest + "\n" + place(file) + "\n");
    } catch (IOException e) {
      // A home that cannot be written costs time alone.
    }
  }

  private Path memory(Path file) {
    return folder.resolve(Sha256.of(place(file)).substring(0, 32));
  }

  private static String place(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
