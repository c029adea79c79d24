package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where native libraries are unpacked: processes of their own, beside each other and killed. */
class NativesTest {

  @TempDir private Path folder;
  private Path model;
  private Path photos;
  private Path home;
  private Path temp;

  private record Started(Process process, Path errors) {
    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    }

    String err() throws IOException {
      return Files.readString(errors);
    }
  }

  @BeforeEach
  void makeModelAndPhotos() throws IOException {
    model = SmallModel.write(folder.resolve("model/pixels.onnx"));
    photos = Photos.inClasses(folder.resolve("photos"), 3, Scene.FRUIT, Scene.NIGHT);
    home = folder.resolve("home");
    temp = Files.createDirectories(folder.resolve("temp"));
  }

  @Test
  void twoFirstStartsAtOnceBothRunAndLeaveWholeLibraries() throws Exception {
    Started one = extract(home, "one");
    Started two = extract(home, "two");

    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(two.exitCode()).as(two.err()).isZero();
    assertThat(temporaryFiles(home)).isEmpty();
    assertThat(temp).isEmptyDirectory();
    List<String> before = files(home.resolve("natives"));
    assertThat(extract(home, "three").exitCode()).isZero();
    assertThat(files(home.resolve("natives"))).isEqualTo(before);
  }

  @Test
  void aStartThatIsKilledWhileItUnpacksLeavesNothingInTheTempFolderAndTheNextStartRuns()
      throws Exception {
    Started killed = extract(home, "killed");
    while (killed.process().isAlive() && !Files.isDirectory(home.resolve("natives"))) {
      Thread.sleep(1);
    }
    Thread.sleep(30);
    killed.process().destroyForcibly().waitFor();

    Started next = extract(home, "killed");
    assertThat(next.exitCode()).as(next.err()).isZero();
    try (Stream<Path> left = Files.list(temp)) {
      // At most the empty folder that ONNX Runtime makes and removes at once.
      assertThat(left.filter(one -> !one.getFileName().toString().startsWith("onnxruntime-java")))
          .isEmpty();
    }
  }

  @Test
  void aHomeThatCannotBeWrittenOrHoldsNoProgramsIsAnsweredWithWordsAndTheTempFolder()
      throws Exception {
    for (String options : List.of("size=200m,ro", "size=200m,noexec")) {
      Path disk = Files.createDirectories(folder.resolve("disk"));
      assumeTrue(
          run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()) == 0,
          "needs the right to mount a small disk");
      try {
        Started started = extract(disk, options);

        assertThat(started.exitCode()).as(started.err()).isZero();
        assertThat(started.err().lines().filter(line -> line.contains("native libraries")))
            .singleElement()
            .asString()
            .startsWith("traces: " + disk.toRealPath().resolve("natives"))
            .contains("unpacked into " + temp, "TRACES_HOME");
      } finally {
        run("umount", disk.toString());
      }
    }
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).as("one folder for all runs of this user").hasSize(1);
    }
  }

  private Started extract(Path tracesHome, String name) throws IOException {
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + temp, "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Traces.class.getName());
    command.addAll(List.of("extract", "--images", photos.toString(), "--processing", "IDENTITY"));
    command.addAll(List.of("--encoder", model.toString(), "--out"));
    command.add(folder.resolve("out " + name).toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRACES_HOME", tracesHome.toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(errors.toFile());
    return new Started(builder.start(), errors);
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private static List<String> temporaryFiles(Path root) throws IOException {
    return files(root).stream().filter(line -> line.contains(".tmp")).toList();
  }

  /** Path, size and time of each. */
  private static List<String> files(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        lines.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
    return lines;
  }
}
