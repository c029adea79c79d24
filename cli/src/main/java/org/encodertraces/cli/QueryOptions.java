package org.encodertraces.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.RowIds;
import org.encodertraces.neighbors.QueryScores;
import org.encodertraces.processing.Processing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which validation photos are asked about, and under which processing. */
final class QueryOptions {

  @Option(
      names = "--query",
      required = true,
      split = ",",
      paramLabel = "N",
      description =
          "Rows of validation photos, from 0, or their ids in the .photos.csv beside the"
              + " embeddings.")
  private List<String> queries = List.of();

  @Option(
      names = "--processing",
      paramLabel = "NAME",
      description = "The queries' processing. Default: the parameter's first.")
  private @Nullable String processing;

  /** The queries' processing as an index of the parameter's classes. */
  int test(ParameterEmbeddings embeddings) {
    List<Processing> classes = embeddings.parameter().classes();
    int test = processing == null ? 0 : ParametersOptions.indexIn(classes, processing);
    if (test < 0) {
      throw new UsageException(
          "--processing %s: not a class of %s, which has %s"
              .formatted(processing, embeddings.parameter().id(), classes));
    }
    return test;
  }

  /** The queries as they were asked for. */
  List<String> queries() {
    return List.copyOf(queries);
  }

  /** The queries under their processing beside every training photo. */
  List<QueryScores> scores(ParameterEmbeddings embeddings) throws IOException {
    int test = test(embeddings);
    return rows(embeddings).stream().map(row -> QueryScores.of(embeddings, row, test)).toList();
  }

  /** The queries as rows of the opened embeddings. */
  private List<Integer> rows(ParameterEmbeddings embeddings) throws IOException {
    RowIds ids = embeddings.ids(Split.VAL);
    List<Integer> rows = new ArrayList<>();
    for (String query : queries) {
      if (query.matches("\\d{1,9}")) {
        rows.add(Integer.parseInt(query));
      } else if (!ids.known()) {
        throw new UsageException(
            "--query %s: not a row, and there is no %s to look a photo up in"
                .formatted(query, ids.list()));
      } else {
        rows.add(
            ids.row(query)
                .orElseThrow(
                    () ->
                        new UsageException(
                            "--query %s: no such photo in %s".formatted(query, ids.list()))));
      }
    }
    return rows;
  }
}
