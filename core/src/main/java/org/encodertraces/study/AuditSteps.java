package org.encodertraces.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.encodertraces.Forecast.Part;
import org.encodertraces.Progress.Step;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;

/**
 * The steps of an audit, in the order in which it does them, and what each is expected to take.
 * Pictures that an encoder sees are counted and not timed: the first photos tell how long one
 * takes.
 *
 * @param train photos of the training split
 * @param val photos of the validation split
 * @param knn whether there are classes for kNN
 * @param parameters to probe and search under
 * @param training of the probes
 * @param ladderPhotos photos that climb the ladders
 */
record AuditSteps(
    int train,
    int val,
    boolean knn,
    List<Parameter> parameters,
    Training training,
    int ladderPhotos,
    int threads) {

  /** Training runs of a probe: final ones, the control, and what tuning costs. */
  private static final int PROBE_RUNS = 19;

  private static final int EPOCHS = 100;

  /** Of a row in one epoch of one run, on one core (PERFORMANCE.md). */
  private static final double SECONDS_A_ROW = 1.2e-7;

  /** Of each product of a value and a weight in it. */
  private static final double SECONDS_A_WEIGHT = 3.4e-10;

  /** Of a multiplication in a kNN search, on one core. */
  private static final double SECONDS_A_PRODUCT = 1.6e-11;

  /** The steps for these encoders. */
  List<Step> of(List<Encoder> encoders) {
    List<Step> steps = new ArrayList<>();
    long processings =
        parameters.stream().flatMap(parameter -> parameter.classes().stream()).distinct().count();
    long pictures = (train + val) * processings;
    steps.add(
        new Step(
            String.format(
                Locale.ROOT,
                "extract %,d photos under %d processings, %s",
                train + val,
                processings,
                encoders.size() == 1 ? "one encoder" : encoders.size() + " encoders"),
            List.of(Part.ofWork("pictures", (double) pictures * encoders.size()))));
    int rungs = Ladder.allSteps().values().stream().mapToInt(List::size).sum();
    for (Encoder encoder : encoders) {
      String id = encoder.card().id();
      List<Part> parts = new ArrayList<>();
      for (Parameter parameter : parameters) {
        parts.add(Part.ofSeconds("probe", probeSeconds(parameter, encoder.dimension())));
        if (knn) {
          parts.add(Part.ofSeconds("knn", knnSeconds(parameter, encoder.dimension())));
        }
      }
      steps.add(new Step((knn ? "probes and kNN of " : "probes of ") + id, parts));
      steps.add(
          new Step(
              "ladders of " + id,
              List.of(Part.ofWork("pictures", (double) ladderPhotos * (rungs + 1)))));
    }
    steps.add(new Step("page", List.of()));
    return steps;
  }

  private double probeSeconds(Parameter parameter, int dimension) {
    int classes = parameter.classes().size();
    double rows = (double) train * (training == Training.ALL ? classes : 1);
    double row = SECONDS_A_ROW + SECONDS_A_WEIGHT * dimension * classes;
    return rows * EPOCHS * PROBE_RUNS * row / threads;
  }

  private double knnSeconds(Parameter parameter, int dimension) {
    int classes = parameter.classes().size();
    double pairs = (double) train * classes * val * classes;
    return pairs * dimension * SECONDS_A_PRODUCT / threads;
  }
}
