package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.encodertraces.neighbors.QuerySimilarities;
import org.encodertraces.processing.Parameter;

/**
 * Histograms of one query's cosine similarities to the training photos.
 *
 * @param query row of the validation photo
 * @param test the query's processing
 * @param edges [bins + 1] of all histograms
 * @param auc chance that a photo of the query's class is more similar under the query's processing
 *     than one under another is
 */
public record SimilarityResult(
    @JsonUnwrapped ResultHeader header,
    String parameter,
    int query,
    String test,
    List<Double> edges,
    List<Histogram> histograms,
    double auc)
    implements TraceResult {

  /** One group: {@code same_class_same_processing} …, with counts by bin. */
  public record Histogram(String group, double mean, List<Long> counts) {}

  /** The result of a query's similarities. */
  public static SimilarityResult of(
      ResultHeader header, Parameter parameter, QuerySimilarities similarities) {
    int bins = QuerySimilarities.BINS;
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i <= bins; i++) {
      edges.add(similarities.low() + (similarities.high() - similarities.low()) * i / bins);
    }
    List<Histogram> histograms = new ArrayList<>();
    similarities
        .counts()
        .forEach(
            (group, counts) ->
                histograms.add(
                    new Histogram(
                        group.name().toLowerCase(Locale.ROOT),
                        similarities.means().getOrDefault(group, Double.NaN),
                        Arrays.stream(counts).boxed().toList())));
    return new SimilarityResult(
        header,
        parameter.id(),
        similarities.query(),
        parameter.classes().get(similarities.test()).name(),
        edges,
        histograms,
        similarities.auc());
  }
}
