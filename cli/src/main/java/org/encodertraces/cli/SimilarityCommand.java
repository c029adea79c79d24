package org.encodertraces.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.RowIds;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.neighbors.QueryScores;
import org.encodertraces.neighbors.QuerySimilarities;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.SimilarityResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "similarity",
    description =
        "Histograms of a query's cosine similarities: same or different class, same or different"
            + " processing.")
final class SimilarityCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private AnalysisOptions analysis;
  @Mixin private QueryOptions query;

  @Override
  public Integer call() throws IOException {
    ParameterEmbeddings embeddings = analysis.open();
    Parameter parameter = embeddings.parameter();
    RowIds ids = embeddings.ids(Split.VAL);
    int test = query.test(embeddings);
    List<SimilarityResult.Query> queries = new ArrayList<>();
    for (QueryScores scores : query.scores(embeddings)) {
      queries.add(
          SimilarityResult.Query.of(
              parameter, QuerySimilarities.of(scores), ids.id(scores.query()).orElse(null)));
    }
    SimilarityResult result =
        new SimilarityResult(
            analysis.header(
                new ExperimentSettings.Similarity(
                    Classes.of(parameter),
                    query.queries(),
                    parameter.classes().get(test).name(),
                    analysis.dropBadRows()),
                embeddings,
                MatrixProduct.best(),
                common),
            parameter.id(),
            queries);
    result.queries().forEach(this::say);
    analysis.publish(result, common);
    return 0;
  }

  private void say(SimilarityResult.Query shown) {
    common.progress().say("query %d under %s".formatted(shown.query(), shown.test()));
    for (SimilarityResult.Histogram histogram : shown.histograms()) {
      common
          .progress()
          .say(
              histogram.mean() == null
                  ? "%-38s empty".formatted(histogram.group())
                  : String.format(
                      Locale.ROOT, "%-38s mean %.4f", histogram.group(), histogram.mean()));
    }
    if (shown.auc() != null) {
      common
          .progress()
          .say(String.format(Locale.ROOT, "AUC of processing within the class %.4f", shown.auc()));
    }
  }
}
