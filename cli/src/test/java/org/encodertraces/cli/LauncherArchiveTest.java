package org.encodertraces.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that {@code ./traces} makes, in front of a small program. */
class LauncherArchiveTest {

  private static final Path SCRIPT = Path.of("..", "traces");

  @TempDir private Path folder;
  private Path checkout;
  private Path jar;
  private Path home;
  private int builds;

  @BeforeEach
  void installTheScriptBesideAProgram() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the launcher needs bash");
    checkout = Files.createDirectories(folder.resolve("checkout"));
    home = folder.resolve("a home");
    Files.copy(SCRIPT, checkout.resolve("traces"));
    for (String source : List.of("core/src/main/x", "cli/src/main/x")) {
      Files.createDirectories(checkout.resolve(source));
    }
    for (String file : List.of("pom.xml", "core/pom.xml", "cli/pom.xml")) {
      Files.writeString(checkout.resolve(file), "");
    }
    jar = checkout.resolve("cli/target/encoder-traces.jar");
    build("one", "");
  }

  @Test
  void theFirstStartMakesAnArchiveThatLaterStartsMap() throws Exception {
    assertThat(start()).isEqualTo("ran one\n");
    Path archive = archive();
    assertThat(archive).isNotEmptyFile();

    Path loaded = folder.resolve("loaded.txt");
    assertThat(start("-Xlog:class+load:file=" + loaded)).isEqualTo("ran one\n");

    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains("Program source: shared objects file"));
    assertThat(archives()).containsExactly(archive);
  }

  @Test
  void anArchiveThatDoesNotFitIsNotUsedAndNotSpokenOf() throws Exception {
    start();
    Path archive = archive();
    byte[] bytes = Files.readAllBytes(archive);

    build("two", "");
    assertThat(start()).isEqualTo("ran two\n");
    assertThat(archives()).hasSize(2);

    Path other = archives().stream().filter(one -> !one.equals(archive)).findFirst().orElseThrow();
    for (byte[] wrong : List.of(bytes, new byte[100_000], "no archive".getBytes(UTF_8))) {
      Files.delete(other);
      Files.write(other, wrong);
      assertThat(start()).isEqualTo("ran two\n");
    }
  }

  @Test
  void whereNoneCanBeMadeTheProgramRunsAndTheNextStartDoesNotTryAgain() throws Exception {
    Path tries = folder.resolve("tries");
    build(
        "one",
        "new java.io.FileOutputStream(\"%s\", true).write(1); System.exit(1);".formatted(tries));
    for (int i = 0; i < 3; i++) {
      assertThat(start()).isEqualTo("ran one\n");
    }
    assertThat(Files.size(tries)).isEqualTo(1);
    assertThat(archives()).hasSize(1);
    assertThat(archive()).isEmptyFile();
  }

  @Test
  void aHomeThatCannotBeWrittenCostsTimeAlone() throws Exception {
    Files.writeString(home, "a file");
    assertThat(start()).isEqualTo("ran one\n");
  }

  private Path archive() throws IOException {
    return archives().get(0);
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("classes"))) {
      return all.sorted().toList();
    }
  }

  private String start(String... javaOptions) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", checkout.resolve("traces").toString())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TRACES_HOME", home.toString());
    builder.environment().put("TRACES_JAVA_OPTIONS", String.join(" ", javaOptions));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  /** A jar whose program prints a word, and whose rehearsal does this. */
  private void build(String word, String rehearsal) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    Path program = classes.resolve("Program.java");
    Files.writeString(
        program,
        "public class Program { public static void main(String[] a) {"
            + " System.out.println(\"ran %s\"); } }".formatted(word));
    Path second = classes.resolve("Rehearsal.java");
    Files.writeString(
        second,
        "package org.encodertraces.cli; public class Rehearsal {"
            + " public static void main(String[] a) throws Exception { %s".formatted(rehearsal)
            + " Class.forName(\"Program\").getMethod(\"main\", String[].class)"
            + ".invoke(null, (Object) a); } }");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), program.toString(), second.toString());
    assertThat(result).isZero();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Program");
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream jarOut = new JarOutputStream(out, manifest)) {
      for (String name : List.of("Program.class", "org/encodertraces/cli/Rehearsal.class")) {
        jarOut.putNextEntry(new JarEntry(name));
        jarOut.write(Files.readAllBytes(classes.resolve(name)));
      }
    }
    // Later than the sources, and by more than a listing rounds times to.
    builds++;
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(3600L * builds)));
  }
}
