package org.encodertraces.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.encodertraces.InputException;

/** What has come of a file so far, under a name that nobody takes for the file. */
record PartFile(Path target) {

  /** Left free beside the file, so that a full disk is not this program's doing. */
  private static final long SPARE_BYTES = 64L << 20;

  Path path() {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /** Bytes that are here. */
  long size() throws IOException {
    return Files.exists(path()) ? Files.size(path()) : 0;
  }

  void discard() throws IOException {
    Files.deleteIfExists(path());
  }

  void discardIfEmpty() throws IOException {
    if (size() == 0) {
      discard();
    }
  }

  /** Opens it to write from here on; what lay beyond is gone. */
  FileChannel openAt(long from) throws IOException {
    FileChannel channel =
        FileChannel.open(path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(from);
    channel.position(from);
    return channel;
  }

  void write(FileChannel channel, byte[] block, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // "No space left on device" comes without the file's name.
      throw new FileSystemException(path().toString(), null, e.getMessage());
    }
  }

  /**
   * Looks at the disk.
   *
   * @throws InputException when the disk has no room for so many bytes more
   */
  void requireSpace(long bytes) throws IOException {
    long free = Files.getFileStore(target.toAbsolutePath().getParent()).getUsableSpace();
    if (free < bytes + SPARE_BYTES) {
      throw new InputException(
          "%s: needs %,d bytes; %,d are free on its disk".formatted(target, bytes, free));
    }
  }

  /** Gives it the file's name, with its bytes on the disk. */
  void name() throws IOException {
    try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      Files.move(path(), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path(), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
