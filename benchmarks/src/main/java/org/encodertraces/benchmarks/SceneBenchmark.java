package org.encodertraces.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.encodertraces.engine.Workers;
import org.encodertraces.world.World;

/**
 * How long scenes of the world take to draw, by the clock and by the processors.
 *
 * <p>Arguments: scenes, pixels a side, threads.
 */
final class SceneBenchmark {

  private SceneBenchmark() {}

  public static void main(String[] arguments) throws InterruptedException {
    int scenes = Integer.parseInt(arguments[0]);
    int size = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    AtomicLong busy = new AtomicLong();
    long start = System.nanoTime();
    try (Workers workers = new Workers(threads)) {
      workers.run(
          scenes,
          i -> {
            long before = clock.getCurrentThreadCpuTime();
            World.scene(0, i).render(size);
            busy.addAndGet(clock.getCurrentThreadCpuTime() - before);
          });
    }
    System.out.printf(
        Locale.ROOT,
        "%d scenes of %d px on %d threads: %.1f s, %.1f s of processor time, %.0f ms a scene%n",
        scenes,
        size,
        threads,
        (System.nanoTime() - start) / 1e9,
        busy.get() / 1e9,
        busy.get() / 1e6 / scenes);
  }
}
