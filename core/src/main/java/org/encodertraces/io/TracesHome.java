package org.encodertraces.io;

import java.nio.file.Path;
import java.util.Map;

/**
 * The one folder on this machine that the program keeps anything in, beside the output it is told.
 *
 * @param root absolute
 */
public record TracesHome(Path root) {

  public TracesHome {
    root = root.toAbsolutePath().normalize();
  }

  /** {@code TRACES_HOME}, or {@code encoder-traces} in the user's cache folder (XDG). */
  public static TracesHome of(Map<String, String> environment) {
    String own = environment.getOrDefault("TRACES_HOME", "");
    if (!own.isBlank()) {
      return new TracesHome(Path.of(own));
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path cache =
        xdg.isBlank() || !Path.of(xdg).isAbsolute()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return new TracesHome(cache.resolve("encoder-traces"));
  }
}
