package org.encodertraces.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.report.Section;
import org.encodertraces.result.TraceResult;

/** All experiments. Adding one is its package, and its line here. */
public final class Experiments {

  private static final List<Experiment<?, ?>> ALL =
      List.of(
          new ProbeExperiment(),
          new AcquisitionExperiment(),
          new KnnExperiment(),
          new RetrieveExperiment(),
          new RepairExperiment(),
          new LadderExperiment(),
          new SimilarityExperiment(),
          new NeighborsExperiment(),
          new ThresholdExperiment(),
          new DiffExperiment());

  private Experiments() {}

  /** All, in the order of the page's sections. */
  public static List<Experiment<?, ?>> all() {
    return ALL;
  }

  /** The experiment of a name. */
  public static Optional<Experiment<?, ?>> named(String name, List<Experiment<?, ?>> known) {
    return known.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * A result in lines for a terminal, as its experiment words it.
   *
   * @throws IllegalArgumentException when none of these experiments makes such results
   */
  public static List<String> lines(TraceResult result, List<Experiment<?, ?>> known) {
    return known.stream()
        .filter(one -> one.result().isInstance(result))
        .findFirst()
        .map(one -> linesOf(one, result))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    result.header().kind() + ": no experiment of this list makes such results"));
  }

  private static <R extends TraceResult> List<String> linesOf(
      Experiment<?, R> experiment, TraceResult result) {
    return experiment.lines(experiment.result().cast(result));
  }

  /** The page's sections of these experiments. */
  public static List<Section> sections(List<Experiment<?, ?>> known) {
    Set<Section> sections = new LinkedHashSet<>();
    known.forEach(one -> one.section().ifPresent(sections::add));
    return List.copyOf(sections);
  }
}
