package org.encodertraces.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.machine.BareProduct;

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
    List<BareProduct> work = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      work.add(new BareProduct(product, QUERIES, COLUMNS, dimension));
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
      work.forEach(BareProduct::close);
    }
  }

  private static void run(ExecutorService pool, List<BareProduct> work, int products)
      throws InterruptedException, ExecutionException {
    List<Future<?>> running = new ArrayList<>();
    for (BareProduct one : work) {
      running.add(pool.submit(() -> one.run(products)));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }
}
