package org.encodertraces.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * This machine's files as an object store of the scheme {@code stub}, whose disk is full for what
 * is written below a folder {@code full}.
 */
public final class StubFiles extends RawLocalFileSystem {

  @Override
  public URI getUri() {
    return URI.create("stub://store");
  }

  @Override
  public String getScheme() {
    return "stub";
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path file, boolean append, FsPermission permission) throws IOException {
    OutputStream out = super.createOutputStreamWithMode(file, append, permission);
    if (!file.toString().contains("/full/")) {
      return out;
    }
    out.close();
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException("No space left on device");
      }
    };
  }
}
