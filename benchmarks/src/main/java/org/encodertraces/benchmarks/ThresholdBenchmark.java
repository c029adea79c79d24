package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.encodertraces.Progress;
import org.encodertraces.copies.ThresholdOutcome;
import org.encodertraces.copies.ThresholdRun;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.internal.UnitRows;

/**
 * All of {@code traces threshold} on planted vectors: {@code ThresholdBenchmark [PHOTOS]
 * [DIMENSION] [THREADS]}, 20,000 of 768 values by default.
 */
public final class ThresholdBenchmark {

  private ThresholdBenchmark() {}

  /** Prints seconds, and the largest memory that the process took. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    int photos = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    int dimension = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 768;
    int threads =
        arguments.length > 2
            ? Integer.parseInt(arguments[2])
            : Runtime.getRuntime().availableProcessors();
    try (UnitRows originals = new UnitRows(photos, dimension);
        UnitRows copies = new UnitRows(photos, dimension);
        Engine engine = Engine.of(threads, Progress.NONE)) {
      engine
          .workers()
          .run(
              photos,
              photo -> {
                Random random = new Random(photo);
                float[] row = new float[dimension];
                for (int i = 0; i < dimension; i++) {
                  row[i] = (float) (random.nextGaussian() + (i < 8 ? 4 : 0));
                }
                originals.put(photo, row, 0);
                for (int i = 0; i < dimension; i++) {
                  row[i] += (float) (0.5 * random.nextGaussian());
                }
                copies.put(photo, row, 0);
              });
      long start = System.nanoTime();
      ThresholdOutcome outcome =
          ThresholdRun.ofVectors(originals, copies, List.of(), photos, 0, engine);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(
          String.format(
              Locale.ROOT,
              "%,d photos of %d values, %d threads: %.1f s; copies at %.4f; %s",
              photos,
              dimension,
              threads,
              seconds,
              outcome.copies().get(0).median(),
              peak()));
    }
  }

  private static String peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("")
        : "memory not told here";
  }
}
