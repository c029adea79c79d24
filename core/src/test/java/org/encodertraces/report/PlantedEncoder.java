package org.encodertraces.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.encodertraces.experiment.AcquisitionSettings;
import org.encodertraces.experiment.KnnSettings;
import org.encodertraces.experiment.LadderSettings;
import org.encodertraces.experiment.ProbeSettings;
import org.encodertraces.experiment.RetrieveSettings;
import org.encodertraces.experiment.SplitSource;
import org.encodertraces.experiment.Trainer;
import org.encodertraces.ladder.LadderOutcome.Bounds;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.ladder.LadderOutcome.RocPoint;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.ladder.LadderOutcome.Spread;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.Evidence;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.PlanEntry;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.SimilarityResult;
import org.encodertraces.statistics.ClopperPearson;
import org.encodertraces.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** Invented results of one encoder that holds traces as strongly as it is told. */
final class PlantedEncoder {

  private static final int TRAIN = 9_000;
  private static final int TEST = 1_000;
  private static final int CLASSES = 100;
  private static final int SEEDS = 10;
  private static final int PAIRS = 730;

  private final String id;
  private final String category;
  private final double strength;
  private final NumpyGenerator random;

  /**
   * @param strength 0, no trace at all, to 1
   */
  PlantedEncoder(String id, String category, double strength, long seed) {
    this.id = id;
    this.category = category;
    this.strength = strength;
    this.random = new NumpyGenerator(seed);
  }

  ResultHeader header(ExperimentSettings settings) {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (String part : List.of("train", "val")) {
      inputs.put(
          "embeddings/ImageNet/%s_split=%s.safetensors".formatted(id.replace('/', '_'), part),
          "00ff".repeat(16));
    }
    return new ResultHeader(
        ResultHeader.SCHEMA_VERSION,
        settings.experiment(),
        id,
        category,
        "ImageNet",
        "2026-01-01T00:00:00Z",
        "made up",
        new Provenance(
            "traces run made-up.json",
            new PlanEntry("/embeddings/ImageNet", id, settings),
            Map.of(),
            inputs,
            Map.of("made up", "no encoder ran")));
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Strong where the study found it strong: what is finer is read less. */
  private double strengthOf(Parameter parameter) {
    double share =
        switch (parameter.id()) {
          case "jpeg" -> 1;
          case "sharpening" -> 0.8;
          case "resizing" -> 0.7;
          default -> 0.4;
        };
    return Math.min(1, strength * share * between(0.8, 1.2));
  }

  private static Range share(double percent, int photos) {
    Interval interval =
        ClopperPearson.of((int) Math.round(percent * photos / 100), photos).scaled(100);
    return new Range(interval.low(), interval.high());
  }

  /** One-sided, of a figure this far above none with this interval. */
  private static double p(double excess, Range interval) {
    double error = (interval.high() - interval.low()) / 2 / 1.96;
    return NormalDistribution.of(0, 1).survivalProbability(excess / error);
  }

  ProbeResult probe(Parameter parameter) {
    int classes = parameter.classes().size();
    double chance = 100.0 / classes;
    double accuracy = chance + (98 - chance) * strengthOf(parameter) + between(-0.4, 0.4);
    Range interval = share(accuracy, TEST);
    List<List<Long>> confusion = confusion(classes, accuracy);
    List<Double> splits = jittered(accuracy - 1, 1);
    int answers = classes * SEEDS;
    return new ProbeResult(
        header(
            new ProbeSettings(
                ExperimentSettings.Classes.of(parameter),
                Trainer.STUDY,
                "one",
                SEEDS,
                false,
                true,
                false)),
        parameter.id(),
        parameter.classes().stream().map(Processing::name).toList(),
        chance,
        accuracy,
        0.4,
        jittered(accuracy, 0.7),
        interval,
        TRAIN,
        TEST,
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
                        accuracy - between(0, accuracy - chance)))
            .toList(),
        recall(confusion),
        confusion,
        evidence(accuracy, interval, chance, chance, null),
        new ProbeResult.Control(chance, chance - 1.2, chance + 1.2, 20),
        null,
        new ProbeResult.Splits(
            accuracy - 1, new Range(accuracy - 3, accuracy + 1), splits, 8_000, 2_000),
        IntStream.range(0, TEST)
            .mapToObj(
                i ->
                    (int)
                        Math.round(
                            answers
                                * Math.max(0, Math.min(1, accuracy / 100 + between(-0.2, 0.2)))))
            .toList(),
        answers);
  }

  private static Evidence evidence(
      double accuracy, Range interval, double chance, double majority, @Nullable Integer owners) {
    double p = p(accuracy - chance, interval);
    return new Evidence(
        accuracy,
        interval,
        chance,
        majority,
        owners == null ? p : Math.max(p, 1e-5),
        owners == null ? 0 : 1e-5,
        owners == null ? null : 99_999L,
        owners,
        p < 0.025,
        null);
  }

  private List<Double> jittered(double mean, double by) {
    return IntStream.range(0, SEEDS).mapToObj(i -> mean + between(-by, by)).toList();
  }

  /** Counts over all runs: neighbors in the order of the classes are taken for each other most. */
  private static List<List<Long>> confusion(int classes, double accuracy) {
    long rows = (long) TEST * SEEDS;
    List<List<Long>> confusion = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      int row = i;
      double all =
          IntStream.range(0, classes).filter(j -> j != row).mapToDouble(j -> near(row, j)).sum();
      confusion.add(
          IntStream.range(0, classes)
              .mapToObj(
                  j ->
                      Math.round(
                          row == j
                              ? rows * accuracy / 100
                              : rows * (1 - accuracy / 100) * near(row, j) / all))
              .toList());
    }
    return confusion;
  }

  private static double near(int i, int j) {
    return 1.0 / (1 + Math.abs(i - j));
  }

  private static List<Double> recall(List<List<Long>> confusion) {
    return IntStream.range(0, confusion.size())
        .mapToObj(
            i ->
                100.0
                    * confusion.get(i).get(i)
                    / confusion.get(i).stream().mapToLong(Long::longValue).sum())
        .toList();
  }

  AcquisitionResult acquisition(String attribute, int classes) {
    double chance = 100.0 / classes;
    double accuracy = chance + (90 - chance) * strength * between(0.8, 1);
    Range interval = share(accuracy, TEST);
    List<List<Long>> confusion = confusion(classes, accuracy);
    ProbeResult.Best best = new ProbeResult.Best(1.5, 1e-6, null, null, accuracy);
    return new AcquisitionResult(
        header(
            new AcquisitionSettings(
                attribute,
                Processing.IDENTITY.text(),
                Trainer.STUDY,
                new SplitSource("splits/" + attribute + ".csv", null))),
        attribute,
        IntStream.range(0, classes).mapToObj(i -> attribute + " " + (char) ('A' + i)).toList(),
        chance,
        accuracy,
        0,
        List.of(accuracy),
        interval,
        evidence(accuracy, interval, chance, chance, 800),
        TRAIN,
        TEST,
        "split file",
        best,
        List.of(best),
        recall(confusion),
        confusion);
  }

  KnnResult knn(Parameter parameter) {
    double baseline = category.equals("SSL") ? between(60, 75) : between(70, 85);
    double fall = 40 * Math.pow(strengthOf(parameter), 2);
    ToDoubleFunction<Setup> planted =
        setup ->
            switch (setup) {
              case BASELINE -> baseline;
              case ALL_DIFF -> baseline - 0.25 * fall;
              case POS_SAME -> baseline + 0.3 * fall * (100 - baseline) / 100;
              case NEG_SAME -> baseline - fall;
              case UNIFORM -> baseline - 0.2 * fall;
            };
    List<KnnResult.Cell> cells = new ArrayList<>();
    Map<Setup, List<Double>> bySetup = new LinkedHashMap<>();
    List<KnnResult.UniformRun> runs = new ArrayList<>();
    for (Processing test : parameter.classes()) {
      for (Processing positives : parameter.classes()) {
        for (Processing negatives : parameter.classes()) {
          boolean same = positives.equals(negatives);
          if (same || positives.equals(test) || negatives.equals(test)) {
            Setup setup =
                same
                    ? (positives.equals(test) ? Setup.BASELINE : Setup.ALL_DIFF)
                    : (positives.equals(test) ? Setup.POS_SAME : Setup.NEG_SAME);
            double top1 = planted.applyAsDouble(setup) + between(-1, 1);
            bySetup.computeIfAbsent(setup, s -> new ArrayList<>()).add(top1);
            cells.add(new KnnResult.Cell(test.name(), positives.name(), negatives.name(), top1));
          }
        }
      }
      for (int seed = 0; seed < SEEDS; seed++) {
        double top1 = planted.applyAsDouble(Setup.UNIFORM) + between(-0.5, 0.5);
        bySetup.computeIfAbsent(Setup.UNIFORM, s -> new ArrayList<>()).add(top1);
        runs.add(new KnnResult.UniformRun(test.name(), seed, top1));
      }
    }
    ToDoubleFunction<Setup> mean =
        setup ->
            bySetup.getOrDefault(setup, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    double base = mean.applyAsDouble(Setup.BASELINE);
    double all = mean.applyAsDouble(Setup.ALL_DIFF);
    double pos = mean.applyAsDouble(Setup.POS_SAME);
    double neg = mean.applyAsDouble(Setup.NEG_SAME);
    Map<String, Range> intervals = new LinkedHashMap<>();
    for (Setup setup : Setup.values()) {
      intervals.put(setup.id(), share(mean.applyAsDouble(setup), TEST));
    }
    intervals.put(KnnResult.POS_MINUS_NEG, difference(pos - neg));
    intervals.put(KnnResult.BASELINE_MINUS_NEG, difference(base - neg));
    intervals.put(KnnResult.BASELINE_MINUS_ALL, difference(base - all));
    intervals.put(KnnResult.ALL_MINUS_NEG, difference(all - neg));
    double p = p(base - neg, difference(base - neg));
    return new KnnResult(
        header(
            new KnnSettings(ExperimentSettings.Classes.of(parameter), 10, KnnSettings.ALL, false)),
        parameter.id(),
        10,
        TRAIN,
        TEST,
        CLASSES,
        100.0 / CLASSES,
        1.0,
        base,
        all,
        pos,
        neg,
        mean.applyAsDouble(Setup.UNIFORM),
        intervals,
        p,
        p < 0.025,
        cells,
        runs);
  }

  /** Of a paired difference: the more photos change, the longer. */
  private static Range difference(double points) {
    double half = 0.8 + 0.12 * Math.sqrt(Math.abs(points)) * 3;
    return new Range(points - half, points + half);
  }

  RetrieveResult retrieve() {
    RetrieveResult.Recall phone = recall(between(93, 99));
    RetrieveResult.Recall camera = recall(between(93, 99));
    double same = (phone.same() + camera.same()) / 2;
    double different = (phone.different() + camera.different()) / 2;
    Range difference = difference(different - same);
    double p = p(different - same, difference);
    return new RetrieveResult(
        header(new RetrieveSettings(RetrieveSettings.ALL)),
        PAIRS,
        100.0 / PAIRS,
        new RetrieveResult.Queries(phone, camera),
        new RetrieveResult.Recall(same, different, share(same, PAIRS), share(different, PAIRS)),
        difference,
        p,
        p < 0.025,
        List.of(),
        null);
  }

  private RetrieveResult.Recall recall(double different) {
    double same = different - 14 * strength * strength;
    return new RetrieveResult.Recall(same, different, share(same, PAIRS), share(different, PAIRS));
  }

  LadderResult ladder(Ladder ladder) {
    double floor = category.equals("CVL") ? between(0.35, 0.55) : between(0.02, 0.2);
    List<Double> steps = ladder.steps();
    boolean falling = ladder == Ladder.JPEG || ladder == Ladder.RESIZING;
    double steep = between(0.25, 0.4) + 0.4 * strength;
    List<Rung> rungs = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      double severity = (falling ? steps.size() - 1 - i : i) / (steps.size() - 1.0);
      double cosine = 1 - (1 - floor) * steep * severity * severity;
      double spread = 0.1 * severity;
      double found = 100 - 30 * steep * severity * severity;
      double auc = 1 - 0.04 * Math.pow(severity, 4) * steep;
      rungs.add(
          new Rung(
              steps.get(i),
              new Spread(
                  cosine,
                  cosine - spread,
                  Math.min(1, cosine + spread / 2),
                  new Interval(cosine - spread / 20, Math.min(1, cosine + spread / 20))),
              1,
              1 + Math.round(20 * severity * steep),
              found,
              new Interval(found - 4 * severity, Math.min(100, found + 4 * severity)),
              new Duplicates(
                  auc,
                  cosine - 1.4 * spread,
                  Math.round(2_000 * (1 - auc)),
                  249_500,
                  DoubleStream.of(0, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1)
                      .mapToObj(x -> new RocPoint(x, Math.pow(x, (1 - auc) * 2)))
                      .toList(),
                  new Bounds(
                      495,
                      98.8,
                      97.9,
                      new Interval(auc - 0.002, Math.min(1, auc + 0.002)),
                      new Interval(0.01, 0.1)))));
    }
    return new LadderResult(
        header(new LadderSettings(ladder.id(), steps, 500, 0, false)),
        ladder.id(),
        500,
        new Spread(floor, floor - 0.12, floor + 0.15, new Interval(floor - 0.01, floor + 0.01)),
        rungs);
  }

  SimilarityResult similarity(Parameter parameter) {
    return PlantedQueries.similarity(this, parameter, strengthOf(parameter));
  }

  NeighborsResult neighbors(Parameter parameter) {
    return PlantedQueries.neighbors(this, parameter, strength, random);
  }
}
