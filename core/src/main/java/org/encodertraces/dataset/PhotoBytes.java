package org.encodertraces.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the bytes of a photo lie; nothing is opened before {@link #read}. */
public interface PhotoBytes {

  /** The file's bytes, all of them. */
  byte[] read() throws IOException;

  /** Their number, or -1 where it cannot be told. */
  long size() throws IOException;

  /** The file that holds them, alone or among others; a change of it may be a change of them. */
  Path holder();

  /** Where they lie, for messages and for telling one photo's format from its name. */
  String place();

  /** A file of its own. */
  record InFile(Path file) implements PhotoBytes {
    @Override
    public byte[] read() throws IOException {
      return Files.readAllBytes(file);
    }

    @Override
    public long size() throws IOException {
      return Files.exists(file) ? Files.size(file) : -1;
    }

    @Override
    public Path holder() {
      return file;
    }

    @Override
    public String place() {
      return file.toString();
    }
  }
}
