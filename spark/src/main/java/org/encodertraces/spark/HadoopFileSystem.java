package org.encodertraces.spark;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A file system of Hadoop as one of {@code java.nio.file}, to be read alone. */
final class HadoopFileSystem extends FileSystem {

  private final String root;
  private final HadoopProvider provider;
  private final Map<Path, Path> copies = new ConcurrentHashMap<>();

  /**
   * @param root its URI without a path, such as {@code hdfs://host:8020}
   */
  HadoopFileSystem(String root, org.apache.hadoop.fs.FileSystem files) {
    this.root = root;
    provider = new HadoopProvider(this, files);
  }

  String root() {
    return root;
  }

  /** Copies of files on this machine's disk. */
  Map<Path, Path> copies() {
    return copies;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("is open as long as the process");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    String text = String.join("/", first, String.join("/", more));
    List<String> names = new ArrayList<>();
    for (String name : text.split("/", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return new HadoopPath(this, first.startsWith("/"), names);
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HadoopFileSystem files && root.equals(files.root);
  }

  @Override
  public int hashCode() {
    return Objects.hash(root);
  }
}
