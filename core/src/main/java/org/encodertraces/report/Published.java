package org.encodertraces.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Figures that someone published, as the user has them: a reference beside the page's own, never a
 * result of this program and no claim of its page. The file is in docs/formats.md.
 */
public record Published(List<Row> rows) {

  /** Without any. */
  public static final Published NONE = new Published(List.of());

  /**
   * One figure.
   *
   * @param encoder id in the catalogue
   * @param trace parameter, attribute, or {@code camera} of near-duplicates
   * @param figure as results call it
   * @param value percent
   * @param dataset that it was measured on; empty where the file does not tell
   * @param source in words; may be empty
   */
  public record Row(
      String encoder, String trace, String figure, double value, String dataset, String source) {}

  /**
   * Figures that stand beside none of these results, which a misspelled trace would be too: told as
   * "encoder trace".
   */
  public List<String> beside(PageResults results) {
    Set<String> there =
        results.labeled().stream()
            .map(one -> one.result().header().encoder() + " " + one.result().parameter())
            .collect(Collectors.toSet());
    return rows.stream()
        .map(row -> row.encoder() + " " + row.trace())
        .distinct()
        .filter(place -> !there.contains(place))
        .map(AnswerWords::visible)
        .toList();
  }

  /**
   * By encoder and trace, for the page's scripts. Of one figure on several data sets the page's own
   * is taken, then one of an untold data set, then the first.
   */
  String json(PageResults results) {
    Set<String> datasets =
        results.labeled().stream()
            .map(one -> one.result().header().dataset())
            .collect(Collectors.toSet());
    Comparator<Row> nearest =
        Comparator.comparingInt(
            row -> datasets.contains(row.dataset()) ? 0 : row.dataset().isEmpty() ? 1 : 2);
    Map<List<String>, Row> chosen = new LinkedHashMap<>();
    for (Row row : rows) {
      chosen.merge(
          List.of(row.encoder(), row.trace(), row.figure()),
          row,
          (first, second) -> nearest.compare(second, first) < 0 ? second : first);
    }
    ObjectNode json = new ObjectMapper().createObjectNode();
    for (Row row : chosen.values()) {
      ObjectNode figures = json.withObjectProperty(row.encoder()).withObjectProperty(row.trace());
      figures.put(row.figure(), row.value());
      if (!row.dataset().isEmpty()) {
        figures.put("dataset", row.dataset());
      }
      if (!row.source().isEmpty()) {
        figures.put("source", row.source());
      }
    }
    return Html.json(json.toString());
  }
}
