package org.encodertraces.io;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * How far long work has come, kept under {@link TracesHome} for a run that goes on with it. A state
 * of other work, of another version, or a damaged one is none.
 *
 * @param file of the state
 * @param key of the work: equal only where the same state comes of the same steps
 */
public record Checkpoint(Path file, String key) {

  private static final String MAGIC = "encoder-traces checkpoint 2";

  /** Writes a state. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads a state; may throw whatever a damaged one makes it. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /**
   * Of this user's work.
   *
   * @param kind begins the file's name
   * @param key any text that tells the work from all other
   */
  public static Checkpoint ofUser(String kind, String key) {
    String digest = Sha256.of(key);
    Path folder = TracesHome.of(System.getenv()).root().resolve("unfinished");
    return new Checkpoint(folder.resolve(kind + "-" + digest.substring(0, 32)), digest);
  }

  /** Keeps a state in the place of the one before. */
  public void save(Writer writer) throws IOException {
    WholeFile.writeStream(
        file,
        out -> {
          CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
          DataOutputStream data = new DataOutputStream(checked);
          data.writeUTF(MAGIC);
          data.writeUTF(key);
          writer.write(data);
          data.flush();
          data.writeLong(checked.getChecksum().getValue());
          data.flush();
        });
  }

  /** The state that was kept, if there is one and it is whole. */
  public <T> Optional<T> load(Reader<T> reader) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (CheckedInputStream checked =
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32C());
        DataInputStream data = new DataInputStream(checked)) {
      if (!data.readUTF().equals(MAGIC) || !data.readUTF().equals(key)) {
        return Optional.empty();
      }
      T state = reader.read(data);
      long sum = checked.getChecksum().getValue();
      return data.readLong() == sum ? Optional.of(state) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The work is done: nothing is kept of it. */
  public void done() throws IOException {
    if (Files.exists(file)) {
      Files.delete(file);
    }
  }
}
