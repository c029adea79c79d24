package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.machine.PlantedEmbeddings;
import org.encodertraces.neighbors.ExactSearch;
import org.encodertraces.neighbors.NeighborLists;

/**
 * One exact top-10 search: 2,000 queries in 50,000 rows of 512, reading the rows from the mapped
 * file and scaling them included, beside the bare product by OpenBLAS on all cores. Its peer in
 * faiss is peers/search_faiss.py.
 *
 * <p>Arguments: the folder of {@link KnnBenchmark}'s data; rounds.
 */
final class SearchBenchmark {

  private SearchBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ParameterEmbeddings embeddings = PlantedEmbeddings.ofStudy(Path.of(arguments[0])).open();
    Rows queries = embeddings.val().get(0).rows();
    Rows training = embeddings.train().get(0).rows();
    double[] rounds = new double[Integer.parseInt(arguments[1])];
    double[] processor = new double[rounds.length];
    double[] ratios = new double[rounds.length];
    MatrixProduct product = new OpenBlas();
    try (Engine engine = Engine.ofMachine()) {
      for (int round = 0; round < rounds.length; round++) {
        openblas_nolapack.blas_set_num_threads(Runtime.getRuntime().availableProcessors());
        double bare = KnnBenchmark.bareProducts(product, 1);
        openblas_nolapack.blas_set_num_threads(1);
        long start = System.nanoTime();
        double spent = History.processorSeconds();
        NeighborLists found = ExactSearch.search(queries, training, 10, engine);
        processor[round] = History.processorSeconds() - spent;
        rounds[round] = (System.nanoTime() - start) / 1e9;
        ratios[round] = rounds[round] / bare;
        System.out.printf(
            Locale.ROOT,
            "round %d: %.3f s, %.3f s of CPU, bare SGEMM %.3f s, ratio %.3f, rows found sum to %d%n",
            round,
            rounds[round],
            processor[round],
            bare,
            ratios[round],
            Arrays.stream(found.rows()).asLongStream().sum());
      }
    }
    History.add("search", "2000 queries in 50000 rows of 512; clock", "s", rounds);
    History.add("search", "2000 queries in 50000 rows of 512; CPU", "s", processor);
    History.add("search", "2000 queries in 50000 rows of 512 / bare SGEMM; clock", "1", ratios);
  }
}
