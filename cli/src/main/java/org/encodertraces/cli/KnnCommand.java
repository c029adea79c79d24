package org.encodertraces.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.Workers;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.Range;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "knn",
    description = {
      "Classification by the k nearest neighbors when traces and classes agree or clash:",
      "baseline, all_diff, pos_same, neg_same, uniform."
    })
final class KnnCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ThreadsOption threads;
  @Mixin private AnalysisOptions analysis;

  @Option(
      names = "--k",
      paramLabel = "K",
      description =
          "Neighbors that vote; the study takes 10 on ImageNet, 1 on iNaturalist."
              + " Default: ${DEFAULT-VALUE}.")
  private int k = 10;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ParameterEmbeddings embeddings = analysis.open();
    try (Workers workers = new Workers(threads.count())) {
      MatrixProduct product = MatrixProduct.best();
      KnnOutcome outcome = KnnSetups.run(embeddings, k, product, workers, common.progress());
      KnnResult result =
          KnnResult.of(
              analysis.header(
                  new ExperimentSettings.Knn(
                      Classes.of(embeddings.parameter()), k, analysis.dropBadRows()),
                  embeddings,
                  product,
                  common),
              outcome);
      for (Setup setup : Setup.values()) {
        common
            .progress()
            .say(
                String.format(
                    Locale.ROOT,
                    "%-9s %6.2f %%  (95 %%: %s)",
                    setup.id(),
                    result.accuracy(setup),
                    range(result.interval(setup.id()), 1)));
      }
      common
          .progress()
          .say(
              String.format(
                  Locale.ROOT,
                  "baseline to neg_same: %+.2f points (95 %%: %s; %d query photos), p %.2g",
                  result.negSame() - result.baseline(),
                  range(result.interval(KnnResult.BASELINE_MINUS_NEG), -1),
                  result.queries(),
                  result.effect().p().orElse(Double.NaN)));
      analysis.publish(result, common);
      return 0;
    }
  }

  /** An interval in words, of a difference taken the other way round where {@code sign} is -1. */
  private static String range(Optional<Range> interval, int sign) {
    return interval
        .map(
            range ->
                sign > 0
                    ? String.format(Locale.ROOT, "%.2f to %.2f", range.low(), range.high())
                    : String.format(Locale.ROOT, "%+.2f to %+.2f", -range.high(), -range.low()))
        .orElse("not measured");
  }
}
