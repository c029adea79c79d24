package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.Reading;
import org.encodertraces.probe.Setting;
import org.encodertraces.probe.SplitReadings;
import org.encodertraces.processing.Processing;
import org.encodertraces.statistics.DetectableEffect;
import org.encodertraces.statistics.RandomSplits;
import org.encodertraces.statistics.Shuffles;
import org.jspecify.annotations.Nullable;

/**
 * What a linear probe reads of one parameter; accuracies in percent.
 *
 * @param interval of the mean accuracy, 95 %, over test photos
 * @param training {@code all} or {@code one}: classes that each training photo was shown under
 * @param recall percent of each class that was read as itself
 * @param confusion [true class][read class], counts over all seeds
 * @param evidence of the reading; its p by dealing classes anew within photos
 * @param control what was read after training on shuffled labels
 * @param paired the probe on embeddings less their photo's mean over all classes; not the study's
 *     figure
 * @param splits the same question on random splits of all photos, if asked for
 * @param right [test photos] of a photo's answers, those that were right: what pairs encoders on
 *     the same photos; absent in files of earlier versions
 * @param answers of each photo, under all classes in all runs
 */
public record ProbeResult(
    @JsonUnwrapped ResultHeader header,
    String parameter,
    List<String> classes,
    double chance,
    double accuracyMean,
    double accuracyStd,
    List<Double> accuracies,
    Range interval,
    int trainPhotos,
    int testPhotos,
    String classifier,
    String training,
    Best best,
    List<Best> trials,
    List<Double> recall,
    List<List<Long>> confusion,
    @JsonUnwrapped Evidence evidence,
    @Nullable Control control,
    @Nullable Side paired,
    @Nullable Splits splits,
    @Nullable List<Integer> right,
    @Nullable Integer answers)
    implements ProbedResult {

  /**
   * Settings that were tried: {@code lr} and {@code wd} of SGD, or {@code C} and the objective of
   * L-BFGS. No validation accuracy when they were given, or training diverged.
   */
  public record Best(
      @Nullable Double lr,
      @Nullable Double wd,
      @JsonProperty("C") @Nullable Double c,
      @Nullable Double objective,
      @Nullable Double valAccuracy) {

    static Best of(Setting setting) {
      if (setting instanceof Setting.Sgd sgd) {
        return new Best(sgd.lr(), sgd.wd(), null, null, finite(sgd.valAccuracy()));
      }
      Setting.Logistic logistic = (Setting.Logistic) setting;
      return new Best(
          null, null, logistic.c(), finite(logistic.objective()), finite(logistic.valAccuracy()));
    }

    /** The settings in words. */
    public String describe() {
      return c == null ? "lr %.3g, wd %.3g".formatted(lr, wd) : "C %.3g".formatted(c);
    }
  }

  /**
   * What was read after training on shuffled labels. A description, not a test: one shuffle lies
   * off chance by its own luck, their mean near it.
   *
   * @param accuracyMean over the shuffles
   * @param lowest of the shuffles; absent in files of versions that took one
   * @param highest of the shuffles
   */
  public record Control(
      double accuracyMean,
      @Nullable Double lowest,
      @Nullable Double highest,
      @Nullable Integer shuffles) {
    private static Control of(Shuffles shuffles) {
      return new Control(
          shuffles.mean(), shuffles.lowest(), shuffles.highest(), shuffles.accuracies().length);
    }
  }

  /**
   * The accuracy over random splits of all photos into training and test.
   *
   * @param interval 95 %, over draws of training and of test photos (Nadeau and Bengio, 2003)
   * @param trainPhotos of each split
   * @param testPhotos of each split
   */
  public record Splits(
      double accuracyMean,
      Range interval,
      List<Double> accuracies,
      int trainPhotos,
      int testPhotos) {
    private static Splits of(SplitReadings readings) {
      double[] accuracies = readings.accuracies();
      return new Splits(
          Arrays.stream(accuracies).average().orElseThrow(),
          Range.of(
              RandomSplits.interval(
                  accuracies, (double) readings.testPhotos() / readings.trainPhotos())),
          Arrays.stream(accuracies).boxed().toList(),
          readings.trainPhotos(),
          readings.testPhotos());
    }
  }

  /** A reading that stands beside the main one. */
  public record Side(double accuracyMean, double accuracyStd, Range interval) {
    private static Side of(Reading reading) {
      return new Side(reading.accuracyMean(), reading.accuracyStd(), Range.of(reading.interval()));
    }
  }

  /** The result of an outcome. */
  public static ProbeResult of(ResultHeader header, ProbeOutcome outcome) {
    return of(header, outcome, Optional.empty());
  }

  /** The result of an outcome, and of random splits of the same photos. */
  public static ProbeResult of(
      ResultHeader header, ProbeOutcome outcome, Optional<SplitReadings> splits) {
    Reading reading = outcome.reading();
    Range interval = Range.of(reading.interval());
    int answers = outcome.classes().size() * reading.accuracies().length;
    return new ProbeResult(
        header,
        outcome.parameter().id(),
        outcome.classes().stream().map(Processing::name).toList(),
        outcome.chance(),
        reading.accuracyMean(),
        reading.accuracyStd(),
        Arrays.stream(reading.accuracies()).boxed().toList(),
        interval,
        outcome.trainPhotos(),
        outcome.testPhotos(),
        outcome.classifier().id(),
        outcome.training().id(),
        Best.of(outcome.best()),
        outcome.trials().stream().map(Best::of).toList(),
        Arrays.stream(reading.recall()).boxed().toList(),
        Arrays.stream(reading.confusion()).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        evidence(reading, outcome.p())
            .judged(outcome.testPhotos(), reading.accuracyMean(), outcome.chance(), interval),
        Control.of(outcome.shuffles()),
        outcome.paired().map(Side::of).orElse(null),
        splits.map(Splits::of).orElse(null),
        Arrays.stream(reading.perPhoto())
            .mapToObj(share -> (int) Math.rint(share * answers))
            .toList(),
        answers);
  }

  /** Classes of each photo's pictures have as many orders as there are permutations. */
  @Override
  public double smallestP() {
    double orders =
        IntStream.rangeClosed(1, classes.size()).asDoubleStream().reduce(1, (a, b) -> a * b);
    return Math.pow(orders, -testPhotos);
  }

  @Override
  public double detectable(double level, Range claimed) {
    Effect effect = effect();
    return 100
        * DetectableEffect.ofProcessing(
            effect.value() / 100,
            claimed.interval().scaled(1 / 100.0),
            (int) Math.round(100 / effect.none()),
            effect.margin() / 100,
            level,
            effect.photos());
  }

  private static Evidence evidence(Reading reading, double p) {
    return new Evidence(
        reading.balancedAccuracy(),
        Range.of(reading.balancedInterval()),
        reading.balancedChance(),
        reading.majorityShare(),
        p,
        0.0,
        null,
        null,
        null,
        null);
  }

  private static @Nullable Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
