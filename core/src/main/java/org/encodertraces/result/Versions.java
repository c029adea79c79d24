package org.encodertraces.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The versions of this program and of the libraries whose numbers it reports. */
public record Versions(String own, Map<String, String> libraries) {

  /** As the build recorded them, with the running Java and platform. */
  public static Versions current() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Versions.class.getResourceAsStream("version.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> libraries = new LinkedHashMap<>();
    for (String library : new String[] {"onnxruntime", "openblas", "opencv"}) {
      libraries.put(library, properties.getProperty(library, "unknown"));
    }
    libraries.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    libraries.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return new Versions(properties.getProperty("version", "unknown"), libraries);
  }
}
