package org.encodertraces.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.Workers;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.result.KnnResult;
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
    try (Workers workers = new Workers(common.threads())) {
      KnnOutcome outcome =
          KnnSetups.run(embeddings, k, MatrixProduct.best(), workers, common.progress());
      KnnResult result =
          KnnResult.of(
              analysis.header("knn", embeddings, Map.of("k", Integer.toString(k)), common),
              outcome);
      for (Setup setup : Setup.values()) {
        common
            .progress()
            .say(String.format(Locale.ROOT, "%-9s %6.2f %%", setup.id(), result.accuracy(setup)));
      }
      analysis.publish(result, common);
      return 0;
    }
  }
}
