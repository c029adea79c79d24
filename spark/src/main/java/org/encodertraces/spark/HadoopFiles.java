package org.encodertraces.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.encodertraces.InputException;
import org.encodertraces.io.RemoteFiles;
import org.encodertraces.io.WholeFile;

/**
 * Files through Hadoop's file systems, by the scheme of their URI: {@code hdfs}, {@code file}, and
 * whichever connectors lie among Spark's jars ({@code s3a}, {@code gs}, {@code abfs}). Spark's
 * {@code spark.hadoop.*} set them up, keys included.
 */
public final class HadoopFiles implements RemoteFiles {

  /** As Hadoop keeps its file systems, and with them their connections: one a process. */
  private static final Map<String, HadoopFileSystem> OPENED = new ConcurrentHashMap<>();

  @Override
  public Path path(URI place) throws IOException {
    String authority = place.getRawAuthority() == null ? "" : place.getRawAuthority();
    String root = place.getScheme() + "://" + authority;
    HadoopFileSystem files = OPENED.get(root);
    if (files == null) {
      files = new HadoopFileSystem(root, opened(place));
      HadoopFileSystem other = OPENED.putIfAbsent(root, files);
      files = other == null ? files : other;
    }
    // Hadoop takes what follows two slashes for a machine's name.
    return files.getPath("/" + place.getPath().replaceFirst("^/+", ""));
  }

  private static FileSystem opened(URI place) throws IOException {
    try {
      return FileSystem.get(place, configuration());
    } catch (UnsupportedFileSystemException e) {
      throw new InputException(
          "%s: no file system of Hadoop among Spark's jars has the scheme %s"
              .formatted(place, place.getScheme()),
          e);
    }
  }

  private static Configuration configuration() {
    SparkEnv running = SparkEnv.get();
    return SparkHadoopUtil.get()
        .newConfiguration(running == null ? new SparkConf() : running.conf());
  }

  @Override
  public Path copy(Path remote) throws IOException {
    return ((HadoopPath) remote)
        .getFileSystem()
        .copies()
        .computeIfAbsent(remote, HadoopFiles::copied);
  }

  private static Path copied(Path remote) {
    try {
      Path folder = Files.createTempDirectory("traces-copy");
      folder.toFile().deleteOnExit();
      Path copy = folder.resolve(String.valueOf(remote.getFileName()));
      try (InputStream in = Files.newInputStream(remote)) {
        WholeFile.writeStream(copy, in::transferTo);
      }
      copy.toFile().deleteOnExit();
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: cannot be copied to this machine's disk: %s".formatted(remote, e.getMessage()), e);
    }
  }
}
