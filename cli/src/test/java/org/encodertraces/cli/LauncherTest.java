package org.encodertraces.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When {@code ./traces} builds: the script itself, on a checkout of three files, with a Maven that
 * writes down that it was called and, as the real one, leaves an unchanged jar's date alone.
 */
class LauncherTest {

  private static final String SOURCE = "core/src/main/java/One.java";

  @TempDir private Path folder;
  private Path checkout;
  private Path builds;

  private record Ended(int exitCode, String output) {}

  @BeforeEach
  void makeCheckout() throws IOException {
    Path script =
        Path.of("").toAbsolutePath().resolveSibling("traces"); // surefire runs in the module
    assumeTrue(
        Files.isExecutable(script) && Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    checkout = Files.createDirectories(folder.resolve("a checkout"));
    builds = folder.resolve("builds.txt");
    Files.copy(script, checkout.resolve("traces"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String file :
        List.of("pom.xml", "core/pom.xml", "cli/pom.xml", SOURCE, "cli/src/main/java/Two.java")) {
      write(checkout.resolve(file), "first");
    }
    program(
        "mvn",
        """
        echo built >>"$BUILDS"
        if [ -n "${BREAK:-}" ]; then echo "does not compile"; exit 1; fi
        sleep "${SLOW:-0}"
        printf '\\033[0m\\033[0m'
        printf '\\033[0m' >&2
        mkdir -p cli/target
        cat core/src/main/java/*.java >new.jar
        if cmp -s new.jar cli/target/encoder-traces.jar; then rm new.jar
        else mv new.jar cli/target/encoder-traces.jar; fi
        """);
    program("java", "for last; do :; done\necho \"ran $last\"\n");
  }

  @Test
  void itBuildsOnceAndAfterEachChangeOfTheSources() throws Exception {
    assertThat(start("hello")).isEqualTo(new Ended(0, "ran hello\n"));
    assertThat(builds()).isEqualTo(1);
    start("hello");
    assertThat(builds()).isEqualTo(1);

    write(checkout.resolve(SOURCE), "second");
    start("hello");
    start("hello");
    assertThat(builds()).isEqualTo(2);

    write(checkout.resolve("cli/src/main/java/Three.java"), "new");
    start("hello");
    assertThat(builds()).isEqualTo(3);
    Files.delete(checkout.resolve("cli/src/main/java/Three.java"));
    start("hello");
    start("hello");
    assertThat(builds()).isEqualTo(4);
  }

  /** An older version that is put back keeps its old date. */
  @Test
  void aSourceThatIsReplacedByAnOlderOneIsAChange() throws Exception {
    start("hello");
    Path source = checkout.resolve(SOURCE);
    FileTime before = Files.getLastModifiedTime(source);
    write(source, "FIRST");
    Files.setLastModifiedTime(source, before);

    start("hello");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aTouchedFileIsNoChange() throws Exception {
    start("hello");
    for (int i = 0; i < 2; i++) {
      Files.setLastModifiedTime(
          checkout.resolve(SOURCE), FileTime.from(Instant.now().plusSeconds(60)));
      assertThat(start("hello").exitCode()).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  /** Maven makes the same jar of it and leaves the jar's date alone. */
  @Test
  void aChangeThatLeavesTheJarAsItWasIsBuiltOnce() throws Exception {
    start("hello");
    write(checkout.resolve("pom.xml"), "a comment");
    start("hello");
    start("hello");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aCopyOfTheCheckoutIsNotBuiltAgain() throws Exception {
    start("hello");
    Path copy = folder.resolve("copy");
    assertThat(run(List.of("cp", "-r", checkout.toString(), copy.toString()), "").exitCode())
        .isZero();

    assertThat(run(List.of(copy.resolve("traces").toString(), "hello"), "").output())
        .isEqualTo("ran hello\n");
    run(List.of(copy.resolve("traces").toString(), "hello"), "");

    assertThat(builds()).isEqualTo(1);
  }

  /** A copy's dates are those of copying, in whatever order that was. */
  @Test
  void aCopyOfACheckoutWhoseJarIsOldIsBuilt() throws Exception {
    start("hello");
    write(checkout.resolve(SOURCE), "changed");
    Path copy = folder.resolve("copy");
    run(List.of("cp", "-r", checkout.toString(), copy.toString()), "");
    Files.setLastModifiedTime(
        copy.resolve("cli/target/encoder-traces.jar"),
        FileTime.from(Instant.now().plusSeconds(60)));

    run(List.of(copy.resolve("traces").toString(), "hello"), "");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aJarThatWasBuiltByHandIsTaken() throws Exception {
    run(List.of("bash", "-c", "cd '%s' && mvn".formatted(checkout)), "");
    assertThat(builds()).isEqualTo(1);
    start("hello");
    assertThat(builds()).isEqualTo(1);

    write(checkout.resolve(SOURCE), "by hand");
    run(List.of("bash", "-c", "cd '%s' && mvn".formatted(checkout)), "");
    start("hello");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aFailedBuildIsTriedAgainAndNothingOldRuns() throws Exception {
    start("hello");
    write(checkout.resolve(SOURCE), "broken");
    for (int i = 0; i < 2; i++) {
      Ended failed = run(List.of(checkout.resolve("traces").toString(), "hello"), "BREAK=1");
      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(failed.output())
          .contains("does not compile", "traces: the build failed")
          .doesNotContain("ran hello");
    }
    assertThat(start("hello").output()).endsWith("ran hello\n");
    assertThat(builds()).isEqualTo(4);
    start("hello");
    assertThat(builds()).isEqualTo(4);
  }

  @Test
  void startsAtOnceBuildOnce() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(
          process(List.of(checkout.resolve("traces").toString(), "hello"), "SLOW=1").start());
    }
    for (Process process : starts) {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).endsWith("ran hello\n");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aCheckoutThatCannotBeWrittenRunsWhatItHasOrSaysSo() throws Exception {
    start("hello");
    String disk = folder.resolve("disk").toString();
    assertThat(run(List.of("cp", "-r", checkout.toString(), disk + ".full"), "").exitCode())
        .isZero();
    Files.createDirectories(Path.of(disk));
    assumeTrue(
        run(List.of("mount", "-t", "tmpfs", "tmpfs", disk), "").exitCode() == 0,
        "needs the right to mount a small disk");
    try {
      run(List.of("cp", "-r", disk + ".full/.", disk), "");
      run(List.of("mount", "-o", "remount,ro", disk), "");
      assertThat(run(List.of(disk + "/traces", "hello"), "").output()).isEqualTo("ran hello\n");

      run(List.of("mount", "-o", "remount,rw", disk), "");
      write(Path.of(disk, SOURCE), "changed");
      run(List.of("mount", "-o", "remount,ro", disk), "");
      Ended refused = run(List.of(disk + "/traces", "hello"), "");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.output())
          .isEqualTo(
              "traces: %s cannot be written, and its jar is missing or not that of the sources\n"
                  .formatted(disk));
      assertThat(builds()).isEqualTo(1);
    } finally {
      run(List.of("umount", disk), "");
    }
  }

  @Test
  void aLinkFromAnotherFolderStartsIt() throws Exception {
    Path link = Files.createDirectories(folder.resolve("bin of mine")).resolve("traces");
    Files.createSymbolicLink(link, Path.of("..", "a checkout", "traces"));

    assertThat(run(List.of(link.toString(), "two words"), "").output()).endsWith("ran two words\n");
    assertThat(builds()).isEqualTo(1);
    run(List.of(link.toString(), "hello"), "");
    assertThat(builds()).isEqualTo(1);
  }

  /** All jars of Spark's folder are on the class path: those of another version must not stay. */
  @Test
  void aBuildOfSparkLeavesNoJarOfAnEarlierVersion() throws Exception {
    write(checkout.resolve("spark/pom.xml"), "first");
    write(checkout.resolve("spark/src/main/java/Cluster.java"), "first");
    Path old = checkout.resolve("spark/target/lib/encoder-traces-cli-0.1.0.jar");
    Path others = checkout.resolve("spark/target/lib/kryo-4.0.2.jar");
    write(old, "old");
    write(others, "kept");
    program("mvn", "touch spark/target/encoder-traces-spark.jar spark/target/spark-jars.txt\n");

    assertThat(start("spark").exitCode()).isZero();

    assertThat(old).doesNotExist();
    assertThat(others).exists();
  }

  /** Maven writes into the jar that is there, which a command that still runs has opened. */
  @Test
  void aCommandThatRunsKeepsTheJarThatItBeganWith() throws Exception {
    start("hello");
    Path jar = checkout.resolve("cli/target/encoder-traces.jar");
    Path opened = Files.createLink(folder.resolve("opened"), jar);
    program("mvn", "cat core/src/main/java/*.java >cli/target/encoder-traces.jar\n");
    write(checkout.resolve(SOURCE), "second");

    assertThat(start("hello").exitCode()).isZero();

    assertThat(opened).hasContent("first");
    assertThat(jar).hasContent("second");
  }

  @ParameterizedTest
  @CsvSource({
    "knn --embeddings %s, 1000, true",
    "knn --k 3 --embeddings=%s, 1000, true",
    "knn --embeddings %s, 300000, false",
    "knn --embeddings %s-none, 1000, false",
    "extract --embeddings %s, 1000, false"
  })
  void whatIsSearchedInAMomentIsNotOptimized(String words, int bytes, boolean quick)
      throws Exception {
    program("java", "echo \"$@\"\n");
    Path embeddings = folder.resolve("e");
    write(embeddings.resolve("JPEG75_420/rows.safetensors"), "x".repeat(bytes));
    List<String> command = new ArrayList<>(List.of(checkout.resolve("traces").toString()));
    command.addAll(List.of(words.formatted(embeddings).split(" ")));

    assertThat(run(command, "").output().contains("-XX:TieredStopAtLevel=1")).isEqualTo(quick);
  }

  private Ended start(String argument) throws Exception {
    Ended ended = run(List.of(checkout.resolve("traces").toString(), argument), "");
    return new Ended(ended.exitCode(), ended.output().replaceFirst("traces: building[^\n]*\n", ""));
  }

  private Ended run(List<String> command, String setting) throws Exception {
    Process process = process(command, setting).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  private ProcessBuilder process(List<String> command, String setting) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
    var environment = builder.environment();
    environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("BUILDS", builds.toString());
    environment.put("TRACES_HOME", folder.resolve("home").toString());
    for (String name : List.of("JAVA_HOME", "TRACES_MAVEN_OPTIONS", "TRACES_JAVA_OPTIONS")) {
      environment.remove(name);
    }
    if (!setting.isEmpty()) {
      environment.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return builder;
  }

  private long builds() throws IOException {
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  private void program(String name, String body) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    write(file, "#!/usr/bin/env bash\nset -e\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
