package org.encodertraces.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.retrieval.PairEmbeddings;
import org.encodertraces.retrieval.PairRetrieval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "retrieve",
    description = {
      "Recall@1 of the same subject by the other type of camera, among photos of the query's own type",
      "(same) and of the other (different). Subjects without exactly one photo of each type are left",
      "out and listed."
    })
final class RetrieveCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ResultOptions results;

  @Override
  public Integer call() throws IOException {
    PairEmbeddings pairs = PairEmbeddings.open(results.stored());
    pairs.leftOut().forEach(common.progress()::say);
    MatrixProduct product = MatrixProduct.best();
    RetrieveResult result =
        RetrieveResult.of(
            results.header(
                new ExperimentSettings.Retrieve(),
                pairs.source(),
                pairs.files(),
                Map.of(),
                product,
                common),
            pairs,
            PairRetrieval.run(pairs, product));
    common
        .progress()
        .say(
            String.format(
                Locale.ROOT,
                "recall@1 different %.2f %%, same %.2f %%: %+.2f points (95 %%: %+.2f to %+.2f; %d"
                    + " pairs), p %.2g",
                result.mean().different(),
                result.mean().same(),
                result.mean().same() - result.mean().different(),
                -result.difference().high(),
                -result.difference().low(),
                result.pairs(),
                result.effect().p().orElse(Double.NaN)));
    results.publish(result, common);
    return 0;
  }
}
