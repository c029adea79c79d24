package org.encodertraces.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A folder that native libraries can be unpacked into and loaded from.
 *
 * @param complaint why it is not the one it should be; empty if it is
 */
record NativeFolder(Path path, Optional<String> complaint) {

  /** Lines of Linux's list of mounts: field 5 is the place, field 6 its options. */
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  /**
   * {@code natives} under the home, or where that cannot hold libraries a folder of this user's
   * alone in the temp folder.
   *
   * @param mounts as {@code /proc/self/mountinfo} lists them; empty where no such list is kept
   * @throws FileSystemException when neither can hold them
   */
  static NativeFolder choose(TracesHome home, Path temp, List<String> mounts)
      throws FileSystemException {
    Path folder = home.root().resolve("natives");
    Optional<String> wrong = whatIsWrong(folder, mounts);
    if (wrong.isEmpty()) {
      return new NativeFolder(folder, Optional.empty());
    }
    Path other = ownFolder(temp);
    Optional<String> alsoWrong = whatIsWrong(other, mounts);
    if (alsoWrong.isPresent()) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "native libraries cannot be unpacked here (%s) nor into %s (%s); set TRACES_HOME to a"
                  .formatted(wrong.get(), other, alsoWrong.get())
              + " folder that can be written and may hold programs");
    }
    return new NativeFolder(
        other,
        Optional.of(
            "%s: %s; native libraries are unpacked into %s instead (TRACES_HOME chooses)"
                .formatted(folder, wrong.get(), other)));
  }

  /** The mounts of this machine. */
  static List<String> mounts() {
    try {
      return Files.isReadable(MOUNTS) ? Files.readAllLines(MOUNTS) : List.of();
    } catch (IOException e) {
      return List.of(); // some mount has a name that is no UTF-8; loading says what is wrong
    }
  }

  private static Optional<String> whatIsWrong(Path folder, List<String> mounts) {
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        return Optional.of("cannot be written");
      }
      return mayHoldPrograms(folder.toRealPath(), mounts)
          ? Optional.empty()
          : Optional.of("lies on a disk mounted noexec, from which nothing can be loaded");
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "no permission" : e.getReason();
      return Optional.of("cannot be made (%s)".formatted(reason));
    } catch (IOException e) {
      return Optional.of("cannot be made (%s)".formatted(e.getMessage()));
    }
  }

  /** By the options of the innermost mount; the last of several at one place counts. */
  private static boolean mayHoldPrograms(Path folder, List<String> mounts) {
    int depth = -1;
    boolean may = true;
    for (String mount : mounts) {
      String[] fields = mount.split(" ", 7);
      if (fields.length < 7) {
        continue;
      }
      Path place = Path.of(unescaped(fields[4]));
      if (folder.startsWith(place) && place.getNameCount() >= depth) {
        depth = place.getNameCount();
        may = !Arrays.asList(fields[5].split(",")).contains("noexec");
      }
    }
    return may;
  }

  /** Space, tab, newline and backslash are written as their octal numbers. */
  private static String unescaped(String place) {
    return place
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  /**
   * One folder for all runs of this user, so that a killed one leaves nothing new. Others could
   * have put libraries into it unless it is closed to them and this user's.
   */
  private static Path ownFolder(Path temp) throws FileSystemException {
    Path folder = temp.resolve("encoder-traces-natives-" + System.getProperty("user.name"));
    try {
      if (!Files.getFileStore(temp).supportsFileAttributeView(PosixFileAttributeView.class)) {
        return folder; // Windows: the temp folder is the user's own
      }
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (isClosedToOthers(folder)) {
        return folder;
      }
      return Files.createTempDirectory(temp, "encoder-traces-natives-");
    } catch (IOException e) {
      return folder; // what is wrong with it is said by who asked
    }
  }

  private static boolean isClosedToOthers(Path folder) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Path probe = Files.createTempFile(folder, "", "");
    try {
      return attributes.isDirectory()
          && attributes.owner().equals(Files.getOwner(probe))
          && PosixFilePermissions.toString(attributes.permissions()).endsWith("------");
    } finally {
      Files.delete(probe);
    }
  }
}
