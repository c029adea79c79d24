package org.encodertraces.io;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Files that lie elsewhere, by the scheme of their URI. A module that reaches such places is found
 * as a service of this name; its paths are read through {@code java.nio.file} like any other.
 */
public interface RemoteFiles {

  /**
   * The path of a place.
   *
   * @throws IOException when no file system of its scheme can be opened
   */
  Path path(URI place) throws IOException;

  /** A copy on this machine's disk, made once and gone with the process. */
  Path copy(Path remote) throws IOException;
}
