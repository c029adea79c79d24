package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.encodertraces.Progress;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.machine.BareProduct;
import org.encodertraces.machine.PlantedEmbeddings;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.KnnSetups;

/**
 * The five kNN set-ups at the study's size beside the bare products they need: 36 SGEMMs of [2000,
 * 512] by [512, 50000], by OpenBLAS on all cores.
 *
 * <p>Arguments: a folder for the data (1.3 GB); rounds.
 */
final class KnnBenchmark {

  private static final int TRAIN = 50_000;
  private static final int QUERIES = 2_000;
  private static final int DIMENSION = 512;
  private static final int PRODUCTS = 36;
  private static final int COLUMNS = 10_000;

  private KnnBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int threads = Runtime.getRuntime().availableProcessors();
    ParameterEmbeddings embeddings = PlantedEmbeddings.ofStudy(folder).open();
    MatrixProduct product = new OpenBlas();
    double[] ratios = new double[rounds];
    double[] ofProcessors = new double[rounds];
    try (Engine engine = Engine.of(threads, Progress.NONE)) {
      for (int round = 0; round < rounds; round++) {
        openblas_nolapack.blas_set_num_threads(threads);
        double spent = History.processorSeconds();
        double bare = bareProducts(product, PRODUCTS);
        double bareSpent = History.processorSeconds() - spent;
        openblas_nolapack.blas_set_num_threads(1);
        long start = System.nanoTime();
        spent = History.processorSeconds();
        KnnOutcome outcome = KnnSetups.run(embeddings, 10, engine);
        double seconds = (System.nanoTime() - start) / 1e9;
        spent = History.processorSeconds() - spent;
        ratios[round] = seconds / bare;
        ofProcessors[round] = spent / bareSpent;
        System.out.printf(
            Locale.ROOT,
            "round %d: 36 bare SGEMMs %.2f s (%.0f GFLOP/s), all set-ups %.2f s, ratio %.3f; CPU %.2f"
                + " and %.2f s, ratio %.3f; accuracies %08x%n",
            round,
            bare,
            2e-9 * PRODUCTS * QUERIES * DIMENSION * TRAIN / bare,
            seconds,
            ratios[round],
            bareSpent,
            spent,
            ofProcessors[round],
            checksum(outcome));
      }
    }
    History.add("knn", "five set-ups / bare SGEMMs; clock", "1", ratios);
    History.add("knn", "five set-ups / bare SGEMMs; CPU", "1", ofProcessors);
  }

  /** Of all cells and uniform runs, in their order. */
  private static int checksum(KnnOutcome outcome) {
    return Objects.hash(
        outcome.cells().stream().map(KnnOutcome.Cell::top1).toList(),
        outcome.uniformRuns().stream().map(KnnOutcome.UniformRun::top1).toList());
  }

  /** Seconds of products into the same memory again and again, so that only they are timed. */
  static double bareProducts(MatrixProduct product, int products) {
    try (BareProduct bare = new BareProduct(product, QUERIES, COLUMNS, DIMENSION)) {
      long start = System.nanoTime();
      bare.run(products * (TRAIN / COLUMNS));
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
