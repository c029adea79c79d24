package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.Rows;
import org.encodertraces.machine.PlantedEmbeddings;
import org.encodertraces.random.NumpyGenerator;

/**
 * What reading 50,000 rows of 512 through a map costs, once, and reading them afterwards beside
 * reading the file.
 *
 * <p>Arguments: the folder of {@link KnnBenchmark}'s data; rounds.
 */
final class ThroughBenchmark {

  private ThroughBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int d = 512;
    Rows rows =
        new PlantedEmbeddings(Path.of(arguments[0]), DType.F32, 50_000, 2_000, d, 1_000)
            .open()
            .train()
            .get(0)
            .rows();
    NumpyGenerator random = new NumpyGenerator(5);
    float[] weight = new float[d * d];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextGaussian();
    }
    AffineMap map = new AffineMap(d, weight, new float[d], new AffineMap.FittedOn.Unit());
    for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
      long start = System.nanoTime();
      Rows through = rows.through(map);
      double taken = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "round %d: through the map %.3f s (%.1f us a row); reading %.3f s, of the file %.3f s%n",
          round,
          taken,
          1e6 * taken / rows.count(),
          reading(through),
          reading(rows));
    }
  }

  /** Seconds that every row takes, scaled. */
  private static double reading(Rows rows) {
    float[] row = new float[rows.dimension()];
    double lengths = 0;
    long start = System.nanoTime();
    for (int i = 0; i < rows.count(); i++) {
      lengths += rows.readNormalized(i, row, 0);
    }
    double taken = (System.nanoTime() - start) / 1e9;
    if (!(lengths > 0)) {
      throw new IllegalStateException("rows without a length");
    }
    return taken;
  }
}
