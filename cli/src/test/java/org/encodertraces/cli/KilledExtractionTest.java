package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill, a full disk and a read-only disk leave behind: a separate process each. */
class KilledExtractionTest {

  @TempDir private Path folder;

  @Test
  void aKilledRunContinuesAndEndsWithTheSameBytes() throws Exception {
    Path photos = Photos.inClasses(folder.resolve("photos"), 60, Scene.FRUIT, Scene.NIGHT);
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    assertThat(Run.of(arguments(photos, whole, 2)).exitCode()).isZero();

    Process process = Child.start(arguments(photos, killed, 1));
    while (process.isAlive() && shards(killed) < 2) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    assertThat(process.exitValue()).isNotZero();
    int left = shards(killed);

    assertThat(left).isPositive();
    assertThat(finalFiles(killed)).isEmpty();
    Run again = Run.of(arguments(photos, killed, 2));
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(finalFiles(killed)).isEqualTo(finalFiles(whole)).isNotEmpty();
    assertThat(shards(killed)).isZero();
  }

  /** Ctrl-C and a polite kill: no temporary file stays, and the next run goes on from there. */
  @Test
  void anInterruptedRunLeavesOnlyWholeFiles() throws Exception {
    Path photos = Photos.inClasses(folder.resolve("photos"), 60, Scene.FRUIT, Scene.NIGHT);
    Path out = folder.resolve("out");

    Process process = Child.start(arguments(photos, out, 2));
    while (process.isAlive() && shards(out) < 2) {
      Thread.sleep(5);
    }
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

    try (Stream<Path> found = Files.walk(out)) {
      assertThat(found.map(Path::toString)).noneMatch(file -> file.endsWith(".tmp"));
    }
    assertThat(finalFiles(out)).isEmpty();
    assertThat(Run.of(arguments(photos, out, 2)).exitCode()).isZero();
  }

  @Test
  void aFullDiskEndsInOneLineAndLosesNothing() throws Exception {
    Path disk = mounted("size=600k");
    try {
      Path photos = Photos.inClasses(folder.resolve("photos"), 60, Scene.FRUIT, Scene.NIGHT);

      Run full = Run.of(arguments(photos, disk.resolve("out"), 2));

      assertThat(full.exitCode()).isEqualTo(1);
      assertThat(full.err().strip().lines().toList())
          .last()
          .asString()
          .contains("No space left on device; what was finished is kept");
      run("mount", "-o", "remount,size=64m", disk.toString());
      assertThat(Run.of(arguments(photos, disk.resolve("out"), 2)).exitCode()).isZero();
      Path whole = folder.resolve("whole");
      Run.of(arguments(photos, whole, 1));
      assertThat(finalFiles(disk.resolve("out"))).isEqualTo(finalFiles(whole));
    } finally {
      run("umount", disk.toString());
    }
  }

  @Test
  void aReadOnlyFolderIsRefusedInOneLine() throws Exception {
    Path disk = mounted("size=1m,ro");
    try {
      Path photos = Photos.inClasses(folder.resolve("photos"), 3, Scene.FRUIT, Scene.NIGHT);

      Run run = Run.of(arguments(photos, disk.resolve("out"), 2));

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).contains(disk.toString(), "Read-only file system");
    } finally {
      run("umount", disk.toString());
    }
  }

  private static Object[] arguments(Path photos, Path out, int threads) {
    return new Object[] {
      "extract",
      "--images",
      photos,
      "--encoder",
      "builtin/hog",
      "--out",
      out,
      "--batch",
      8,
      "--threads",
      threads,
      "--processing",
      "IDENTITY,JPEG75_420,INTERPOLATION_LANCZOS",
    };
  }

  private Path mounted(String options) throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()) == 0,
        "needs the right to mount a small disk");
    return disk;
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

  private static int shards(Path out) throws IOException {
    Path shards = out.resolve("photos/.shards");
    if (!Files.isDirectory(shards)) {
      return 0;
    }
    try (Stream<Path> found = Files.walk(shards)) {
      return (int) found.filter(file -> file.getFileName().toString().startsWith("shard-")).count();
    }
  }

  private static Map<String, String> finalFiles(Path out) throws IOException {
    return FolderHashes.of(
        out,
        name ->
            !name.contains(".shards") && (name.endsWith(".safetensors") || name.endsWith(".csv")));
  }
}
