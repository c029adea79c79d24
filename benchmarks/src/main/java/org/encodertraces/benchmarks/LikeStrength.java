package org.encodertraces.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Stages compared where their pixels are equally far from the base's: between a stage's strengths,
 * and its base with nothing to read, accuracy and interval are taken to change linearly with the
 * distance. Ends of intervals drawn so are wider than the interval of the value between, as two
 * measurements err less together than one.
 */
final class LikeStrength {

  /** Gray levels. */
  private static final double[] DISTANCES = {1, 2, 4};

  private LikeStrength() {}

  /** A stage of a base at one distance. */
  private record Place(String stage, double read, double low, double high, boolean belowWeakest) {}

  static void print(List<CameraProbes.Line> lines) {
    TreeMap<String, List<CameraProbes.Line>> stages = new TreeMap<>();
    for (CameraProbes.Line line : lines) {
      String stage = line.camera().replaceAll("-\\d+$", "");
      stages.computeIfAbsent(stage, key -> new ArrayList<>()).add(line);
    }
    for (double distance : DISTANCES) {
      List<Place> places = new ArrayList<>();
      List<String> beyond = new ArrayList<>();
      stages.forEach(
          (stage, of) ->
              at(stage, of, distance).ifPresentOrElse(places::add, () -> beyond.add(stage)));
      places.sort(Comparator.comparingDouble(Place::read).reversed());
      System.out.printf(Locale.ROOT, "%nat %.0f gray levels (RMSE)%n", distance);
      for (Place place : places) {
        System.out.printf(
            Locale.ROOT,
            "| %s%s | %.1f %% | %.1f to %.1f |%n",
            place.stage(),
            place.belowWeakest() ? " (nearer than its weakest)" : "",
            place.read(),
            place.low(),
            place.high());
      }
      System.out.println("does not reach so far: " + String.join(", ", beyond));
    }
  }

  private static Optional<Place> at(String stage, List<CameraProbes.Line> lines, double distance) {
    List<CameraProbes.Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingDouble(CameraProbes.Line::rmse));
    CameraProbes.Line below = new CameraProbes.Line(stage, 0, 0, 50, 50, 50, 1);
    for (CameraProbes.Line above : sorted) {
      if (above.rmse() >= distance) {
        double share = (distance - below.rmse()) / (above.rmse() - below.rmse());
        return Optional.of(
            new Place(
                stage,
                below.read() + share * (above.read() - below.read()),
                below.low() + share * (above.low() - below.low()),
                below.high() + share * (above.high() - below.high()),
                below.rmse() == 0));
      }
      below = above;
    }
    return Optional.empty();
  }
}
