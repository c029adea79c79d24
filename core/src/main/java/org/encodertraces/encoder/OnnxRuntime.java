package org.encodertraces.encoder;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.InputException;
import org.encodertraces.io.NativeLibraries;

/** The one gateway to ONNX Runtime: unpacked once, and silent, before its first native call. */
final class OnnxRuntime {

  private static final String FOLDER = "onnxruntime.native.path";

  /** What is loaded first, then what its builds for GPUs and NPUs load from beside it. */
  private static final List<String> LIBRARIES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt",
          "onnxruntime_providers_dnnl",
          "onnxruntime_providers_openvino",
          "onnxruntime_providers_rocm",
          "onnxruntime_providers_qnn",
          "webgpu_dawn",
          "dxil",
          "dxcompiler");

  /**
   * The first version that reports to its maker on Linux and macOS unless {@link #SILENCER} is in
   * the environment before it starts, which no Java program can put there itself.
   */
  private static final int FIRST_TALKATIVE_MINOR = 29;

  private static final String SILENCER = "ORT_DISABLE_TELEMETRY";

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\b.*");

  private OnnxRuntime() {}

  /**
   * The environment of this process.
   *
   * @throws InputException when the library on the class path is one that would report
   */
  static synchronized OrtEnvironment environment() {
    // The class is named and not yet initialized: nothing native has run.
    Optional<String> version =
        Optional.ofNullable(OrtEnvironment.class.getPackage().getImplementationVersion());
    throwIfPresent(refusal(version, System.getenv()));
    boolean ours = System.getProperty(FOLDER) == null;
    if (ours) {
      unpack();
    }
    if (!ours || version.isEmpty()) {
      throwIfPresent(refusalOfFile(System.getProperty(FOLDER, ""), System.getenv()));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try {
      // Windows: events for the system's own tracing. Elsewhere this version has none.
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not turn its telemetry off", e);
    }
    return environment;
  }

  /** The version of the library that runs. */
  static String version() {
    return environment().getVersion();
  }

  /** Why a version is not used; the program itself brings one that is. */
  static Optional<String> refusal(Optional<String> version, Map<String, String> environment) {
    boolean silenced = "1".equals(environment.get(SILENCER));
    boolean talkative = version.map(OnnxRuntime::isTalkative).orElse(false);
    return talkative && !silenced
        ? Optional.of(
            ("ONNX Runtime %s on the class path reports its use to its maker over the network; use"
                    + " 1.28, or set %s=1 in the environment before Java starts")
                .formatted(version.orElse(""), SILENCER))
        : Optional.empty();
  }

  /** The same of a library whose version is not known, by whether it knows the switch. */
  static Optional<String> refusalOfFile(String folder, Map<String, String> environment) {
    Path file = Path.of(folder).resolve(fileName(LIBRARIES.get(0)));
    try {
      return Files.isRegularFile(file) && ByteSearch.contains(file, SILENCER)
          ? refusal(Optional.of("1." + FIRST_TALKATIVE_MINOR + " or newer"), environment)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void throwIfPresent(Optional<String> refusal) {
    if (refusal.isPresent()) {
      throw new InputException(refusal.get());
    }
  }

  private static boolean isTalkative(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.matches()) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    return major > 1 || (major == 1 && minor >= FIRST_TALKATIVE_MINOR);
  }

  /** Where its jar holds nothing for this platform, it looks for its libraries by itself. */
  private static void unpack() {
    String folder =
        "ai/onnxruntime/native/%s-%s/"
            .formatted(NativeLibraries.system(), NativeLibraries.processor());
    List<URL> resources = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String library : LIBRARIES) {
      String name = fileName(library);
      URL resource = OrtEnvironment.class.getClassLoader().getResource(folder + name);
      if (resource != null) {
        resources.add(resource);
        names.add(name);
      }
    }
    if (!resources.isEmpty()) {
      try {
        System.setProperty(
            FOLDER, NativeLibraries.unpacked("onnxruntime", resources, names).toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String fileName(String library) {
    return switch (NativeLibraries.system()) {
      case "win" -> library + ".dll";
      case "osx" -> "lib" + library + ".dylib";
      default -> "lib" + library + ".so";
    };
  }
}
