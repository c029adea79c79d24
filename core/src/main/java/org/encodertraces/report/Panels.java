package org.encodertraces.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.TraceResult;

/**
 * Which results share a chart: those of one kind, parameter and data set.
 *
 * @param byId results by the id of their chart, which scripts and links use
 */
public record Panels(Map<String, List<Labeled>> byId, Map<TraceResult, String> ids) {

  /** Of the parameters that come with the program, by id; read once and not for every result. */
  private static final Map<String, String> TITLES =
      KnownProcessings.builtIn().parameters().stream()
          .collect(Collectors.toUnmodifiableMap(Parameter::id, Parameter::title));

  private record Key(String kind, String parameter, String dataset) {}

  static Panels of(List<Labeled> results) {
    Map<Key, String> names = new LinkedHashMap<>();
    Map<String, List<Labeled>> byId = new LinkedHashMap<>();
    Map<TraceResult, String> ids = new LinkedHashMap<>();
    for (Labeled labeled : results) {
      TraceResult result = labeled.result();
      String kind = kind(result);
      Key key = new Key(kind, result.parameter(), result.header().dataset());
      String id =
          names.computeIfAbsent(
              key,
              k ->
                  kind
                      + "-"
                      + (1 + names.keySet().stream().filter(n -> n.kind.equals(kind)).count()));
      byId.computeIfAbsent(id, i -> new ArrayList<>()).add(labeled);
      ids.put(result, id);
    }
    return new Panels(byId, ids);
  }

  /** Charts of one kind, in the order of their first results. */
  public Map<String, List<Labeled>> ofKind(String kind) {
    Map<String, List<Labeled>> own = new LinkedHashMap<>();
    byId.forEach(
        (id, results) -> {
          if (kind(results.get(0).result()).equals(kind)) {
            own.put(id, results);
          }
        });
    return own;
  }

  /** The kind of chart: probes of processings and of acquisition attributes look alike. */
  static String kind(TraceResult result) {
    if (result instanceof ProbedResult) {
      return "probe";
    } else if (result instanceof KnnResult) {
      return "knn";
    } else if (result instanceof RetrieveResult) {
      return "retrieve";
    } else if (result instanceof LadderResult) {
      return "ladder";
    }
    return result.header().kind();
  }

  /** What a result is about, in a sentence; the name of an attribute is cut to size. */
  public static String title(TraceResult result) {
    if (result instanceof LadderResult) {
      return Arrays.stream(Ladder.values())
          .filter(ladder -> ladder.id().equals(result.parameter()))
          .findFirst()
          .map(Ladder::title)
          .orElse(result.parameter());
    }
    String title = TITLES.get(result.parameter());
    return title == null ? Markup.shortened(result.parameter()) : title;
  }
}
