package org.encodertraces.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.encodertraces.InputException;
import org.encodertraces.extraction.ShardExtractor;
import org.encodertraces.extraction.ShardTask;

/**
 * The work of a partition: each shard task of it, one after the other, as {@code core} does it. The
 * file is made on the executor's own disk and travels as the task's result.
 */
final class ShardWork implements FlatMapFunction<Iterator<String>, MadeShard> {

  private static final long serialVersionUID = 1;

  private final Broadcast<ExecutorEncoders> encoders;
  private final StageSums sums;

  ShardWork(Broadcast<ExecutorEncoders> encoders, StageSums sums) {
    this.encoders = encoders;
    this.sums = sums;
  }

  @Override
  public Iterator<MadeShard> call(Iterator<String> tasks) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return tasks.hasNext();
      }

      @Override
      public MadeShard next() {
        return made(tasks.next());
      }
    };
  }

  private MadeShard made(String json) {
    ExecutorEncoders here = encoders.value();
    try {
      Path folder = Files.createTempDirectory("traces-shard");
      Path file = folder.resolve("shard");
      try {
        sums.add(ShardExtractor.write(ShardTask.ofJson(json, here.places()), here.opened(), file));
        return new MadeShard(Files.readAllBytes(file), null);
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (InputException e) {
      return new MadeShard(new byte[0], String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new TaskFault(e);
    }
  }

  /** Spark's iterators throw nothing checked; {@link Faults} finds the cause again. */
  private static final class TaskFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    TaskFault(IOException cause) {
      super(cause.toString(), cause);
    }
  }
}
