package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.probe.ProbeOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a linear probe reads of one parameter; accuracies in percent.
 *
 * @param interval of the mean accuracy, 95 %, over test photos
 * @param training {@code all} or {@code one}: classes that each training photo was shown under
 * @param confusion [true class][read class], counts over all seeds
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
    String training,
    Best best,
    List<Trial> trials,
    List<List<Long>> confusion)
    implements TraceResult {

  /** The settings of the final runs; no validation accuracy when they were given. */
  public record Best(double lr, double wd, @Nullable Double valAccuracy) {}

  /** One tuning trial; no validation accuracy when it diverged. */
  public record Trial(double lr, double wd, @Nullable Double valAccuracy) {}

  /** The result of an outcome. */
  public static ProbeResult of(ResultHeader header, ProbeOutcome outcome) {
    return new ProbeResult(
        header,
        outcome.parameter().id(),
        outcome.classes().stream().map(Enum::name).toList(),
        outcome.chance(),
        outcome.accuracyMean(),
        outcome.accuracyStd(),
        Arrays.stream(outcome.accuracies()).boxed().toList(),
        Range.of(outcome.interval()),
        outcome.trainPhotos(),
        outcome.testPhotos(),
        outcome.training().id(),
        new Best(outcome.best().lr(), outcome.best().wd(), finite(outcome.best().valAccuracy())),
        outcome.trials().stream()
            .map(trial -> new Trial(trial.lr(), trial.wd(), finite(trial.valAccuracy())))
            .toList(),
        Arrays.stream(outcome.confusion())
            .map(row -> Arrays.stream(row).boxed().toList())
            .toList());
  }

  /** Whether the probe reads the parameter: its interval lies above chance. */
  public boolean findsTrace() {
    return interval.low() > chance;
  }

  private static @Nullable Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
