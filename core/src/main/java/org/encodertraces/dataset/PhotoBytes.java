package org.encodertraces.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Where the bytes of a photo lie; nothing is opened before {@link #read}.
 *
 * <p>Each kind is a value of names and numbers, which {@link PhotoPlaces} writes as JSON and reads
 * back, so that a photo can be read by another process.
 */
public sealed interface PhotoBytes {

  /** The file's bytes, all of them. */
  byte[] read() throws IOException;

  /** Their number, or -1 where it cannot be told. */
  long size() throws IOException;

  /**
   * The file that holds them, alone or among others; a change of it may be a change of them. Empty
   * where there is no such file.
   */
  Optional<Path> holder();

  /** Where they lie, for messages and for telling one photo's format from its name. */
  String place();

  /**
   * Refuses whatever reading would wait for: a pipe or socket gives bytes when another program
   * writes some, and a device may never end.
   *
   * @return the file's size in bytes
   */
  static long requireFile(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(
          attributes.isDirectory()
              ? "is a folder, not a file"
              : "is a pipe, a socket or a device, not a file");
    }
    return attributes.size();
  }

  /** A file of its own; looked at again before it is opened, as it may have changed its kind. */
  record InFile(Path file) implements PhotoBytes {
    @Override
    public byte[] read() throws IOException {
      // Files that say 0 and give more are the system's own, some of which wait for events.
      return requireFile(file) == 0 ? new byte[0] : Files.readAllBytes(file);
    }

    @Override
    public long size() throws IOException {
      return Files.exists(file) ? Files.size(file) : -1;
    }

    @Override
    public Optional<Path> holder() {
      return Optional.of(file);
    }

    @Override
    public String place() {
      return file.toString();
    }
  }

  /**
   * A photo inside an uncompressed tar.
   *
   * @param offset of its first byte in the tar
   * @param length in bytes
   */
  record InTar(Path tar, String name, long offset, int length) implements PhotoBytes {
    @Override
    public byte[] read() throws IOException {
      PhotoBytes.requireFile(tar);
      ByteBuffer bytes = ByteBuffer.allocate(length);
      try (SeekableByteChannel channel = Files.newByteChannel(tar).position(offset)) {
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
          read = channel.read(bytes);
        }
      }
      if (bytes.hasRemaining()) {
        throw new IOException(
            "%s ends before %s, %d bytes are missing".formatted(tar, name, bytes.remaining()));
      }
      return bytes.array();
    }

    @Override
    public long size() {
      return length;
    }

    @Override
    public Optional<Path> holder() {
      return Optional.of(tar);
    }

    @Override
    public String place() {
      return tar + ":" + name;
    }
  }

  /**
   * A photo in a row of a Parquet file.
   *
   * @param pictures of the file's column, which keep the blocks that were read last
   * @param row from 0 on
   * @param id of the photo, for messages
   */
  record InParquet(ParquetPictures pictures, long row, String id) implements PhotoBytes {
    @Override
    public byte[] read() throws IOException {
      return pictures.read(row);
    }

    @Override
    public long size() {
      return -1; // only known once read
    }

    @Override
    public Optional<Path> holder() {
      return Optional.of(pictures.file());
    }

    @Override
    public String place() {
      return pictures.file() + ": " + id;
    }
  }

  /** A photo that its data set names and whose place cannot be. */
  record Nowhere(String place, String reason) implements PhotoBytes {
    @Override
    public byte[] read() throws IOException {
      throw new IOException(reason);
    }

    @Override
    public long size() {
      return -1;
    }

    @Override
    public Optional<Path> holder() {
      return Optional.empty();
    }
  }
}
