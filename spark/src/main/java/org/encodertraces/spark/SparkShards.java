package org.encodertraces.spark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.extraction.ShardRunner;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Shards as Spark's tasks, one a task.
 *
 * <p>The driver is the committer: of a task's attempts Spark hands over the first that succeeds,
 * and {@link ShardRunner.Shard#take} gives its bytes the shard's name once they are found to be
 * whole and of that task. Attempts that are retried, speculative, or of executors that were thought
 * dead write to no place that anyone reads, so none can leave a shard double, torn or missing.
 * Executors need no folder in common but the photos'.
 *
 * <p>Tasks are made in waves, two of them under way: the second fills the cores that the first's
 * last tasks leave idle, and the driver never holds the descriptions of all.
 */
public final class SparkShards implements ShardRunner {

  private static final int SHARDS_A_WAVE = 1024;
  private static final int WAVES_UNDER_WAY = 2;

  /** What reaches the driver's thread: a result, or the end of a wave. */
  private sealed interface Event {
    record Arrived(Shard shard, MadeShard made) implements Event {}

    record Ended(@Nullable Throwable failure) implements Event {}
  }

  @Override
  public void run(
      List<Shard> shards,
      List<Encoder> encoders,
      int threads,
      Progress progress,
      Progress.Task task)
      throws IOException, InterruptedException {
    JavaSparkContext context = Cluster.of(threads);
    Broadcast<ExecutorEncoders> opened = context.broadcast(new ExecutorEncoders(encoders));
    StageSums sums = StageSums.in(context.sc());
    ShardWork work = new ShardWork(opened, sums);
    String group = "extract " + UUID.randomUUID();
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    Deque<List<Shard>> waves = waves(shards);
    int underWay = 0;
    try {
      while (underWay > 0 || !waves.isEmpty()) {
        while (underWay < WAVES_UNDER_WAY && !waves.isEmpty()) {
          start(context, group, waves.remove(), work, events);
          underWay++;
        }
        Event event = events.take();
        if (event instanceof Event.Arrived arrived) {
          take(arrived, task);
        } else if (event instanceof Event.Ended ended) {
          underWay--;
          if (ended.failure() != null) {
            throw Faults.of(ended.failure());
          }
        }
      }
      progress.say(sums.perPhoto(shards.stream().mapToInt(Shard::photos).sum()));
    } finally {
      if (underWay > 0) {
        context.sc().cancelJobGroup(group);
      }
    }
  }

  private static void take(Event.Arrived arrived, Progress.Task task) throws IOException {
    String refused = arrived.made().refused();
    if (refused != null) {
      throw new InputException(refused);
    }
    arrived.shard().take(arrived.made().file());
    task.step(arrived.shard().photos());
  }

  private static Deque<List<Shard>> waves(List<Shard> shards) {
    Deque<List<Shard>> waves = new ArrayDeque<>();
    for (int from = 0; from < shards.size(); from += SHARDS_A_WAVE) {
      waves.add(shards.subList(from, Math.min(from + SHARDS_A_WAVE, shards.size())));
    }
    return waves;
  }

  /** A wave is a job; Spark's call returns with its end, so it has a thread of its own. */
  private static void start(
      JavaSparkContext context,
      String group,
      List<Shard> wave,
      ShardWork work,
      BlockingQueue<Event> events) {
    List<String> tasks = new ArrayList<>();
    wave.forEach(shard -> tasks.add(shard.task().toJson()));
    Thread thread =
        new Thread(
            () -> {
              try {
                context.sc().setJobGroup(group, "embeddings of photos", true);
                JavaRDD<MadeShard> made =
                    context.parallelize(tasks, tasks.size()).mapPartitions(work);
                ClassTag<MadeShard> type = ClassTag$.MODULE$.apply(MadeShard.class);
                context.sc().runJob(made.rdd(), new TheOnlyOne(), new HandOver(wave, events), type);
                events.add(new Event.Ended(null));
              } catch (Throwable e) {
                events.add(new Event.Ended(e));
              }
            },
            "spark-wave");
    thread.setDaemon(true);
    thread.start();
  }

  /** The result of a partition of one task. */
  private static final class TheOnlyOne
      extends AbstractFunction2<TaskContext, Iterator<MadeShard>, MadeShard>
      implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public MadeShard apply(TaskContext context, Iterator<MadeShard> made) {
      return made.next();
    }
  }

  /** Called by Spark's scheduler, once for each partition; must not keep it. */
  private static final class HandOver extends AbstractFunction2<Object, MadeShard, BoxedUnit> {
    private final List<Shard> wave;
    private final BlockingQueue<Event> events;

    HandOver(List<Shard> wave, BlockingQueue<Event> events) {
      this.wave = wave;
      this.events = events;
    }

    @Override
    public BoxedUnit apply(Object partition, MadeShard made) {
      events.add(new Event.Arrived(wave.get((Integer) partition), made));
      return BoxedUnit.UNIT;
    }
  }
}
