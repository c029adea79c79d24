package org.encodertraces.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;

/**
 * Where a user says that files lie: a path of this machine, or a URI such as {@code
 * hdfs://host/photos} or {@code s3a://bucket/photos} where the class path brings {@link
 * RemoteFiles}.
 */
public final class Places {

  /** Two letters at least: one is a drive of Windows. */
  private static final Pattern REMOTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://([^/]*)(/.*)?", Pattern.DOTALL);

  private Places() {}

  /**
   * The path of a place. Characters of a URI's path stand for themselves, as Hadoop has it: none is
   * an escape.
   *
   * @throws UsageException when it is elsewhere and nothing on the class path reaches there
   * @throws InputException when its file system cannot be opened
   */
  public static Path path(String text) {
    Matcher remote = REMOTE.matcher(text);
    if (!remote.matches()) {
      return Path.of(text);
    }
    String authority = remote.group(2).isEmpty() ? null : remote.group(2);
    String path = remote.group(3) == null ? "/" : remote.group(3);
    try {
      return found(text).path(new URI(remote.group(1), authority, path, null, null));
    } catch (URISyntaxException e) {
      throw new UsageException("%s: no URI (%s)".formatted(text, e.getReason()));
    } catch (IOException e) {
      throw new InputException("%s: cannot be reached: %s".formatted(text, e.getMessage()), e);
    }
  }

  /** The file, or its copy on this machine's disk where it lies elsewhere. */
  public static Path local(Path file) {
    if (file.getFileSystem().equals(FileSystems.getDefault())) {
      return file;
    }
    try {
      return found(file.toString()).copy(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: cannot be copied to this machine: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static RemoteFiles found(String text) {
    return ServiceLoader.load(RemoteFiles.class, RemoteFiles.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    text + ": lies on no disk of this machine; traces spark reads such places"));
  }
}
