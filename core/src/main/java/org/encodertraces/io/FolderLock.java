package org.encodertraces.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.encodertraces.InputException;
import org.encodertraces.Progress;

/**
 * Keeps a second run out of a folder while one writes into it, by the operating system's lock on
 * the file {@code .lock} in it. The lock ends with its process, however that ends; the file, which
 * is empty, stays, since taking it away would let two runs lock two files of that name.
 *
 * <p>Network file systems may grant the lock to two machines at once, or to none; where there are
 * no locks the run goes on and says so.
 */
public final class FolderLock implements AutoCloseable {

  private static final String NAME = ".lock";

  /**
   * Folders that this process has locked. The system knows processes, not runs within one, and
   * closing any channel on a file gives up its process's locks on it: a file that is locked here
   * must not even be opened again.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Optional<FileChannel> channel;

  private FolderLock(Path folder, Optional<FileChannel> channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Locks a folder, made first where it is missing.
   *
   * @param progress told where there are no locks
   * @throws InputException at once, when another run has it
   */
  public static FolderLock take(Path folder, Progress progress) throws IOException {
    Files.createDirectories(folder);
    Path real = folder.toRealPath();
    if (!HELD_HERE.add(real)) {
      throw busy(folder);
    }
    Optional<FileChannel> channel = Optional.empty();
    boolean taken = false;
    try {
      channel =
          Optional.of(
              FileChannel.open(
                  folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      taken = isLocked(channel.get(), folder, progress);
      if (!taken) {
        throw busy(folder);
      }
      return new FolderLock(real, channel);
    } finally {
      if (!taken) {
        HELD_HERE.remove(real);
        if (channel.isPresent()) {
          channel.get().close();
        }
      }
    }
  }

  private static boolean isLocked(FileChannel channel, Path folder, Progress progress) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      progress.say(
          "%s: this file system has no locks (%s); make sure that no other command writes there"
              .formatted(folder, e.getMessage()));
      return true;
    }
  }

  /**
   * Refuses a folder that a run is writing into, before long work begins; creates nothing.
   *
   * @throws InputException as {@link #take} does
   */
  public static void requireFree(Path folder) throws IOException {
    if (Files.exists(folder.resolve(NAME))) {
      take(folder, Progress.NONE).close();
    }
  }

  private static InputException busy(Path folder) {
    return new InputException(
        "%s: another command is writing there; wait until it has ended, or choose another folder"
            .formatted(folder));
  }

  @Override
  public void close() throws IOException {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } finally {
      HELD_HERE.remove(folder);
    }
  }
}
