package org.encodertraces.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.linalg.OpenBlas;

/**
 * A share of the bare products of a search, and what all of them would take: SGEMMs of [512,
 * dimension] by [dimension, 10000], each thread its own, into the same memory again and again.
 *
 * <p>Arguments: training rows, query rows, dimension, processings, the share, threads. Prints one
 * line: {@code CPU-SECONDS CLOCK-SECONDS SHARE}, of all products.
 */
final class BareProducts {

  private static final int QUERIES = 512;
  private static final int COLUMNS = 10_000;

  private BareProducts() {}

  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    double rows = Double.parseDouble(arguments[0]);
    double queries = Double.parseDouble(arguments[1]);
    int dimension = Integer.parseInt(arguments[2]);
    double processings = Double.parseDouble(arguments[3]);
    int threads = Integer.parseInt(arguments[5]);
    double all = rows * queries * processings * processings / QUERIES / COLUMNS;
    int each = Math.max(1, (int) Math.round(all * Double.parseDouble(arguments[4]) / threads));
    openblas_nolapack.blas_set_num_threads(1);
    MatrixProduct product = new OpenBlas();
    List<Work> work = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      work.add(new Work(product, dimension));
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      run(pool, work, 1);
      double spent = History.processorSeconds();
      long began = System.nanoTime();
      run(pool, work, each);
      double clock = (System.nanoTime() - began) / 1e9;
      double share = (double) each * threads / all;
      System.out.printf(
          Locale.ROOT,
          "%.1f %.1f %.4f%n",
          (History.processorSeconds() - spent) / share,
          clock / share,
          share);
    } finally {
      pool.shutdown();
      work.forEach(Work::close);
    }
  }

  private static void run(ExecutorService pool, List<Work> work, int products)
      throws InterruptedException, ExecutionException {
    List<Future<?>> running = new ArrayList<>();
    for (Work one : work) {
      running.add(pool.submit(() -> one.run(products)));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  /** A thread's memory. */
  private record Work(
      MatrixProduct product, int dimension, Floats queries, Floats training, Floats tile) {

    Work(MatrixProduct product, int dimension) {
      this(
          product,
          dimension,
          ones(QUERIES * dimension),
          ones(COLUMNS * dimension),
          new Floats(QUERIES * COLUMNS));
    }

    void run(int products) {
      for (int i = 0; i < products; i++) {
        product.multiply(
            Operand.of(queries, dimension),
            Operand.transposed(training, dimension),
            QUERIES,
            COLUMNS,
            dimension,
            1,
            0,
            new View(tile, 0, COLUMNS));
      }
    }

    void close() {
      queries.close();
      training.close();
      tile.close();
    }
  }

  private static Floats ones(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 1);
    Floats floats = new Floats(length);
    floats.put(0, values, 0, length);
    return floats;
  }
}
