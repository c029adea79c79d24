package org.encodertraces.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.report.Claims.Outcome;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.ProbedResult;

/**
 * The encoders that a page's answer is about ({@link AskedAbout}).
 *
 * @param byEncoder claims about each, in the page's order; none of an encoder without claims
 */
record AnswerSubjects(Map<String, List<Standing>> byEncoder) {

  static AnswerSubjects of(PageResults results) {
    Map<String, List<Standing>> byEncoder = new LinkedHashMap<>();
    results.labeled().stream()
        .map(one -> one.result().header())
        .filter(header -> !results.asked().isControl(header))
        .forEach(header -> byEncoder.computeIfAbsent(header.encoder(), e -> new ArrayList<>()));
    results
        .claims()
        .all()
        .forEach(
            standing ->
                Optional.ofNullable(byEncoder.get(standing.result().header().encoder()))
                    .ifPresent(list -> list.add(standing)));
    return new AnswerSubjects(byEncoder);
  }

  List<String> encoders() {
    return List.copyOf(byEncoder.keySet());
  }

  List<Standing> all() {
    return byEncoder.values().stream().flatMap(List::stream).toList();
  }

  /** Claims of a fall: of neighbors, or of recall among photos of one type of camera. */
  List<Standing> falls() {
    return all().stream().filter(AnswerSubjects::isFall).toList();
  }

  List<Standing> readings() {
    return all().stream().filter(standing -> !isFall(standing)).toList();
  }

  static boolean isFall(Standing standing) {
    return !(standing.result() instanceof ProbedResult);
  }

  static List<Standing> found(List<Standing> standings) {
    return standings.stream().filter(Standing::found).toList();
  }

  static List<Standing> notFound(List<Standing> standings) {
    return standings.stream().filter(standing -> !standing.found()).toList();
  }

  static List<Standing> alone(List<Standing> standings) {
    return standings.stream().filter(standing -> standing.outcome() == Outcome.ALONE).toList();
  }

  /** The found effect that is largest: falls in points, readings as a share of what can be read. */
  static Optional<Standing> largest(List<Standing> standings) {
    // Of equal ones the first: a reversed comparison keeps the page's order.
    return found(standings).stream()
        .sorted(Comparator.comparingDouble(AnswerSubjects::size).reversed())
        .findFirst();
  }

  private static double size(Standing standing) {
    double excess = standing.effect().value() - standing.effect().none();
    return isFall(standing) ? excess : excess / (100 - standing.effect().none());
  }
}
