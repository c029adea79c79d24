package org.encodertraces.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.random.NumpyGenerator;

/**
 * What a probe's training does with its rows, stage by stage: CPU nanoseconds a row of 512 values,
 * on each of some threads at once, each with 50,000 rows of its own (100 MB), 128 rows a part.
 *
 * <p>Arguments: threads; rounds, of which the median counts.
 */
final class ProbeStages {

  private static final int DIMENSION = 512;
  private static final int ROWS = 50_000;
  private static final int PART = 128;
  private static final int PARTS = ROWS / PART;
  private static final int AHEAD = 4;
  private static final int[] OUTPUTS = {6, 60};

  /** How rows come to a product, and whether there is one forward, or one back as well. */
  private enum Way {
    RANDOM_ROWS_GATHERED(0),
    BLOCKS_COPIED(0),
    BLOCKS_BROUGHT(0),
    FORWARD_IN_CACHE(1),
    FORWARD_BLOCKS_WHERE_THEY_LIE(1),
    FORWARD_BLOCKS_BROUGHT(1),
    BOTH_IN_CACHE(2),
    BOTH_BLOCKS_WHERE_THEY_LIE(2),
    BOTH_BLOCKS_BROUGHT(2),
    BOTH_RANDOM_ROWS_GATHERED(2);

    private final int products;

    Way(int products) {
      this.products = products;
    }
  }

  private final MatrixProduct product = new OpenBlas();
  private final int[] rows = new NumpyGenerator(1).permutation(PARTS * PART);
  private final int[] parts = new NumpyGenerator(2).permutation(PARTS);

  /** What was read, of no meaning: of a value that nobody takes, the JIT drops the reading. */
  @SuppressWarnings("UnusedVariable")
  private volatile double read;

  private ProbeStages() {}

  public static void main(String[] arguments) throws InterruptedException {
    int threads = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    ProbeStages stages = new ProbeStages();
    for (int outputs : OUTPUTS) {
      Map<Way, double[]> nanos = new EnumMap<>(Way.class);
      for (Way way : Way.values()) {
        nanos.put(way, new double[rounds]);
      }
      // The first is for the compiler.
      for (int round = -1; round < rounds; round++) {
        for (Map.Entry<Way, double[]> entry : nanos.entrySet()) {
          double ofRow = stages.onThreads(threads, entry.getKey(), outputs);
          if (round >= 0) {
            entry.getValue()[round] = ofRow;
          }
        }
      }
      for (Map.Entry<Way, double[]> entry : nanos.entrySet()) {
        System.out.printf(
            Locale.ROOT,
            "%2d outputs, %-30s %6.0f ns a row; rounds %s%n",
            outputs,
            entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            History.median(entry.getValue()),
            Arrays.toString(Arrays.stream(entry.getValue()).mapToLong(Math::round).toArray()));
      }
    }
  }

  private double onThreads(int threads, Way way, int outputs) throws InterruptedException {
    double[] nanos = new double[threads];
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread thread = new Thread(() -> nanos[number] = nanosOfRow(way, outputs));
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    return Arrays.stream(nanos).average().orElseThrow();
  }

  private double nanosOfRow(Way way, int outputs) {
    try (Floats samples = planted();
        Floats gathered = new Floats(PART * DIMENSION);
        Floats weights = new Floats(outputs * DIMENSION);
        Floats logits = new Floats(outputs * PART);
        Floats gradients = new Floats(outputs * DIMENSION)) {
      double touched = 0;
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int part = 0; part < PARTS; part++) {
        int first = parts[part] * PART * DIMENSION;
        View view = new View(samples, first, DIMENSION);
        switch (way) {
          case RANDOM_ROWS_GATHERED, BOTH_RANDOM_ROWS_GATHERED -> {
            touched += gather(samples, part * PART, gathered);
            view = new View(gathered, 0, DIMENSION);
          }
          case BLOCKS_COPIED -> {
            for (int i = 0; i < PART; i++) {
              gathered.put(i * DIMENSION, samples, first + i * DIMENSION, DIMENSION);
            }
          }
          case BLOCKS_BROUGHT, FORWARD_BLOCKS_BROUGHT, BOTH_BLOCKS_BROUGHT ->
              touched += samples.bring(first, PART * DIMENSION);
          case FORWARD_IN_CACHE, BOTH_IN_CACHE -> view = new View(samples, 0, DIMENSION);
          case FORWARD_BLOCKS_WHERE_THEY_LIE, BOTH_BLOCKS_WHERE_THEY_LIE -> {}
        }
        if (way.products > 0) {
          product.multiply(
              Operand.of(weights, DIMENSION),
              new Operand(view, true),
              outputs,
              PART,
              DIMENSION,
              1,
              0,
              new View(logits, 0, PART));
        }
        if (way.products > 1) {
          product.multiply(
              Operand.of(logits, PART),
              new Operand(view, false),
              outputs,
              DIMENSION,
              PART,
              1,
              0,
              new View(gradients, 0, DIMENSION));
        }
      }
      long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      read = touched;
      return (double) spent / (PARTS * PART);
    }
  }

  private double gather(Floats samples, int from, Floats gathered) {
    double touched = 0;
    for (int i = 0; i < PART; i++) {
      if (i + AHEAD < PART) {
        int ahead = rows[from + i + AHEAD] * DIMENSION;
        touched += samples.get(ahead) + samples.get(ahead + DIMENSION / 2);
      }
      gathered.put(i * DIMENSION, samples, rows[from + i] * DIMENSION, DIMENSION);
    }
    return touched;
  }

  private static Floats planted() {
    Floats samples = Floats.unset(ROWS * DIMENSION);
    float[] row = new float[DIMENSION];
    Arrays.fill(row, 0.5f);
    for (int i = 0; i < ROWS; i++) {
      samples.put(i * DIMENSION, row, 0, DIMENSION);
    }
    return samples;
  }
}
