package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills inside the writing of a shard and inside the merge, one after the other into the same
 * folder, each at another file and another share of it.
 */
class TwentyKillsTest {

  private static final int KILLS_EACH = 10;

  /** Where a file is written: its folder, or what the folder's name begins with, and its name. */
  private record Target(String in, String name) {}

  /** 160 photos split by hash, in shards of 32: 4 to train and 2 to validate. */
  private static final List<Target> SHARDS =
      List.of(
          new Target("train-", "shard-00000"),
          new Target("train-", "shard-00001"),
          new Target("train-", "shard-00002"),
          new Target("train-", "shard-00003"),
          new Target("val-", "shard-00000"),
          new Target("val-", "shard-00001"));

  private static final List<Target> MERGED =
      List.of(
          new Target("", "train"),
          new Target("JPEG75_420", "train"),
          new Target("RESIZE_HALF", "train"),
          new Target("", "val"),
          new Target("JPEG75_420", "val"),
          new Target("RESIZE_HALF", "val"));

  @TempDir private Path folder;

  @Test
  void aRunKilledTwentyTimesEndsWithTheSameBytesAndLeavesNothingHalf() throws Exception {
    Path photos = Photos.inClasses(folder.resolve("photos"), 80, Scene.FRUIT, Scene.NIGHT);
    Path whole = folder.resolve("whole");
    assertThat(Run.of(arguments(photos, whole)).exitCode()).isZero();
    Map<String, String> expected = FolderHashes.ofFinal(whole.resolve("photos"));
    assertThat(expected).hasSize(14);
    Path train = whole.resolve("photos/model=builtin_variant=hog_split=train.safetensors");
    int trainRows =
        Files.readAllLines(train.resolveSibling("model=builtin_variant=hog_split=train.photos.csv"))
                .size()
            - 1;
    long ofPhoto = Files.size(train) / trainRows;
    Path killed = folder.resolve("killed");

    for (int kill = 0; kill < 2 * KILLS_EACH; kill++) {
      boolean inShard = kill < KILLS_EACH;
      int target = (kill % KILLS_EACH) * SHARDS.size() / KILLS_EACH;
      double share = (kill % 5 + 0.5) / 6; // leaves time to see the file before it has its name
      Process process = Child.startSlow(2, arguments(photos, killed));
      int rows = target < (inShard ? 4 : 3) ? trainRows : 160 - trainRows;
      // A shard holds 32 photos, the last of a split the rest, under 3 processings.
      long full =
          ofPhoto
              * (inShard ? 3 * Math.min(32, rows - 32 * (target < 4 ? target : target - 4)) : rows);
      long size =
          killWithin(process, killed.resolve("photos"), inShard, target, (long) (share * full));

      assertThat(size).as("kill %d inside a file", kill).isPositive();
      Map<String, String> left = FolderHashes.ofFinal(killed.resolve("photos"));
      assertThat(expected).as("final names after kill %d", kill).containsAllEntriesOf(left);
      Path again = folder.resolve("again-" + kill);
      copy(killed, again);
      Run run = Run.of(arguments(photos, again));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(FolderHashes.ofFinal(again.resolve("photos")))
          .as("kill %d", kill)
          .isEqualTo(expected);
      assertThat(leftovers(again)).as("kill %d", kill).isEmpty();
    }

    assertThat(Run.of(arguments(photos, killed)).exitCode()).isZero();
    assertThat(FolderHashes.ofFinal(killed.resolve("photos"))).isEqualTo(expected);
    assertThat(leftovers(killed)).isEmpty();
  }

  /** Kills once the target's temporary file holds so much; returns its size then, 0 if never. */
  private static long killWithin(
      Process process, Path root, boolean inShard, int target, long enough) throws Exception {
    long size = 0;
    while (process.isAlive()) {
      Optional<Path> file = inShard ? shardUnderWay(root, target) : mergeUnderWay(root, target);
      size = file.isPresent() ? sizeOf(file.get()) : 0;
      if (size > enough) {
        break;
      }
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    return process.exitValue() == 0 ? 0 : size;
  }

  private static Optional<Path> shardUnderWay(Path root, int target) throws IOException {
    Path shards = root.resolve(".shards");
    if (!Files.isDirectory(shards)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(shards)) {
      Optional<Path> ofSplit =
          folders
              .filter(f -> f.getFileName().toString().startsWith(SHARDS.get(target).in()))
              .findFirst();
      return ofSplit.isPresent()
          ? temporary(ofSplit.get(), "." + SHARDS.get(target).name())
          : Optional.empty();
    }
  }

  private static Optional<Path> mergeUnderWay(Path root, int target) throws IOException {
    return temporary(
        root.resolve(MERGED.get(target).in()),
        ".model=builtin_variant=hog_split=%s.safetensors.".formatted(MERGED.get(target).name()));
  }

  private static Optional<Path> temporary(Path in, String start) throws IOException {
    if (!Files.isDirectory(in)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(in)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(start))
          .filter(f -> f.toString().endsWith(".tmp"))
          .findFirst();
    }
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static Object[] arguments(Path photos, Path out) {
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
      1,
      "--processing",
      "IDENTITY,JPEG75_420,RESIZE_HALF",
    };
  }

  private static List<String> leftovers(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .map(Path::toString)
          .filter(file -> file.endsWith(".tmp") || file.contains(".shards"))
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path file : found.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
