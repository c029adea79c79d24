package org.encodertraces.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads DuckDB's driver with its native library from where it was unpacked once.
 *
 * <p>Left alone the driver copies its library, 72 MB, into the temp folder at each start and leaves
 * it there. Only when it finds none in its jar does it ask its class loader for one: so this loader
 * hides the one in the jar and answers with the unpacked one.
 */
final class DuckDbLoader extends ClassLoader {

  private static final String PACKAGE = "org.duckdb.";
  private static final String DRIVER = PACKAGE + "DuckDBDriver";
  private static final String RESOURCE = "libduckdb_java.so_";
  private static final String LIBRARY = "duckdb_java";

  private final Path library;

  private DuckDbLoader(Path library, ClassLoader parent) {
    super("duckdb", parent);
    this.library = library;
  }

  /** The driver. */
  static Driver driver() throws SQLException {
    ClassLoader parent = DuckDbLoader.class.getClassLoader();
    try {
      URL resource = parent.getResource(RESOURCE + platform());
      ClassLoader loader = parent;
      if (resource != null) {
        String file = System.mapLibraryName(LIBRARY);
        Path folder = NativeLibraries.unpacked("duckdb", List.of(resource), List.of(file));
        loader = new DuckDbLoader(folder.resolve(file), parent);
      }
      return (Driver) loader.loadClass(DRIVER).getDeclaredConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw new SQLException("DuckDB cannot be loaded: " + e.getMessage(), e);
    }
  }

  /** As the names in DuckDB's jar end. */
  private static String platform() {
    String system =
        switch (NativeLibraries.system()) {
          case "osx" -> "macos";
          case "win" -> "windows";
          default -> NativeLibraries.system();
        };
    return switch (NativeLibraries.processor()) {
      case "x64" -> system + "_amd64";
      case "aarch64" -> system + "_arm64";
      default -> system + "_" + NativeLibraries.processor();
    };
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return name.startsWith(RESOURCE) ? null : super.getResource(name);
  }

  @Override
  protected @Nullable String findLibrary(String name) {
    return name.equals(LIBRARY) ? library.toString() : null;
  }
}
