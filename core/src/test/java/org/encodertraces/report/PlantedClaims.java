package org.encodertraces.report;

import java.util.List;
import java.util.Map;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.Evidence;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.RetrieveResult;
import org.jspecify.annotations.Nullable;

/** Results of one encoder whose figures a test tells: value, interval, photos and p. */
record PlantedClaims(String encoder, String category, Provenance provenance) {

  static final PlantedClaims OWN = new PlantedClaims("custom/my_encoder", "custom");

  PlantedClaims(String encoder, String category) {
    this(encoder, category, VerdictTest.PROVENANCE);
  }

  /** Results that this command made. */
  PlantedClaims(String encoder, String category, String command) {
    this(encoder, category, new Provenance(command, Map.of(), Map.of(), Map.of()));
  }

  private ResultHeader header(String kind) {
    return ResultHeader.of(kind, encoder, category, "photos", provenance);
  }

  /** A probe with an interval of {@code half} to either side. */
  ProbeResult probe(Parameter parameter, double accuracy, double half, int photos, double p) {
    int classes = parameter.classes().size();
    double chance = 100.0 / classes;
    Range interval = new Range(accuracy - half, accuracy + half);
    return new ProbeResult(
        header("probe"),
        parameter.id(),
        parameter.classes().stream().map(Processing::name).toList(),
        chance,
        accuracy,
        0.5,
        List.of(accuracy),
        interval,
        2 * photos,
        photos,
        "sgd",
        "all",
        new ProbeResult.Best(1.0, 1e-6, null, null, accuracy),
        List.of(),
        List.of(),
        List.of(),
        new Evidence(accuracy, interval, chance, chance, p, 0.0, null, null, null, null),
        new ProbeResult.Control(chance, chance - 2, chance + 2, 20),
        null,
        null,
        null,
        null);
  }

  /** A fall from 84 with an interval of {@code half} to either side, half of it by pull. */
  KnnResult knn(Parameter parameter, double fall, double half, int photos, @Nullable Double p) {
    return knn(parameter, fall, half, photos, p, new Range(fall / 2 - half, fall / 2 + half));
  }

  KnnResult knn(
      Parameter parameter, double fall, double half, int photos, @Nullable Double p, Range pull) {
    return new KnnResult(
        header("knn"),
        parameter.id(),
        10,
        2 * photos,
        photos,
        8,
        12.5,
        12.5,
        84,
        84 - fall / 2,
        88,
        84 - fall,
        82,
        Map.of(
            KnnResult.BASELINE_MINUS_NEG,
            new Range(fall - half, fall + half),
            KnnResult.ALL_MINUS_NEG,
            pull),
        p,
        null,
        List.of(),
        List.of());
  }

  /** Recall@1 that falls from 96. */
  RetrieveResult retrieve(double fall, double half, int pairs, double p) {
    RetrieveResult.Recall recall = new RetrieveResult.Recall(96 - fall, 96, null, null);
    return new RetrieveResult(
        header("retrieve"),
        pairs,
        100.0 / pairs,
        new RetrieveResult.Queries(recall, recall),
        recall,
        new Range(fall - half, fall + half),
        p,
        null,
        List.of(),
        null);
  }
}
