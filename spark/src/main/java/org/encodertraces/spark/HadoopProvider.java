package org.encodertraces.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** Reads a file system of Hadoop; writes nothing. */
final class HadoopProvider extends FileSystemProvider {

  private final HadoopFileSystem files;
  private final org.apache.hadoop.fs.FileSystem hadoop;

  /**
   * Whether entries that were listed are folders: a store would be asked once more for each of a
   * million photos. Taken out by the first who asks, so that a change is seen.
   */
  private final Map<Path, Found> listed = new ConcurrentHashMap<>();

  HadoopProvider(HadoopFileSystem files, org.apache.hadoop.fs.FileSystem hadoop) {
    this.files = files;
    this.hadoop = hadoop;
  }

  /** What is known of a file or folder; times in milliseconds. */
  private record Found(boolean isDirectory, long size, long modified)
      implements BasicFileAttributes {
    static Found of(FileStatus status) {
      return new Found(status.isDirectory(), status.getLen(), status.getModificationTime());
    }

    @Override
    public FileTime lastModifiedTime() {
      return FileTime.fromMillis(modified);
    }

    @Override
    public FileTime lastAccessTime() {
      return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
      return lastModifiedTime();
    }

    @Override
    public boolean isRegularFile() {
      return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }

    @Override
    public @Nullable Object fileKey() {
      return null;
    }
  }

  /** Asks, with the exceptions that readers of local files know. */
  private interface Asked<T> {
    T ask(org.apache.hadoop.fs.Path path) throws IOException;
  }

  private <T> T asked(Path path, Asked<T> question) throws IOException {
    try {
      return question.ask(((HadoopPath) path).hadoop());
    } catch (FileNotFoundException e) {
      throw new NoSuchFileException(path.toString());
    } catch (AccessControlException e) {
      throw new AccessDeniedException(path.toString(), null, e.getMessage());
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type.cast(found(path));
  }

  private Found found(Path path) throws IOException {
    Found known = listed.remove(path);
    return known != null ? known : Found.of(asked(path, hadoop::getFileStatus));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    Found found = found(path);
    Map<String, Object> all = new HashMap<>();
    all.put("size", found.size());
    all.put("lastModifiedTime", found.lastModifiedTime());
    all.put("isDirectory", found.isDirectory());
    all.put("isRegularFile", found.isRegularFile());
    all.keySet().retainAll(Set.of(attributes.replace("basic:", "").split(",")));
    return all;
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    if (Set.of(modes).contains(AccessMode.WRITE)) {
      throw new AccessDeniedException(path.toString());
    }
    asked(path, hadoop::getFileStatus);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> entries = new ArrayList<>();
    RemoteIterator<FileStatus> statuses = asked(folder, hadoop::listStatusIterator);
    while (statuses.hasNext()) {
      FileStatus status = statuses.next();
      Path entry = folder.resolve(status.getPath().getName());
      if (filter.accept(entry)) {
        listed.put(entry, Found.of(status));
        entries.add(entry);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return entries.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (!Set.of(StandardOpenOption.READ).containsAll(options)) {
      throw new ReadOnlyFileSystemException();
    }
    long size = asked(path, hadoop::getFileStatus).getLen();
    return new Channel(asked(path, hadoop::open), size);
  }

  /** Reads; seeks where the store can. */
  private static final class Channel implements SeekableByteChannel {
    private static final int MOST = 1 << 16;

    private final FSDataInputStream in;
    private final long size;
    private boolean open = true;

    Channel(FSDataInputStream in, long size) {
      this.in = in;
      this.size = size;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      byte[] bytes = new byte[Math.min(MOST, target.remaining())];
      int read = in.read(bytes, 0, bytes.length);
      if (read > 0) {
        target.put(bytes, 0, read);
      }
      return read;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() throws IOException {
      return in.getPos();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      in.seek(position);
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public SeekableByteChannel truncate(long length) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() throws IOException {
      open = false;
      in.close();
    }
  }

  @Override
  public String getScheme() {
    return files.root().substring(0, files.root().indexOf(':'));
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return files;
  }

  @Override
  public Path getPath(URI uri) {
    return files.getPath(uri.getPath());
  }

  @Override
  public boolean isSameFile(Path path, Path other) {
    return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  @Override
  public boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
