package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.encodertraces.neighbors.QuerySimilarities;
import org.encodertraces.processing.Parameter;
import org.jspecify.annotations.Nullable;

/** Histograms of some queries' cosine similarities to the training photos. */
public record SimilarityResult(
    @JsonUnwrapped ResultHeader header, String parameter, List<Query> queries)
    implements TraceResult {

  /**
   * One query.
   *
   * @param query row of the validation photo
   * @param photo its id, where the extraction left a list
   * @param test the query's processing
   * @param low lower edge of the first bin
   * @param high upper edge of the last bin; bins are equally wide
   * @param auc chance that a photo of the query's class is more similar under the query's
   *     processing than one under another is; absent when the class has no training photo
   * @param aucInterval 95 % by training photo of the class; absent when it has fewer than two
   * @param photos training photos of the query's class
   */
  public record Query(
      int query,
      @Nullable String photo,
      String test,
      double low,
      double high,
      List<Histogram> histograms,
      @Nullable Double auc,
      @Nullable Range aucInterval,
      @Nullable Integer photos) {

    /** The result of a query's similarities. */
    public static Query of(
        Parameter parameter, QuerySimilarities similarities, @Nullable String photo) {
      List<Histogram> histograms = new ArrayList<>();
      similarities
          .counts()
          .forEach(
              (group, counts) ->
                  histograms.add(
                      new Histogram(
                          group.name().toLowerCase(Locale.ROOT),
                          finite(similarities.means().getOrDefault(group, Double.NaN)),
                          Arrays.stream(counts).boxed().toList())));
      return new Query(
          similarities.query(),
          photo,
          parameter.classes().get(similarities.test()).name(),
          similarities.low(),
          similarities.high(),
          histograms,
          finite(similarities.auc()),
          similarities.aucInterval().map(Range::of).orElse(null),
          similarities.photos());
    }
  }

  /** One group: {@code same_class_same_processing} …, with counts by bin; no mean when empty. */
  public record Histogram(String group, @Nullable Double mean, List<Long> counts) {}

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
