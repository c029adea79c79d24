package org.encodertraces.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Native libraries, unpacked from their jars once for each version and never into the temp folder,
 * where every run would leave a copy of them behind.
 */
public final class NativeLibraries {

  private static final String JAVACPP_FOLDER = "org.bytedeco.javacpp.cachedir";

  /** A version that was not used for so long is removed when another is unpacked. */
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  /** Half-written files of killed runs are removed after so long. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private NativeLibraries() {}

  /** Chosen when it is first needed. */
  private static final class Chosen {
    private static final Path FOLDER = choose();

    private static Path choose() {
      NativeFolder folder;
      try {
        folder =
            NativeFolder.choose(
                TracesHome.of(System.getenv()),
                Path.of(System.getProperty("java.io.tmpdir")),
                NativeFolder.mounts());
      } catch (FileSystemException e) {
        throw new UncheckedIOException(e);
      }
      folder
          .complaint()
          .ifPresent(
              words ->
                  System.getLogger("org.encodertraces").log(System.Logger.Level.WARNING, words));
      return folder.path();
    }
  }

  /** Where this process unpacks them. */
  static Path folder() throws IOException {
    try {
      return Chosen.FOLDER;
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof UncheckedIOException cause) {
        throw cause.getCause();
      }
      throw e;
    }
  }

  /**
   * Tells JavaCPP, which unpacks OpenCV and OpenBLAS itself, safely beside other processes, where
   * to do so. To be called before the first class of theirs is touched; a user's own choice holds.
   */
  public static void readyForJavaCpp() {
    if (System.getProperty(JAVACPP_FOLDER) == null) {
      try {
        System.setProperty(JAVACPP_FOLDER, folder().resolve("javacpp").toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A library's files, unpacked into one folder of this version.
   *
   * @param library what the folder is called; the version, where the jar tells it, and a checksum
   *     of the first file are added, so that another build of one version never takes its place
   * @param resources where the files are, the first of them one that is always loaded
   * @param names of the files, in the same order
   * @return the folder
   */
  public static Path unpacked(String library, List<URL> resources, List<String> names)
      throws IOException {
    return unpacked(folder(), library, resources, names);
  }

  static Path unpacked(Path parent, String library, List<URL> resources, List<String> names)
      throws IOException {
    Content first = Content.of(resources.get(0));
    Path folder = parent.resolve("%s-%s%08x".formatted(library, first.version(), first.crc()));
    boolean isNew = false;
    for (int i = 0; i < resources.size(); i++) {
      Content content = i == 0 ? first : Content.of(resources.get(i));
      Path file = folder.resolve(names.get(i));
      if (!content.isIn(file)) {
        unpack(resources.get(i), content, file);
        isNew = true;
      }
    }
    keepInUse(folder);
    if (isNew) {
      sweep(parent, library);
    }
    return folder;
  }

  /**
   * What a file must hold.
   *
   * @param version that its jar tells, and a hyphen; empty if it tells none
   */
  private record Content(long size, long crc, String version) {

    /** As a jar's directory has it; read through where it lies in no jar. */
    static Content of(URL resource) throws IOException {
      URLConnection connection = resource.openConnection();
      if (connection instanceof JarURLConnection jar) {
        Attributes attributes = jar.getMainAttributes();
        String version =
            attributes == null
                ? null
                : Stream.of("Implementation-Version", "Bundle-Version")
                    .map(attributes::getValue)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        return new Content(
            jar.getJarEntry().getSize(),
            jar.getJarEntry().getCrc(),
            version == null ? "" : version.replaceAll("[^A-Za-z0-9.+_]", "_") + "-");
      }
      CRC32 crc = new CRC32();
      long size = 0;
      byte[] block = new byte[1 << 16];
      try (InputStream in = connection.getInputStream()) {
        for (int length = in.read(block); length > 0; length = in.read(block)) {
          crc.update(block, 0, length);
          size += length;
        }
      }
      return new Content(size, crc.getValue(), "");
    }

    /** Reads every byte: the pages are needed anyway, and a damaged library ends the JVM. */
    boolean isIn(Path file) throws IOException {
      if (!Files.isRegularFile(file) || Files.size(file) != size) {
        return false;
      }
      CRC32 found = new CRC32();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        found.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
      }
      return found.getValue() == crc;
    }
  }

  private static void unpack(URL resource, Content content, Path file) throws IOException {
    try {
      WholeFile.writeFile(
          file,
          temporary -> {
            try (InputStream in = resource.openStream()) {
              Files.copy(in, temporary);
            }
            if (!content.isIn(temporary)) {
              throw new FileSystemException(
                  resource.toString(), null, "is damaged: not the bytes its jar's directory names");
            }
          });
    } catch (FileSystemException e) {
      // Windows lets no one replace a library that another process, faster by a moment, has loaded.
      if (!content.isIn(file)) {
        throw e;
      }
    }
  }

  /** Marks the folder as used, once a day. */
  private static void keepInUse(Path folder) {
    Instant now = Instant.now();
    try {
      if (Files.getLastModifiedTime(folder).toInstant().isBefore(now.minus(Duration.ofDays(1)))) {
        Files.setLastModifiedTime(folder, FileTime.from(now));
      }
    } catch (IOException e) {
      return; // nothing to load depends on it
    }
  }

  /** Removes what no one uses any more; a version that another process needs is not among it. */
  private static void sweep(Path parent, String library) {
    Instant now = Instant.now();
    try (Stream<Path> entries = Files.list(parent)) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        boolean same = String.valueOf(entry.getFileName()).startsWith(library + "-");
        if (same && isOlder(entry, now.minus(FORGOTTEN))) {
          Folders.delete(entry);
        } else if (same) {
          try (Stream<Path> files = Files.list(entry)) {
            for (Path file : files.filter(NativeLibraries::isTemporary).toList()) {
              if (isOlder(file, now.minus(ABANDONED))) {
                Files.deleteIfExists(file);
              }
            }
          }
        }
      }
    } catch (IOException e) {
      return; // old files take space and do no harm
    }
  }

  private static boolean isTemporary(Path file) {
    return String.valueOf(file.getFileName()).endsWith(".tmp");
  }

  private static boolean isOlder(Path path, Instant moment) throws IOException {
    return Files.getLastModifiedTime(path).toInstant().isBefore(moment);
  }

  /** {@code linux}, {@code osx} or {@code win}, or what else the system calls itself. */
  public static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.contains("mac") || name.contains("darwin")
        ? "osx"
        : name.contains("win") ? "win" : name.contains("nux") ? "linux" : name;
  }

  /** {@code x64} or {@code aarch64}, or what else the processor is called. */
  public static String processor() {
    String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "amd64", "x86_64" -> "x64";
      case "arm64", "aarch64" -> "aarch64";
      default -> name;
    };
  }
}
