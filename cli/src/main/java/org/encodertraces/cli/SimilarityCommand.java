package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.io.Csv;
import org.encodertraces.neighbors.QuerySimilarities;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.SimilarityResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "similarity",
    description =
        "Histograms of one query's cosine similarities: same or different class, same or different"
            + " processing.")
final class SimilarityCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private AnalysisOptions analysis;

  @Option(
      names = "--query",
      required = true,
      paramLabel = "N",
      description = "Row of a validation photo, from 0, or its id in the .photos.csv beside it.")
  private String query;

  @Option(
      names = "--processing",
      paramLabel = "NAME",
      description = "The query's processing. Default: the parameter's first.")
  private @Nullable String processing;

  @Override
  public Integer call() throws IOException {
    ParameterEmbeddings embeddings = analysis.open();
    List<Processing> classes = embeddings.parameter().classes();
    int test =
        processing == null ? 0 : classes.indexOf(Names.processings(List.of(processing)).get(0));
    if (test < 0) {
      throw new UsageException(
          "--processing %s: not a class of %s, which has %s"
              .formatted(processing, embeddings.parameter().id(), classes));
    }
    QuerySimilarities similarities = QuerySimilarities.of(embeddings, row(), test);
    SimilarityResult result =
        SimilarityResult.of(
            analysis.header(
                "similarity",
                embeddings,
                Map.of("query", query, "processing", classes.get(test).name()),
                common),
            embeddings.parameter(),
            similarities);
    result
        .histograms()
        .forEach(
            histogram ->
                common
                    .progress()
                    .say(
                        String.format(
                            Locale.ROOT, "%-38s mean %.4f", histogram.group(), histogram.mean())));
    common
        .progress()
        .say(String.format(Locale.ROOT, "AUC of processing within the class %.4f", result.auc()));
    analysis.publish(result, common);
    return 0;
  }

  private int row() throws IOException {
    if (query.matches("\\d{1,9}")) {
      return Integer.parseInt(query);
    }
    Path photos =
        new EmbeddingFolder(analysis.results().embeddings())
            .photos(analysis.results().encoder(), Split.VAL);
    if (!Files.exists(photos)) {
      throw new UsageException(
          "--query %s: not a row, and there is no %s to look a photo up in"
              .formatted(query, photos));
    }
    return Csv.read(photos).stream()
        .skip(1)
        .filter(row -> row.get(1).equals(query))
        .mapToInt(row -> Integer.parseInt(row.get(0)))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("--query %s: no such photo in %s".formatted(query, photos)));
  }
}
