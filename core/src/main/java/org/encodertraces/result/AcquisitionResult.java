package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.probe.AcquisitionProbe;
import org.encodertraces.probe.Reading;
import org.encodertraces.statistics.DetectableEffect;

/**
 * What a linear probe reads of one acquisition attribute; accuracies in percent.
 *
 * @param interval of the accuracy, 95 %, over test photos
 * @param evidence of the reading; its p by dealing labels anew among owners or within them
 * @param trainPhotos of the final training, train and val together
 */
public record AcquisitionResult(
    @JsonUnwrapped ResultHeader header,
    String attribute,
    List<String> classes,
    double chance,
    double accuracyMean,
    double accuracyStd,
    List<Double> accuracies,
    Range interval,
    @JsonUnwrapped Evidence evidence,
    int trainPhotos,
    int testPhotos,
    String training,
    ProbeResult.Best best,
    List<ProbeResult.Best> trials,
    List<Double> recall,
    List<List<Long>> confusion)
    implements ProbedResult {

  /** The result of an outcome. */
  public static AcquisitionResult of(ResultHeader header, AcquisitionProbe.Outcome outcome) {
    Reading reading = outcome.reading();
    Range interval = Range.of(reading.interval());
    double chance = 100.0 / outcome.split().classes().size();
    Evidence evidence =
        new Evidence(
            reading.balancedAccuracy(),
            Range.of(reading.balancedInterval()),
            reading.balancedChance(),
            reading.majorityShare(),
            outcome.relabeling().p(),
            outcome.relabeling().smallestP(),
            (long) outcome.relabeling().relabelings(),
            outcome.owners(),
            null,
            outcome.relabeling().dealing().words());
    return new AcquisitionResult(
        header,
        outcome.split().attribute(),
        outcome.split().classes(),
        chance,
        reading.accuracyMean(),
        reading.accuracyStd(),
        Arrays.stream(reading.accuracies()).boxed().toList(),
        interval,
        evidence.judged(outcome.testPhotos(), reading.accuracyMean(), chance, interval),
        outcome.trainPhotos(),
        outcome.testPhotos(),
        "split file",
        ProbeResult.Best.of(outcome.best()),
        outcome.trials().stream().map(ProbeResult.Best::of).toList(),
        Arrays.stream(reading.recall()).boxed().toList(),
        Arrays.stream(reading.confusion())
            .map(row -> Arrays.stream(row).boxed().toList())
            .toList());
  }

  @Override
  public double detectable(double level, Range claimed) {
    Double majority = evidence.majorityShare();
    if (majority == null) { // nothing tells how few photos the smaller classes have
      return ProbedResult.super.detectable(level, claimed);
    }
    Effect effect = effect();
    return 100
        * DetectableEffect.ofAttribute(
            effect.value() / 100,
            claimed.interval().scaled(1 / 100.0),
            (int) Math.round(100 / effect.none()),
            majority / 100,
            effect.margin() / 100,
            level,
            effect.photos());
  }

  @Override
  public String parameter() {
    return attribute;
  }
}
