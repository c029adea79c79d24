package org.encodertraces.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

  private static final List<String> NAMES = List.of("libone.so", "libtwo.so");

  @TempDir private Path folder;

  @Test
  void aLibraryIsUnpackedOnceUnderItsVersion() throws Exception {
    List<URL> jar = jar("1.2.3", "one", "two");

    Path unpacked = NativeLibraries.unpacked(folder, "lib", jar, NAMES);

    assertThat(unpacked.getFileName().toString()).startsWith("lib-1.2.3-");
    assertThat(unpacked.resolve("libone.so")).hasContent("one");
    assertThat(unpacked.resolve("libtwo.so")).hasContent("two");
    Object identity = Files.readAttributes(unpacked.resolve("libone.so"), "unix:ino");
    assertThat(NativeLibraries.unpacked(folder, "lib", jar, NAMES)).isEqualTo(unpacked);
    assertThat(Files.readAttributes(unpacked.resolve("libone.so"), "unix:ino")).isEqualTo(identity);
  }

  @Test
  void aFileThatIsNotTheJarsBytesIsMadeAnew() throws Exception {
    List<URL> jar = jar("1", "one", "two");
    Path file = NativeLibraries.unpacked(folder, "lib", jar, NAMES).resolve("libone.so");
    for (String damaged : List.of("onE", "on", "one and more", "")) {
      Files.writeString(file, damaged);
      NativeLibraries.unpacked(folder, "lib", jar, NAMES);
      assertThat(file).hasContent("one");
    }
  }

  @Test
  void anotherBuildOfTheVersionIsAnotherFolder() throws Exception {
    Path first = NativeLibraries.unpacked(folder, "lib", jar("1", "one", "two"), NAMES);
    Path second = NativeLibraries.unpacked(folder, "lib", jar("1", "ONE", "two"), NAMES);

    assertThat(second).isNotEqualTo(first);
    assertThat(first.resolve("libone.so")).hasContent("one");
  }

  @Test
  void manyAtOnceAllFindWholeFiles() throws Exception {
    List<URL> jar = jar("1", "x".repeat(3_000_000), "y".repeat(1_000_000));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Long>> starts = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        starts.add(
            () ->
                Files.size(
                    NativeLibraries.unpacked(folder, "lib", jar, NAMES).resolve("libone.so")));
      }
      for (Future<Long> size : executor.invokeAll(starts)) {
        assertThat(size.get()).isEqualTo(3_000_000);
      }
    } finally {
      executor.shutdownNow();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("lib-1-" + crcFolder()))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2);
    }
  }

  @Test
  void aVersionThatNobodyUsedForAMonthIsRemovedWhenAnotherIsUnpacked() throws Exception {
    Path old = aged("lib-0.9-00000000/libone.so", Duration.ofDays(40));
    Path recent = aged("lib-1.0-00000000/libone.so", Duration.ofDays(10));
    Path other = aged("other-1.0-00000000/libother.so", Duration.ofDays(400));
    Path halfWritten = aged("lib-1.0-00000000/.libone.so.1.tmp", Duration.ofDays(2));
    setAge(Objects.requireNonNull(recent.getParent()), Duration.ofDays(10));

    NativeLibraries.unpacked(folder, "lib", jar("1.1", "one", "two"), NAMES);

    assertThat(old.getParent()).doesNotExist();
    assertThat(recent).exists();
    assertThat(halfWritten).doesNotExist();
    assertThat(other).exists();
  }

  /** Use counts, not the day of unpacking. */
  @Test
  void aFolderInUseIsMarkedSo() throws Exception {
    List<URL> jar = jar("1", "one", "two");
    Path unpacked = NativeLibraries.unpacked(folder, "lib", jar, NAMES);
    setAge(unpacked, Duration.ofDays(40));

    NativeLibraries.unpacked(folder, "lib", jar, NAMES);

    assertThat(Files.getLastModifiedTime(unpacked).toInstant())
        .isAfter(Instant.now().minus(Duration.ofDays(1)));
  }

  @Test
  void theFolderIsUnderTheHome() throws Exception {
    TracesHome home = new TracesHome(folder.resolve("a home"));
    NativeFolder chosen = NativeFolder.choose(home, folder, List.of());

    assertThat(chosen.path()).isEqualTo(home.root().resolve("natives")).isDirectory();
    assertThat(chosen.complaint()).isEmpty();
  }

  @Test
  void aHomeMountedNoexecIsLeftForTheTempFolderWithWords() throws Exception {
    Path temp = Files.createDirectories(folder.resolve("temp"));
    Path real = folder.toRealPath();
    List<String> mounts =
        List.of(
            "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "too short",
            "23 22 0:5 / " + real + "/a\\040home rw,nosuid,noexec shared:2 - tmpfs tmpfs rw");

    NativeFolder chosen =
        NativeFolder.choose(new TracesHome(folder.resolve("a home")), temp, mounts);

    assertThat(chosen.path()).hasParent(temp);
    assertThat(chosen.complaint().orElseThrow())
        .contains("a home", "noexec", chosen.path().toString(), "TRACES_HOME");
    assertThat(Files.getPosixFilePermissions(chosen.path())).hasSize(3);
    // The next run takes the same folder: a killed one leaves no more than one.
    assertThat(NativeFolder.choose(new TracesHome(folder.resolve("a home")), temp, mounts).path())
        .isEqualTo(chosen.path());
    // A disk mounted over it that may hold programs counts.
    List<String> over = new ArrayList<>(mounts);
    over.add("24 23 0:6 / " + real + "/a\\040home/natives rw shared:3 - tmpfs tmpfs rw");
    assertThat(
            NativeFolder.choose(new TracesHome(folder.resolve("a home")), temp, over).complaint())
        .isEmpty();
  }

  /** Else another user could put libraries there for this one to load. */
  @Test
  void aFolderInTheTempFolderThatIsOpenToOthersIsNotUsed() throws Exception {
    Path temp = Files.createDirectories(folder.resolve("temp"));
    Path home = Files.createFile(folder.resolve("home")); // a file: nothing can be put into it
    Path first = NativeFolder.choose(new TracesHome(home), temp, List.of()).path();
    Files.setPosixFilePermissions(
        first, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));

    NativeFolder second = NativeFolder.choose(new TracesHome(home), temp, List.of());

    assertThat(second.path()).isNotEqualTo(first);
    assertThat(Files.getPosixFilePermissions(second.path())).hasSize(3);
  }

  @Test
  void whereNothingCanBeLoadedFromIsSaidInOneLine() throws Exception {
    List<String> mounts = List.of("22 1 8:1 / / rw,noexec - ext4 /dev/sda1 rw");

    assertThatThrownBy(
            () -> NativeFolder.choose(new TracesHome(folder.resolve("home")), folder, mounts))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("noexec")
        .hasMessageContaining("set TRACES_HOME");
  }

  private String crcFolder() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith("lib-1-"))
          .findFirst()
          .orElseThrow()
          .substring("lib-1-".length());
    }
  }

  private Path aged(String name, Duration age) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "old");
    setAge(file, age);
    setAge(Objects.requireNonNull(file.getParent()), age);
    return file;
  }

  private static void setAge(Path path, Duration age) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
  }

  private List<URL> jar(String version, String one, String two) throws IOException {
    Path file = Files.createTempFile(folder, "natives", ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (String[] entry : new String[][] {{NAMES.get(0), one}, {NAMES.get(1), two}}) {
        jar.putNextEntry(new ZipEntry(entry[0]));
        jar.write(entry[1].getBytes(UTF_8));
      }
    }
    List<URL> urls = new ArrayList<>();
    for (String name : NAMES) {
      urls.add(URI.create("jar:" + file.toUri() + "!/" + name).toURL());
    }
    return urls;
  }
}
