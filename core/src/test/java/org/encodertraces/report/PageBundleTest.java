package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page's script is what its sources give. Where node is installed it is bundled anew, with what
 * the lockfile names, and compared byte by byte; without node, or without these packages and the
 * registry that has them, this skips and says so.
 */
class PageBundleTest {

  private static final Path SOURCES = Path.of("../page").toAbsolutePath().normalize();
  private static final int MOST_SECONDS = 60;

  /** What npm says of a registry that cannot be reached; anything else is a fault of ours. */
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH"
              + "|ERR_SOCKET_TIMEOUT|FETCH_ERROR|ENOTCACHED|E403|E407|E5\\d\\d|CERT");

  private record Ended(int code, String words) {}

  @TempDir private Path folder;

  @Test
  void theCommittedScriptIsTheBundleOfItsSources() throws Exception {
    requireNode();
    requirePackages();

    Ended check = run(MOST_SECONDS, "node", "build.mjs", "--check");

    assertThat(check.words()).isEmpty();
    assertThat(check.code()).isZero();
  }

  @Test
  void theFiguresOfTheScriptsAreRight() throws Exception {
    requireNode();

    List<String> command = new ArrayList<>(List.of("node", "--test"));
    try (Stream<Path> files = Files.list(SOURCES.resolve("test"))) {
      // One by one: what a folder means here is not the same in every version of node.
      files.map(Path::toString).filter(file -> file.endsWith("test.js")).forEach(command::add);
    }
    Ended tests = run(MOST_SECONDS, command.toArray(String[]::new));

    assertThat(tests.code()).describedAs("node --test:%n%s", tests.words()).isZero();
    assertThat(tests.words()).contains("fail 0").doesNotContain("pass 0");
  }

  private static void requireNode() {
    assumeTrue(
        onPath("node"), "needs node to bundle page/src and to run its tests; the page is as it is");
  }

  /** Brings what the lockfile names, once. */
  private void requirePackages() throws Exception {
    Path packages = SOURCES.resolve("node_modules/esbuild/package.json");
    if (Files.exists(packages)
        && Files.readString(packages).contains("\"version\": \"" + lockedVersion() + "\"")) {
      return;
    }
    assumeTrue(onPath("npm"), "needs npm to bring esbuild, which bundles page/src");
    Ended installed =
        run(
            MOST_SECONDS,
            "npm",
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
            "--fetch-retries=0",
            "--fetch-timeout=20000");
    assumeTrue(
        installed.code() == 0 || !UNREACHABLE.matcher(installed.words()).find(),
        "needs esbuild from npm's registry, which cannot be reached: " + installed.words());
    assertThat(installed.code()).describedAs(installed.words()).isZero();
  }

  private static String lockedVersion() throws IOException {
    String lock = Files.readString(SOURCES.resolve("package-lock.json"));
    int from = lock.indexOf("\"node_modules/esbuild\"");
    int version = lock.indexOf("\"version\": \"", from) + 12;
    return lock.substring(version, lock.indexOf('"', version));
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(place -> !place.isEmpty())
        .anyMatch(place -> Files.isExecutable(Path.of(place).resolve(program)));
  }

  private Ended run(int seconds, String... command) throws Exception {
    Path words = Files.createTempFile(folder, "words", ".txt");
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(SOURCES.toFile())
            .redirectErrorStream(true)
            .redirectOutput(words.toFile())
            .start();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(words, StandardCharsets.UTF_8);
    return ended ? new Ended(process.exitValue(), said) : new Ended(1, "ETIMEDOUT " + said);
  }
}
