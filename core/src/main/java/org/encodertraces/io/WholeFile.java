package org.encodertraces.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a file under a temporary name, forces it to disk and renames it: whoever finds the final
 * name finds all of the file, even after a crash.
 */
public final class WholeFile {

  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f-]{36}\\.tmp");

  private WholeFile() {}

  /** Writes to an open channel. */
  @FunctionalInterface
  public interface ChannelWriter {
    void write(FileChannel channel) throws IOException;
  }

  /** Writes to an open stream. */
  @FunctionalInterface
  public interface StreamWriter {
    void write(OutputStream out) throws IOException;
  }

  /** Writes a file that it opens itself. */
  @FunctionalInterface
  public interface FileWriter {
    void write(Path file) throws IOException;
  }

  /** Writes {@code target} through a channel; makes missing parent folders. */
  public static void writeChannel(Path target, ChannelWriter writer) throws IOException {
    writeChannel(target, writer, true);
  }

  /**
   * As {@link #writeChannel}, without waiting for the disk: a crash of the machine, though not of
   * the run, may leave the file damaged under its final name. For files that carry a checksum.
   */
  public static void writeUnforced(Path target, ChannelWriter writer) throws IOException {
    writeChannel(target, writer, false);
  }

  private static void writeChannel(Path target, ChannelWriter writer, boolean forced)
      throws IOException {
    writeFile(
        target,
        temporary -> {
          try (FileChannel channel =
              FileChannel.open(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writer.write(channel);
            if (forced) {
              channel.force(true);
            }
          }
        });
  }

  /**
   * Lets a library write a file of its own making, which then gets its final name; makes missing
   * parent folders.
   */
  public static void writeFile(Path target, FileWriter writer) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new FileSystemException(target.toString(), null, "is the root folder");
    }
    Files.createDirectories(folder);
    Path temporary =
        folder.resolve(".%s.%s.tmp".formatted(absolute.getFileName(), UUID.randomUUID()));
    try {
      writer.write(temporary);
      try {
        Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (FileSystemException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // "No space left on device" comes without the file's name.
      throw new FileSystemException(target.toString(), null, e.getMessage());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Deletes what killed runs left of files they were writing, in a folder and up to {@code depth}
   * below. Only for a folder that no one else writes into ({@link FolderLock}).
   */
  public static void deleteLeftovers(Path folder, int depth) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> leftovers;
    try (Stream<Path> files = Files.walk(folder, depth)) {
      leftovers =
          files
              .filter(file -> TEMPORARY.matcher(String.valueOf(file.getFileName())).matches())
              .toList();
    }
    for (Path leftover : leftovers) {
      Files.deleteIfExists(leftover);
    }
  }

  /** Writes {@code target} through a buffered stream. */
  public static void writeStream(Path target, StreamWriter writer) throws IOException {
    writeChannel(
        target,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          writer.write(out);
          out.flush();
        });
  }

  /** Writes {@code target} as UTF-8. */
  public static void writeString(Path target, CharSequence text) throws IOException {
    writeStream(target, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
