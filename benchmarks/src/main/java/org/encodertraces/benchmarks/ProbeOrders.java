package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.machine.PlantedEmbeddings;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.Classifier.Order;
import org.encodertraces.probe.Classifier.Tuning;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.ProcessingProbe.Settings;
import org.encodertraces.probe.SgdTrial;
import org.encodertraces.probe.Training;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.MeanInterval;

/**
 * What the order of blocks does to accuracy: final runs of the study's probe at its size, with one
 * setting, in the study's order and in that of blocks, seed by seed. Each pair has the same photos,
 * classes and initial weights.
 *
 * <p>Arguments: the folder of {@link KnnBenchmark}'s data; seeds; lr; wd.
 */
final class ProbeOrders {

  private ProbeOrders() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ParameterEmbeddings embeddings = PlantedEmbeddings.ofStudy(Path.of(arguments[0])).open();
    int seeds = Integer.parseInt(arguments[1]);
    SgdTrial trial =
        new SgdTrial(Double.parseDouble(arguments[2]), Double.parseDouble(arguments[3]));
    try (Engine engine = Engine.of(Runtime.getRuntime().availableProcessors(), Progress.NONE)) {
      double[] rows = accuracies(embeddings, trial, Order.ROWS, seeds, engine);
      double[] blocks = accuracies(embeddings, trial, Order.BLOCKS, seeds, engine);
      double[] differences =
          IntStream.range(0, seeds).mapToDouble(seed -> blocks[seed] - rows[seed]).toArray();
      Interval interval = MeanInterval.of(differences);
      System.out.printf(
          Locale.ROOT,
          "lr %s, wd %s, %d seeds: rows %.3f %%, blocks %.3f %%, difference %+.3f (%+.3f to %+.3f)%n",
          trial.lr(),
          trial.wd(),
          seeds,
          mean(rows),
          mean(blocks),
          mean(differences),
          interval.low(),
          interval.high());
    }
  }

  private static double mean(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private static double[] accuracies(
      ParameterEmbeddings embeddings, SgdTrial trial, Order order, int seeds, Engine engine)
      throws InterruptedException {
    Classifier classifier = new Classifier.Sgd(Optional.of(trial), Tuning.TPE, order);
    ProbeOutcome outcome =
        ProcessingProbe.run(
            embeddings, new Settings(classifier, Training.ONE, seeds, false), engine);
    return outcome.reading().accuracies();
  }
}
