package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code traces}, in front of a Java that tells how it was started. */
class LauncherLocaleTest {

  private static final Path SCRIPT = Path.of("..", "traces");

  @TempDir private Path folder;

  @BeforeEach
  void installNextToAJarThatIsNewer() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the launcher needs bash");
    Files.copy(SCRIPT, folder.resolve("traces"));
    for (String source : new String[] {"core/src/main/x", "cli/src/main/x"}) {
      Files.createDirectories(folder.resolve(source));
    }
    for (String file : new String[] {"pom.xml", "core/pom.xml", "cli/pom.xml"}) {
      Files.writeString(folder.resolve(file), "");
    }
    Path jar = folder.resolve("cli/target/encoder-traces.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "");
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java,
        """
        #!/bin/sh
        echo "LC_ALL=$LC_ALL LC_CTYPE=$LC_CTYPE LANG=$LANG"
        exec %s/bin/java -XshowSettings:properties -version
        """
            .formatted(System.getProperty("java.home")));
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  /** Else a file name that is not ASCII can be listed and never opened. */
  @Test
  void javaKnowsFileNamesAsUtf8WhateverTheLocale() throws Exception {
    assertThat(run(Map.of("LC_ALL", "C"))).contains("sun.jnu.encoding = UTF-8");
    assertThat(run(Map.of("LC_ALL", "POSIX"))).contains("sun.jnu.encoding = UTF-8");
    assertThat(run(Map.of("LANG", "C"))).contains("sun.jnu.encoding = UTF-8");
    assertThat(run(Map.of("LC_CTYPE", "C", "LANG", "C.UTF-8")))
        .contains("sun.jnu.encoding = UTF-8");
    assertThat(run(Map.of())).contains("sun.jnu.encoding = UTF-8");
    assertThat(run(Map.of("LC_ALL", "xx_XX.ISO-8859-1"))).contains("sun.jnu.encoding = UTF-8");
  }

  @Test
  void aLocaleThatWillDoIsLeftAlone() throws Exception {
    assertThat(run(Map.of("LC_ALL", "C.UTF-8"))).contains("LC_ALL=C.UTF-8 LC_CTYPE= LANG=\n");
    assertThat(run(Map.of("LANG", "C.UTF-8"))).contains("LC_ALL= LC_CTYPE= LANG=C.UTF-8\n");
    assertThat(run(Map.of("LANG", "C"))).contains("LC_ALL= LC_CTYPE=C.UTF-8 LANG=C\n");
  }

  private String run(Map<String, String> locale) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", folder.resolve("traces").toString(), "--version")
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.equals("LANG"));
    builder.environment().putAll(locale);
    builder.environment().put("TRACES_HOME", folder.resolve("home").toString());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
