package org.encodertraces.encoder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxRuntimeTest {

  /**
   * What a library needs to report to its maker: the switch that turns that off (1.29 has it on
   * Linux and macOS), names of the servers, and on Windows the system's HTTP or socket libraries.
   */
  private static final List<String> TALKATIVE =
      List.of(
          "ORT_DISABLE_TELEMETRY",
          "events.data.microsoft.com",
          "vortex.data.microsoft.com",
          "winhttp.dll",
          "wininet.dll",
          "ws2_32.dll");

  @TempDir private Path folder;

  @Test
  void theLibraryOfNoPlatformCanReport() throws IOException {
    JarURLConnection jar =
        (JarURLConnection)
            OrtEnvironment.class.getResource("OrtEnvironment.class").openConnection();
    int libraries = 0;
    try (JarFile file = new JarFile(jar.getJarFile().getName())) {
      for (JarEntry entry : file.stream().filter(OnnxRuntimeTest::isLibrary).toList()) {
        libraries++;
        try (InputStream in = file.getInputStream(entry)) {
          String bytes = new String(in.readAllBytes(), ISO_8859_1);
          String small = bytes.toLowerCase(java.util.Locale.ROOT);
          for (String sign : TALKATIVE) {
            assertThat(small.contains(sign.toLowerCase(java.util.Locale.ROOT)))
                .as("%s holds %s", entry.getName(), sign)
                .isFalse();
          }
        }
      }
    }
    // Linux, macOS and Windows, on two processors where both are built: library and bridge of each.
    assertThat(libraries).isGreaterThanOrEqualTo(8);
  }

  private static boolean isLibrary(JarEntry entry) {
    return entry.getName().matches("ai/onnxruntime/native/[^/]+/[^/]+\\.(so|dylib|dll)");
  }

  @ParameterizedTest
  @CsvSource({
    "1.28.0, , false",
    "1.9.1, , false",
    "1.29.0, , true",
    "1.29.0, 0, true",
    "1.29.0, 1, false",
    "1.30.2, , true",
    "2.0.0-rc1, , true",
    "nightly, , false",
    ", , false",
  })
  void aLibraryThatReportsIsRefusedUnlessItIsTurnedOffFromOutside(
      String version, String silencer, boolean refused) {
    Map<String, String> environment =
        silencer == null ? Map.of() : Map.of("ORT_DISABLE_TELEMETRY", silencer);

    assertThat(OnnxRuntime.refusal(Optional.ofNullable(version), environment).isPresent())
        .isEqualTo(refused);
  }

  /** A jar that tells no version, or a folder of the user's own. */
  @Test
  void aFileThatKnowsTheSwitchIsRefusedWhateverItsVersion() throws IOException {
    String name = System.mapLibraryName("onnxruntime");
    Files.writeString(folder.resolve(name), "…\0ORT_DISABLE_TELEMETRY\0…");

    assertThat(OnnxRuntime.refusalOfFile(folder.toString(), Map.of()).orElseThrow())
        .contains("ORT_DISABLE_TELEMETRY=1", "1.28");
    assertThat(OnnxRuntime.refusalOfFile(folder.toString(), Map.of("ORT_DISABLE_TELEMETRY", "1")))
        .isEmpty();
    Files.writeString(folder.resolve(name), "silent");
    assertThat(OnnxRuntime.refusalOfFile(folder.toString(), Map.of())).isEmpty();
    Files.delete(folder.resolve(name));
    assertThat(OnnxRuntime.refusalOfFile(folder.toString(), Map.of())).isEmpty();
  }

  @Test
  void itIsLoadedFromWhereLibrariesAreUnpacked() {
    assertThat(OnnxRuntime.environment().getVersion()).startsWith("1.28.");
    assertThat(System.getProperty("onnxruntime.native.path")).contains("natives", "onnxruntime-1");
  }
}
