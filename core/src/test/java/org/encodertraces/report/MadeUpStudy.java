package org.encodertraces.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.ladder.LadderOutcome.Bounds;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.ladder.LadderOutcome.RocPoint;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.ladder.LadderOutcome.Spread;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.Evidence;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.SimilarityResult;
import org.encodertraces.result.TraceResult;
import org.encodertraces.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** Results of every kind for any number of encoders, with numbers as a study would have them. */
final class MadeUpStudy {

  private static final List<String> CATEGORIES = List.of("CVL", "SUP", "SSL", "built-in", "custom");

  private final NumpyGenerator random = new NumpyGenerator(4);
  private final String classPrefix;

  /**
   * @param classPrefix what file and class names begin with
   */
  MadeUpStudy(String classPrefix) {
    this.classPrefix = classPrefix;
  }

  /** All kinds of results for encoders named {@code prefix} and a number. */
  List<TraceResult> results(int encoders, String prefix) {
    List<TraceResult> results = new ArrayList<>();
    for (int i = 0; i < encoders; i++) {
      String encoder = "%s/ViT-%02d-laion2B".formatted(prefix, i);
      String category = CATEGORIES.get(i % CATEGORIES.size());
      for (Parameter parameter : Parameter.study()) {
        results.add(probe(header("probe", encoder, category), parameter));
        results.add(knn(header("knn", encoder, category), parameter));
        results.add(similarity(header("similarity", encoder, category), parameter));
      }
      for (Ladder ladder : Ladder.values()) {
        results.add(ladder(header("ladder", encoder, category), ladder));
      }
      results.add(retrieve(header("retrieve", encoder, category)));
      results.add(acquisition(header("acquisition", encoder, category)));
    }
    return results;
  }

  static ResultHeader header(String kind, String encoder, String category) {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      inputs.put("embeddings/JPEG75_%d/%s.safetensors".formatted(i, encoder), "00ff".repeat(16));
    }
    return ResultHeader.of(
        kind,
        encoder,
        category,
        "ImageNet",
        new Provenance(
            "traces audit --encoder '" + encoder + "'",
            Map.of("encoder", encoder, "seed", "0"),
            inputs,
            Map.of("onnxruntime", "1.29.0")));
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private ProbeResult probe(ResultHeader header, Parameter parameter) {
    int classes = parameter.classes().size();
    double accuracy = between(100.0 / classes, 95);
    return new ProbeResult(
        header,
        parameter.id(),
        parameter.classes().stream().map(Processing::name).toList(),
        100.0 / classes,
        accuracy,
        between(0, 2),
        IntStream.range(0, 10).mapToObj(i -> accuracy + between(-1, 1)).toList(),
        new Range(accuracy - 2, accuracy + 2),
        45_000,
        5_000,
        "sgd",
        "one",
        new ProbeResult.Best(1.5, 1e-6, null, null, accuracy),
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    new ProbeResult.Best(
                        Math.pow(10, between(-1, 2)),
                        Math.pow(10, between(-12, -4)),
                        null,
                        null,
                        accuracy - between(0, 20)))
            .toList(),
        IntStream.range(0, classes).mapToObj(i -> accuracy).toList(),
        confusion(classes),
        evidence(accuracy, classes, 0.0001, null),
        new ProbeResult.Control(100.0 / classes, 10.0, 40.0, 20),
        null,
        new ProbeResult.Splits(
            accuracy - 1,
            new Range(accuracy - 4, accuracy + 2),
            IntStream.range(0, 10).mapToObj(i -> accuracy - 1 + between(-1, 1)).toList(),
            40_000,
            10_000),
        null,
        null);
  }

  private static Evidence evidence(
      double accuracy, int classes, double p, @Nullable Long relabelings) {
    return new Evidence(
        accuracy,
        new Range(accuracy - 2, accuracy + 2),
        100.0 / classes,
        100.0 / classes,
        p,
        relabelings == null ? 0 : 0.001,
        relabelings,
        relabelings == null ? null : 4_500,
        true,
        null);
  }

  private List<List<Long>> confusion(int classes) {
    return IntStream.range(0, classes)
        .mapToObj(
            i ->
                IntStream.range(0, classes)
                    .mapToObj(j -> (long) between(0, i == j ? 50_000 : 9_000))
                    .toList())
        .toList();
  }

  private AcquisitionResult acquisition(ResultHeader header) {
    int classes = 9;
    double accuracy = between(20, 90);
    return new AcquisitionResult(
        header,
        "Make",
        IntStream.range(0, classes).mapToObj(i -> classPrefix + i).toList(),
        100.0 / classes,
        accuracy,
        0,
        List.of(accuracy),
        new Range(accuracy - 2, accuracy + 2),
        evidence(accuracy, classes, 0.001, 999L),
        9_000,
        4_500,
        "split file",
        new ProbeResult.Best(null, null, 10.0, 3.0, accuracy),
        List.of(new ProbeResult.Best(null, null, 10.0, 3.0, accuracy)),
        IntStream.range(0, classes).mapToObj(i -> accuracy).toList(),
        confusion(classes));
  }

  private KnnResult knn(ResultHeader header, Parameter parameter) {
    List<KnnResult.Cell> cells = new ArrayList<>();
    List<KnnResult.UniformRun> runs = new ArrayList<>();
    for (Processing test : parameter.classes()) {
      for (Processing positives : parameter.classes()) {
        for (Processing negatives : parameter.classes()) {
          if (positives.equals(negatives) || positives.equals(test) || negatives.equals(test)) {
            cells.add(
                new KnnResult.Cell(
                    test.name(), positives.name(), negatives.name(), between(50, 80)));
          }
        }
      }
      for (int seed = 0; seed < 10; seed++) {
        runs.add(new KnnResult.UniformRun(test.name(), seed, between(60, 70)));
      }
    }
    double baseline = between(60, 80);
    double fall = between(0, 15);
    return new KnnResult(
        header,
        parameter.id(),
        10,
        45_000,
        5_000,
        1_000,
        0.1,
        0.1,
        baseline,
        baseline - 1,
        baseline + 5,
        baseline - fall,
        baseline - 2,
        Map.of(
            KnnResult.BASELINE_MINUS_NEG,
            new Range(fall - 1, fall + 1),
            KnnResult.BASELINE_MINUS_ALL,
            new Range(0.5, 1.5),
            KnnResult.ALL_MINUS_NEG,
            new Range(fall - 2, fall),
            "baseline",
            new Range(baseline - 1, baseline + 1)),
        fall > 1 ? 1e-6 : 0.3,
        fall > 1,
        cells,
        runs);
  }

  private SimilarityResult similarity(ResultHeader header, Parameter parameter) {
    List<SimilarityResult.Query> queries =
        IntStream.range(0, 2)
            .mapToObj(
                q ->
                    new SimilarityResult.Query(
                        q,
                        classPrefix + "/val/" + q + ".jpg",
                        parameter.classes().get(0).name(),
                        -0.1,
                        0.9,
                        List.of(
                                "same_class_same_processing",
                                "same_class_different_processing",
                                "different_class_same_processing",
                                "different_class_different_processing")
                            .stream()
                            .map(
                                group ->
                                    new SimilarityResult.Histogram(
                                        group,
                                        0.4,
                                        IntStream.range(0, 50)
                                            .mapToObj(i -> (long) between(0, 300))
                                            .toList()))
                            .toList(),
                        between(0.5, 0.9),
                        new Range(0.45, 0.95),
                        45))
            .toList();
    return new SimilarityResult(header, parameter.id(), queries);
  }

  private LadderResult ladder(ResultHeader header, Ladder ladder) {
    double steep = between(0.2, 0.8);
    List<Double> steps = ladder.steps();
    List<Rung> rungs = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      double cosine = 1 - steep * i / steps.size();
      rungs.add(
          new Rung(
              steps.get(i),
              new Spread(
                  cosine,
                  cosine - 0.1,
                  Math.min(1, cosine + 0.05),
                  new Interval(cosine - 0.01, Math.min(1, cosine + 0.01))),
              1,
              3,
              between(90, 100),
              new Interval(88, 100),
              new Duplicates(
                  between(0.9, 1),
                  cosine - 0.2,
                  120,
                  249_500,
                  List.of(
                      new RocPoint(0, 0.5),
                      new RocPoint(1e-4, 0.8),
                      new RocPoint(1e-2, 0.9),
                      new RocPoint(1, 1)),
                  new Bounds(495, 98.8, 97.9, new Interval(0.88, 1), new Interval(0.01, 0.1)))));
    }
    return new LadderResult(
        header, ladder.id(), 500, new Spread(0.3, 0.15, 0.45, new Interval(0.28, 0.32)), rungs);
  }

  private RetrieveResult retrieve(ResultHeader header) {
    double same = between(80, 99);
    RetrieveResult.Recall recall =
        new RetrieveResult.Recall(
            same, between(same, 100), new Range(same - 2, same + 1), new Range(same, 100));
    return new RetrieveResult(
        header,
        730,
        100.0 / 730,
        new RetrieveResult.Queries(recall, recall),
        recall,
        new Range(0.1, 3),
        0.01,
        true,
        List.of(),
        null);
  }

  /** Neighbors of two queries, with pictures of {@code side} pixels. */
  NeighborsResult neighbors(String encoder, Parameter parameter, int side) {
    List<NeighborsResult.Query> queries =
        IntStream.range(0, 2)
            .mapToObj(
                q ->
                    new NeighborsResult.Query(
                        q,
                        photo(q),
                        classPrefix,
                        parameter.classes().get(0).name(),
                        parameter.classes().get(1).name(),
                        list(parameter, 2),
                        list(parameter, 12),
                        list(parameter, 22)))
            .toList();
    Map<String, String> thumbnails =
        IntStream.range(0, 32)
            .boxed()
            .collect(Collectors.toMap(this::photo, i -> picture(i, side)));
    return new NeighborsResult(
        header("neighbors", encoder, "CVL"), parameter.id(), 10, queries, thumbnails);
  }

  private String photo(int i) {
    return classPrefix + "/" + i + ".jpg";
  }

  private List<NeighborsResult.Neighbor> list(Parameter parameter, int from) {
    return IntStream.range(from, from + 10)
        .mapToObj(
            i ->
                new NeighborsResult.Neighbor(
                    i,
                    photo(i),
                    classPrefix,
                    parameter.classes().get(1).name(),
                    between(0.2, 0.9),
                    i % 3 > 0))
        .toList();
  }

  private String picture(int seed, int side) {
    NumpyGenerator noise = new NumpyGenerator(seed);
    byte[] samples = new byte[side * side * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) noise.nextInt(0, 256);
    }
    return Base64.getEncoder()
        .encodeToString(Jpeg.encode(new RgbImage(side, side, samples), 90, Chroma.FULL_444));
  }

  /** The sections of every experiment. */
  static List<Section> sections() {
    return Experiments.sections(Experiments.all());
  }

  /** What a page is made from. */
  static PageResults page(List<? extends TraceResult> results) {
    return PageResults.of(List.copyOf(results), sections());
  }
}
