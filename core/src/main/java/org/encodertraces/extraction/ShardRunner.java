package org.encodertraces.extraction;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.encodertraces.Progress;
import org.encodertraces.encoder.Encoder;

/**
 * Does the work of shards on other machines. A module that can is found as a service of this name;
 * without one, threads of this process do it.
 */
public interface ShardRunner {

  /**
   * Has all of these made, each {@link Shard#take taken} once; their order is free.
   *
   * @param encoders of the tasks, in their order, as they are opened here
   * @param threads that the user grants on this machine
   * @param progress hears what is worth a line
   * @param task hears of each shard's photos
   * @throws org.encodertraces.InputException when a task is refused where it is done
   */
  void run(
      List<Shard> shards,
      List<Encoder> encoders,
      int threads,
      Progress progress,
      Progress.Task task)
      throws IOException, InterruptedException;

  /** A shard that is missing. */
  interface Shard {

    /** Its number in its split. */
    int number();

    /** Photos in it. */
    int photos();

    /** Its work. */
    ShardTask task();

    /**
     * Gives the shard its name, if these bytes are a whole shard of the task.
     *
     * @param file what {@link ShardExtractor#write} wrote
     * @throws IOException when they are not, or cannot be written
     */
    void take(byte[] file) throws IOException;
  }

  /** Who is on the class path, if any. */
  static Optional<ShardRunner> found() {
    return ServiceLoader.load(ShardRunner.class).findFirst();
  }
}
