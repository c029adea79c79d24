package org.encodertraces.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.TraceResult;

/**
 * A result with what the page calls it: its encoder, and where several runs of one encoder on one
 * data set stand beside each other, the settings in which they differ.
 */
public record Labeled(TraceResult result, String label) {

  /** More differing settings than these would drown the name. */
  private static final int SETTINGS_AT_MOST = 3;

  /** What two runs must share to stand on one line of one chart. */
  private record Place(String kind, String parameter, String dataset, String encoder) {
    static Place of(TraceResult result) {
      return new Place(
          result.header().kind(),
          result.parameter(),
          result.header().dataset(),
          result.header().encoder());
    }
  }

  private static final List<String> PARAMETERS =
      Parameter.study().stream().map(Parameter::id).toList();

  /** Encoders asked about before controls, parameters in the study's order, else as they come. */
  private static Comparator<TraceResult> order(AskedAbout asked) {
    return Comparator.comparing((TraceResult result) -> asked.isControl(result.header()))
        .thenComparingInt(
            result -> {
              int index = PARAMETERS.indexOf(result.parameter());
              return index < 0 ? PARAMETERS.size() : index;
            });
  }

  /** Labels all results; one that is there twice is taken once. */
  static List<Labeled> all(List<TraceResult> unordered, AskedAbout asked) {
    List<TraceResult> results = unordered.stream().distinct().sorted(order(asked)).toList();
    Map<Place, List<TraceResult>> byPlace =
        results.stream()
            .collect(Collectors.groupingBy(Place::of, LinkedHashMap::new, Collectors.toList()));
    List<Labeled> labeled = new ArrayList<>();
    for (TraceResult result : results) {
      List<TraceResult> rivals = byPlace.getOrDefault(Place.of(result), List.of(result));
      String encoder = result.header().encoder();
      labeled.add(
          new Labeled(
              result,
              rivals.size() == 1 ? encoder : encoder + " (" + difference(result, rivals) + ")"));
    }
    return labeled;
  }

  private static String difference(TraceResult result, List<TraceResult> rivals) {
    Set<String> keys = new TreeSet<>();
    rivals.forEach(rival -> keys.addAll(rival.header().provenance().texts().keySet()));
    String settings =
        keys.stream()
            .filter(
                key ->
                    rivals.stream()
                            .map(rival -> rival.header().provenance().texts().get(key))
                            .map(Objects::toString)
                            .distinct()
                            .count()
                        > 1)
            .limit(SETTINGS_AT_MOST)
            .map(key -> key + " " + option(result, key))
            .collect(Collectors.joining(", "));
    boolean tells =
        rivals.stream()
                .map(rival -> keys.stream().map(key -> option(rival, key)).toList())
                .distinct()
                .count()
            == rivals.size();
    if (tells) {
      return settings;
    }
    String when = "run of " + result.header().created() + ", " + (rivals.indexOf(result) + 1);
    return settings.isEmpty() ? when : settings + ", " + when;
  }

  private static String option(TraceResult result, String key) {
    return result.header().provenance().texts().getOrDefault(key, "not set");
  }
}
