package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.Reading;
import org.encodertraces.probe.Setting;
import org.encodertraces.processing.Processing;
import org.jspecify.annotations.Nullable;

/**
 * What a linear probe reads of one parameter; accuracies in percent.
 *
 * @param interval of the mean accuracy, 95 %, over test photos
 * @param training {@code all} or {@code one}: classes that each training photo was shown under
 * @param recall percent of each class that was read as itself
 * @param confusion [true class][read class], counts over all seeds
 * @param permutationP against chance, by permuting classes within photos
 * @param control one run trained on shuffled labels, which must stay at chance
 * @param paired the probe on embeddings less their photo's mean over all classes; not the study's
 *     figure
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
    double permutationP,
    Side control,
    @Nullable Side paired)
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

  /** A reading that stands beside the main one. */
  public record Side(double accuracyMean, double accuracyStd, Range interval) {
    private static Side of(Reading reading) {
      return new Side(reading.accuracyMean(), reading.accuracyStd(), Range.of(reading.interval()));
    }
  }

  /** The result of an outcome. */
  public static ProbeResult of(ResultHeader header, ProbeOutcome outcome) {
    Reading reading = outcome.reading();
    return new ProbeResult(
        header,
        outcome.parameter().id(),
        outcome.classes().stream().map(Processing::name).toList(),
        outcome.chance(),
        reading.accuracyMean(),
        reading.accuracyStd(),
        Arrays.stream(reading.accuracies()).boxed().toList(),
        Range.of(reading.interval()),
        outcome.trainPhotos(),
        outcome.testPhotos(),
        outcome.classifier().id(),
        outcome.training().id(),
        Best.of(outcome.best()),
        outcome.trials().stream().map(Best::of).toList(),
        Arrays.stream(reading.recall()).boxed().toList(),
        Arrays.stream(reading.confusion()).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        outcome.permutationP(),
        Side.of(outcome.control()),
        outcome.paired().map(Side::of).orElse(null));
  }

  private static @Nullable Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
