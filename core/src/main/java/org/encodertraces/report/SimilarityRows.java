package org.encodertraces.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.result.SimilarityResult;

/** The histograms of single queries, a bin a row. */
final class SimilarityRows {

  private SimilarityRows() {}

  static List<FigureRow> of(Labeled labeled, SimilarityResult similarity) {
    List<FigureRow> rows = new ArrayList<>();
    for (SimilarityResult.Query query : similarity.queries()) {
      String at = "query " + query.query();
      if (query.auc() != null) {
        rows.add(
            new FigureRow(
                labeled,
                "auc",
                at,
                query.auc(),
                Optional.ofNullable(query.aucInterval()),
                "",
                query.photos() == null ? 0 : query.photos(),
                query.photos() == null ? "" : "training photos of the class"));
      }
      for (SimilarityResult.Histogram histogram : query.histograms()) {
        long all = histogram.counts().stream().mapToLong(Long::longValue).sum();
        double width = (query.high() - query.low()) / histogram.counts().size();
        for (int i = 0; i < histogram.counts().size() && all > 0; i++) {
          rows.add(
              new FigureRow(
                  labeled,
                  histogram.group(),
                  "%s, cosine from %s".formatted(at, Markup.plain(query.low() + i * width)),
                  histogram.counts().get(i),
                  Optional.empty(),
                  "",
                  all,
                  "pictures of the group"));
        }
      }
    }
    return rows;
  }
}
