package org.encodertraces.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Long work of parts that each end in a result of few bytes: a run that is stopped is gone on with
 * from the last part that was done. Written about once a minute, so that short work leaves nothing.
 *
 * <p>Parts may be done by any thread. What cannot be kept costs time alone, and is said once.
 */
public final class KeptParts {

  private static final long NANOS_BETWEEN_STATES = 60_000_000_000L;

  private final Optional<Checkpoint> checkpoint;
  private final LongSupplier clock;
  private final Consumer<String> say;
  private final Map<String, byte[]> done = new TreeMap<>();
  private long kept;
  private boolean cannot;

  /** A part's result as bytes. A reader may throw whatever a damaged one makes it. */
  public record Form<T>(Writer<T> writer, Checkpoint.Reader<T> reader) {}

  /** Writes a result. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T result, DataOutputStream out) throws IOException;
  }

  /** Does a part. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws InterruptedException;
  }

  /**
   * The parts of some work.
   *
   * @param checkpoint keeps them, if anything does
   * @param clock in nanoseconds, as {@link System#nanoTime}
   * @param say is told when they cannot be kept
   */
  public KeptParts(Optional<Checkpoint> checkpoint, LongSupplier clock, Consumer<String> say) {
    this.checkpoint = checkpoint;
    this.clock = clock;
    this.say = say;
    kept = clock.getAsLong();
    checkpoint.flatMap(file -> file.load(KeptParts::read)).ifPresent(done::putAll);
  }

  /** Of work that nobody will go on with. */
  public static KeptParts none() {
    return new KeptParts(Optional.empty(), () -> 0, line -> {});
  }

  /**
   * The part's result: as an earlier run left it, or done now.
   *
   * @param part unlike the name of any other
   * @param found is run where an earlier run did it
   */
  public <T> T once(String part, Form<T> form, Runnable found, Work<T> work)
      throws InterruptedException {
    byte[] before = result(part);
    if (before.length > 0) {
      try {
        T result = form.reader().read(new DataInputStream(new ByteArrayInputStream(before)));
        found.run();
        return result;
      } catch (IOException e) {
        // Of a version that wrote it otherwise: done again.
      }
    }
    T result = work.run();
    keep(part, result, form.writer());
    return result;
  }

  private synchronized byte[] result(String part) {
    return done.getOrDefault(part, new byte[0]);
  }

  private synchronized <T> void keep(String part, T result, Writer<T> writer) {
    if (checkpoint.isEmpty() || cannot) {
      return;
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writer.write(result, new DataOutputStream(bytes));
      done.put(part, bytes.toByteArray());
      long now = clock.getAsLong();
      if (now - kept >= NANOS_BETWEEN_STATES) {
        kept = now;
        checkpoint.get().save(this::write);
      }
    } catch (IOException e) {
      cannot = true;
      say.accept(
          "%s: how far the work has come cannot be kept (%s)"
              .formatted(checkpoint.get().file(), e.getMessage()));
    }
  }

  /** All is done: nothing is kept. */
  public void forget() {
    try {
      if (checkpoint.isPresent()) {
        checkpoint.get().done();
      }
    } catch (IOException e) {
      say.accept("%s: cannot be deleted".formatted(checkpoint.orElseThrow().file()));
    }
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(done.size());
    for (Map.Entry<String, byte[]> part : done.entrySet()) {
      out.writeUTF(part.getKey());
      out.writeInt(part.getValue().length);
      out.write(part.getValue());
    }
  }

  private static Map<String, byte[]> read(DataInputStream in) throws IOException {
    Map<String, byte[]> parts = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String part = in.readUTF();
      int length = in.readInt();
      // Grows with what is there: a damaged length takes no memory.
      byte[] bytes = in.readNBytes(length);
      if (bytes.length != length) {
        throw new IOException("ends early");
      }
      parts.put(part, bytes);
    }
    return parts;
  }
}
