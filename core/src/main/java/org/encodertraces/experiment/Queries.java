package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.RowIds;
import org.encodertraces.neighbors.QueryScores;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.ExperimentSettings.Classes;

/** Which validation photos are asked about, and under which processing. */
final class Queries {

  /** Validation photos that are looked at one by one where none is asked for. */
  private static final int SHOWN = 4;

  private static final String QUERIES = "queries";

  private Queries() {}

  /** The queries, or some that are spread evenly and not chosen. */
  static List<String> settled(List<String> queries, ParameterEmbeddings embeddings) {
    if (!queries.isEmpty()) {
      return queries;
    }
    int count = Math.min(SHOWN, embeddings.valRows());
    return IntStream.range(0, count)
        .mapToObj(i -> Integer.toString(i * embeddings.valRows() / count))
        .toList();
  }

  /** Refuses queries that are none of the photos. */
  static void require(List<String> queries, Ahead photos, Asking.Complaint complaint) {
    Ahead.Part val = photos.val();
    for (String query : queries) {
      if (isRow(query) && Integer.parseInt(query) >= val.count()) {
        throw complaint.about(
            QUERIES,
            Optional.of(query),
            "there are %d validation photos; choose 0 to %d"
                .formatted(val.count(), val.count() - 1));
      }
      if (!isRow(query) && !val.has(query)) {
        throw complaint.about(
            QUERIES,
            Optional.of(query),
            "no such validation photo in %s".formatted(photos.place()));
      }
    }
  }

  private static boolean isRow(String query) {
    return query.matches("\\d{1,9}");
  }

  /** Spells out the class of the parameter that a key names, by its name or chain. */
  static int completeClass(
      ObjectNode asked, String key, int otherwise, Classes parameter, Asking asking) {
    List<Processing> classes = parameter.parameter().classes();
    int index =
        asked.hasNonNull(key)
            ? indexIn(classes, asked.get(key).asText(), asking.known())
            : otherwise;
    if (index < 0) {
      throw asking.wrong(
          key,
          asked.get(key).asText(),
          "not a class of %s, which has %s".formatted(parameter.id(), classes));
    }
    asked.put(key, classes.get(index).name());
    return index;
  }

  /** Where a class stands among those of a parameter, by its name or chain; -1 if nowhere. */
  private static int indexIn(List<Processing> classes, String nameOrChain, KnownProcessings known) {
    String name = nameOrChain.strip();
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).name().equals(name)) {
        return i;
      }
    }
    try {
      return classes.indexOf(known.processing(name));
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** Where a class of this name stands. */
  static int index(Classes parameter, String name) {
    return List.copyOf(parameter.classes().keySet()).indexOf(name);
  }

  /** The queries under their processing beside every training photo. */
  static List<QueryScores> scores(List<String> queries, int test, ParameterEmbeddings embeddings)
      throws IOException {
    return rows(queries, embeddings).stream()
        .map(row -> QueryScores.of(embeddings, row, test))
        .toList();
  }

  /** The queries as rows of the opened embeddings. */
  private static List<Integer> rows(List<String> queries, ParameterEmbeddings embeddings)
      throws IOException {
    RowIds ids = embeddings.ids(Split.VAL);
    List<Integer> rows = new ArrayList<>();
    for (String query : queries) {
      if (isRow(query)) {
        rows.add(Integer.parseInt(query));
      } else if (!ids.known()) {
        throw new UsageException(
            "query %s: not a row, and there is no %s to look a photo up in"
                .formatted(query, ids.list()));
      } else {
        rows.add(
            ids.row(query)
                .orElseThrow(
                    () ->
                        new UsageException(
                            "query %s: no such photo in %s".formatted(query, ids.list()))));
      }
    }
    return rows;
  }
}
