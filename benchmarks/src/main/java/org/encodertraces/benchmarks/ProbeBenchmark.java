package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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
import org.encodertraces.probe.Training;

/**
 * The study's probe at its size: 30 tuning trials, 10 final seeds (and the control run) on 50,000
 * training photos of 512 values, 6 classes, 100 epochs. Its peer in torch is peers/probe_torch.py.
 *
 * <p>Arguments: the folder of {@link KnnBenchmark}'s data; rounds; how trials are proposed, {@code
 * tpe} or {@code sequence}; what an epoch deals anew, {@code rows} or {@code blocks}. The last two
 * may be left out: the study's then.
 */
final class ProbeBenchmark {

  /** Epochs between lines. */
  private static final int LINE = 400;

  /** What the control of shuffled labels, which the peer does not have, counts at the end. */
  private static final int CONTROL = 100;

  private ProbeBenchmark() {}

  /** Says how far it has come. */
  private static Progress steps(long start) {
    return new Progress() {
      @Override
      public Task start(String name, long total) {
        return new Task() {
          private long done;

          @Override
          public synchronized void step(long units) {
            if ((done + units) / LINE > done / LINE) {
              say("  %d of %d epochs done".formatted(done + units, total));
            }
            if (done < total - CONTROL && done + units >= total - CONTROL) {
              say("  tuning and seeds");
            }
            done += units;
          }
        };
      }

      @Override
      public void say(String line) {
        System.out.printf(
            Locale.ROOT, "%s after %.1f s%n", line, (System.nanoTime() - start) / 1e9);
      }
    };
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ParameterEmbeddings embeddings = PlantedEmbeddings.ofStudy(Path.of(arguments[0])).open();
    Tuning tuning = Tuning.valueOf(word(arguments, 2, "tpe"));
    Order order = Order.valueOf(word(arguments, 3, "rows"));
    Settings settings =
        new Settings(
            new Classifier.Sgd(Optional.empty(), tuning, order),
            Training.ONE,
            Settings.STUDY_SEEDS,
            false);
    double[] rounds = new double[Integer.parseInt(arguments[1])];
    double[] processor = new double[rounds.length];
    int threads = Runtime.getRuntime().availableProcessors();
    for (int round = 0; round < rounds.length; round++) {
      long start = System.nanoTime();
      double spent = History.processorSeconds();
      try (Engine engine = Engine.of(threads, steps(start))) {
        ProbeOutcome outcome = ProcessingProbe.run(embeddings, settings, engine);
        rounds[round] = (System.nanoTime() - start) / 1e9;
        processor[round] = History.processorSeconds() - spent;
        System.out.printf(
            Locale.ROOT,
            "round %d: %.1f s, %.1f s of CPU, accuracy %.2f %% ± %.2f, best %s%n",
            round,
            rounds[round],
            processor[round],
            outcome.reading().accuracyMean(),
            outcome.reading().accuracyStd(),
            outcome.best());
      }
    }
    String figure = "30 trials and 10 seeds at 50000 x 512";
    if (tuning != Tuning.TPE || order != Order.ROWS) {
      figure += " by " + (tuning + " and " + order).toLowerCase(Locale.ROOT);
    }
    History.add("probe", figure + "; clock", "s", rounds);
    History.add("probe", figure + "; CPU", "s", processor);
  }

  private static String word(String[] arguments, int at, String usual) {
    return (arguments.length > at ? arguments[at] : usual).toUpperCase(Locale.ROOT);
  }
}
