package org.encodertraces.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.encodertraces.experiment.NeighborsSettings;
import org.encodertraces.experiment.SimilaritySettings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.Range;
import org.encodertraces.result.SimilarityResult;

/** Invented similarities and neighbors of single queries. */
final class PlantedQueries {

  private PlantedQueries() {}

  static SimilarityResult similarity(PlantedEncoder encoder, Parameter parameter, double strength) {
    double shift = 0.12 * strength;
    Map<String, Double> means = new LinkedHashMap<>();
    means.put("same_class_same_processing", 0.55 + shift);
    means.put("same_class_different_processing", 0.55);
    means.put("different_class_same_processing", 0.3 + shift);
    means.put("different_class_different_processing", 0.3);
    List<SimilarityResult.Histogram> histograms = new ArrayList<>();
    means.forEach(
        (group, mean) ->
            histograms.add(
                new SimilarityResult.Histogram(
                    group,
                    mean,
                    IntStream.range(0, 50)
                        .mapToObj(
                            i -> {
                              double z = (-0.1 + (i + 0.5) * 0.022 - mean) / 0.09;
                              double photos = group.startsWith("same_class") ? 90 : 8_910;
                              return Math.round(photos * 0.0975 * Math.exp(-z * z / 2));
                            })
                        .toList())));
    double auc = Math.min(0.99, 0.5 + 3 * shift);
    SimilarityResult.Query query =
        new SimilarityResult.Query(
            0,
            PlantedPhotos.id(0),
            parameter.classes().get(0).name(),
            -0.1,
            1.0,
            histograms,
            auc,
            new Range(auc - 0.06, Math.min(1, auc + 0.06)),
            90);
    return new SimilarityResult(
        encoder.header(
            new SimilaritySettings(
                ExperimentSettings.Classes.of(parameter),
                List.of("0"),
                parameter.classes().get(0).name(),
                false)),
        parameter.id(),
        List.of(query));
  }

  /** Of four queries; where traces clash, wrong neighbors are as many as the encoder is strong. */
  static NeighborsResult neighbors(
      PlantedEncoder encoder, Parameter parameter, double strength, NumpyGenerator random) {
    Processing test = parameter.classes().get(0);
    Processing other = parameter.classes().get(parameter.classes().size() - 1);
    List<NeighborsResult.Query> queries = new ArrayList<>();
    for (int q = 0; q < 4; q++) {
      queries.add(
          new NeighborsResult.Query(
              q,
              PlantedPhotos.id(q),
              PlantedPhotos.label(q),
              test.name(),
              other.name(),
              nearest(random, q, test, test, 0.1),
              nearest(random, q, test, other, 0.1 * (1 - strength)),
              nearest(random, q, other, test, 0.1 + 0.85 * strength * strength)));
    }
    return new NeighborsResult(
        encoder.header(
            new NeighborsSettings(
                ExperimentSettings.Classes.of(parameter),
                List.of("0", "1", "2", "3"),
                test.name(),
                other.name(),
                10,
                false)),
        parameter.id(),
        10,
        queries,
        PlantedPhotos.thumbnails());
  }

  private static List<NeighborsResult.Neighbor> nearest(
      NumpyGenerator random, int query, Processing positives, Processing negatives, double wrong) {
    List<NeighborsResult.Neighbor> neighbors = new ArrayList<>();
    for (int rank = 0; rank < 10; rank++) {
      boolean same = random.nextDouble() >= wrong;
      int photo = PlantedPhotos.another(query, same, rank, random);
      neighbors.add(
          new NeighborsResult.Neighbor(
              photo,
              PlantedPhotos.id(photo),
              PlantedPhotos.label(photo),
              (same ? positives : negatives).name(),
              0.85 - 0.02 * rank - 0.02 * random.nextDouble(),
              same));
    }
    return neighbors;
  }
}
