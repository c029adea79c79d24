package org.encodertraces.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.study.NeighborGallery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "neighbors",
    description = {
      "The nearest training photos of chosen queries when traces and classes agree (pos_same), clash",
      "(neg_same), or are the same throughout (baseline), with small pictures for the page."
    })
final class NeighborsCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private AnalysisOptions analysis;
  @Mixin private ImagesOptions images;
  @Mixin private QueryOptions query;

  @Option(
      names = "--other",
      paramLabel = "NAME",
      description =
          "The processing that clashes with the query's. Default: the parameter's last, or its"
              + " first where that is the query's.")
  private @Nullable String other;

  @Option(
      names = "--k",
      paramLabel = "K",
      description = "Neighbors to show. Default: ${DEFAULT-VALUE}.")
  private int k = 10;

  @Override
  public Integer call() throws IOException {
    ParameterEmbeddings embeddings = analysis.open();
    List<Processing> classes = embeddings.parameter().classes();
    int test = query.test(embeddings);
    int clashing = other(classes, test);
    NeighborsResult result =
        NeighborGallery.make(
            analysis.header(
                new ExperimentSettings.Neighbors(
                    Classes.of(embeddings.parameter()),
                    query.queries(),
                    classes.get(test).name(),
                    classes.get(clashing).name(),
                    k,
                    analysis.dropBadRows()),
                embeddings,
                MatrixProduct.best(),
                common),
            embeddings,
            images.dataset(),
            query.scores(embeddings),
            clashing,
            k);
    result.queries().forEach(this::say);
    analysis.publish(result, common);
    return 0;
  }

  private int other(List<Processing> classes, int test) {
    if (other == null) {
      return test == classes.size() - 1 ? 0 : classes.size() - 1;
    }
    int index = ParametersOptions.indexIn(classes, other);
    if (index < 0 || index == test) {
      throw new UsageException(
          "--other %s: expected a class of the parameter that the query is not under, of %s"
              .formatted(other, classes));
    }
    return index;
  }

  private void say(NeighborsResult.Query shown) {
    common
        .progress()
        .say(
            String.format(
                Locale.ROOT,
                "%s (%s): of its class among the first %d: %d in baseline, %d in pos_same, %d in"
                    + " neg_same",
                shown.photo(),
                shown.test(),
                k,
                sameClass(shown.baseline()),
                sameClass(shown.posSame()),
                sameClass(shown.negSame())));
  }

  private static long sameClass(List<NeighborsResult.Neighbor> neighbors) {
    return neighbors.stream().filter(NeighborsResult.Neighbor::sameClass).count();
  }
}
