package org.encodertraces.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.encodertraces.InputException;

/** One pull of an encoder at a time. The file is gone with the lock; a dead process leaves none. */
final class PullLock implements AutoCloseable {

  private static final int RACES = 20;

  private final Path file;
  private final FileChannel channel;

  private PullLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws InputException when another pull holds it
   */
  static PullLock take(Path file, String id) throws IOException {
    for (int race = 1; ; race++) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (!lock(channel)) {
          throw new InputException(id + ": another process is pulling it; wait for it, or stop it");
        }
        // A holder marks the file before it removes it: whoever opened it before and locks it
        // after holds a file that the next will not find.
        if (channel.size() == 0 || race == RACES) {
          channel.truncate(0);
          return new PullLock(file, channel);
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() throws IOException {
    // A channel refuses to write for a thread that is being stopped.
    boolean stopping = Thread.interrupted();
    try (channel) {
      channel.write(ByteBuffer.wrap(new byte[] {1}), 0);
      Files.deleteIfExists(file);
    } finally {
      if (stopping) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
