package org.encodertraces.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The versions of this program and of what computes its numbers.
 *
 * @param own of this program
 * @param libraries of what every result is computed by, Java, platform, processor and the commit of
 *     this program among them; the product of matrices and the network are added by who used them
 */
public record Versions(String own, Map<String, String> libraries) {

  /** Key of the commit of this program. */
  static final String COMMIT = "commit";

  /** The same and what multiplied matrices ({@code MatrixProduct.describe()}). */
  public Versions withProduct(String description) {
    return with("product", description);
  }

  /** The same and what ran the network ({@code EncoderCard.network()}). */
  public Versions withNetwork(String description) {
    return with("network", description);
  }

  private Versions with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(libraries);
    more.put(key, value);
    return new Versions(own, more);
  }

  /** As the build recorded them, with the running Java and platform. */
  public static Versions current() {
    Properties properties = properties();
    Map<String, String> libraries = new LinkedHashMap<>();
    libraries.put("opencv", properties.getProperty("opencv", "unknown"));
    libraries.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    libraries.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    libraries.put("processor", Processor.name());
    String commit = properties.getProperty(COMMIT, "");
    libraries.put(COMMIT, commit.matches("[0-9a-f]{7,40}(-dirty)?") ? commit : "unknown");
    return new Versions(properties.getProperty("version", "unknown"), libraries);
  }

  /** Versions of the native libraries that come with this program, whatever is used of them. */
  public static Map<String, String> shipped() {
    Properties properties = properties();
    Map<String, String> shipped = new LinkedHashMap<>();
    for (String library : new String[] {"onnxruntime", "openblas", "opencv"}) {
      shipped.put(library, properties.getProperty(library, "unknown"));
    }
    return shipped;
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Versions.class.getResourceAsStream("version.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
