package org.encodertraces.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.TraceResult;
import org.encodertraces.statistics.Places;

/**
 * Which place a probe's reading takes among others of the same test photos. Encoders are compared
 * photo by photo; without that, or on other photos, no place is given.
 */
final class PairedPlaces {

  /** All pairs are compared, exactly: of more runs it would take too long. */
  private static final int MOST_RUNS = 8;

  /** Settings that tell encoders apart and not photos. */
  private static final Set<String> OF_ENCODER =
      Set.of("encoder", "encoder fingerprint", "transform", "batch");

  private PairedPlaces() {}

  /** The place of each run of a chart that has one, in words: "1 of 3", "2 to 3 of 3". */
  static Map<TraceResult, String> of(List<Labeled> chart) {
    List<ProbeResult> runs = new ArrayList<>();
    for (Labeled labeled : chart) {
      if (labeled.result() instanceof ProbeResult probe && probe.right() != null) {
        runs.add(probe);
      }
    }
    Map<TraceResult, String> places = new LinkedHashMap<>();
    if (runs.size() < 2
        || runs.size() > MOST_RUNS
        || runs.size() < chart.size()
        || runs.stream().map(PairedPlaces::photos).distinct().count() > 1) {
      return places;
    }
    List<Places> found =
        Places.of(
            runs.stream().map(PairedPlaces::shares).toArray(double[][]::new), answers(runs.get(0)));
    for (int i = 0; i < runs.size(); i++) {
      Places own = found.get(i);
      places.put(
          runs.get(i),
          (own.settled()
                  ? "%d".formatted(own.best())
                  : "%d to %d".formatted(own.best(), own.worst()))
              + " of "
              + runs.size());
    }
    return places;
  }

  /** What decides which photos were tested, and how often. */
  private static List<Object> photos(ProbeResult probe) {
    Map<String, String> options = new LinkedHashMap<>(probe.header().provenance().texts());
    options.keySet().removeAll(OF_ENCODER);
    return List.of(options, probe.testPhotos(), answers(probe), shares(probe).length);
  }

  private static int answers(ProbeResult probe) {
    return probe.answers() == null ? 1 : probe.answers();
  }

  private static double[] shares(ProbeResult probe) {
    List<Integer> right = probe.right() == null ? List.of() : probe.right();
    return right.stream().mapToDouble(count -> (double) count / answers(probe)).toArray();
  }
}
